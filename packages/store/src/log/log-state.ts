import type { Bytes, Handle, Writer } from '../store.ts'

/** How far a log is. */
export type LogState = {
  readonly logId: string
  /** The first index that no statement has. */
  readonly next: number
  /** Number of leaves in the tree; from here to `next` they wait for their integration. */
  readonly size: number
  /** RFC 6962 root of the tree of this size, 32 bytes. */
  readonly root: Bytes
  /** The compact range of the tree of this size, as its writer encodes it: a restart reads no tile to append. */
  readonly range: Bytes
  /** Counts the integrations. */
  readonly epoch: number
}

/** A tree: what an integration brings a log to. */
export type LogTree = Pick<LogState, 'size' | 'root' | 'range'>

/** Begins a log at the empty tree; a log that has begun stays as it is. */
export const beginLog = async (trx: Writer, logId: string, empty: LogTree): Promise<void> => {
  await trx
    .insertInto('log_state')
    .values({ log_id: logId, next: 0, ...empty, epoch: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The state of a log; undefined before it has begun. */
export const findLogState = (db: Handle, logId: string): Promise<LogState | undefined> =>
  db
    .selectFrom('log_state')
    .select(['log_id as logId', 'next', 'size', 'root', 'range', 'epoch'])
    .where('log_id', '=', logId)
    .executeTakeFirst()

/** Brings a log from one state to a larger tree; false when another got there first, and then nothing is written. */
export const advanceLog = async (
  trx: Writer,
  { logId, size, epoch }: Pick<LogState, 'logId' | 'size' | 'epoch'>,
  to: LogTree,
): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('log_state')
    .set({ size: to.size, root: to.root, range: to.range, epoch: epoch + 1 })
    .where((eb) => eb.and({ log_id: logId, size, epoch }))
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** The logs of a database in order of their identifiers, and whether each has begun. */
export const listLogs = async (
  db: Handle,
): Promise<readonly { readonly logId: string; readonly begun: boolean }[]> => {
  const rows = await db
    .selectFrom('log')
    .leftJoin('log_state', 'log_state.log_id', 'log.log_id')
    .select(['log.log_id as logId', 'log_state.log_id as state'])
    .orderBy('log.log_id')
    .execute()
  return rows.map(({ logId, state }) => ({ logId, begun: state !== null }))
}
