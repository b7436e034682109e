import { owner } from '../scope.ts'
import type { Bytes, Handle, TenantScope, Writer } from '../store.ts'

/** A statement's place in its log. */
export type Leaf = {
  readonly index: number
  readonly jti: string
  /** SHA-256 of the JWS, 32 bytes. */
  readonly entry: Bytes
}

/** Whether a statement waits for an index. */
export const hasPending = async (db: Handle, logId: string): Promise<boolean> =>
  (await db.selectFrom('pending').select('jti').where('log_id', '=', logId).limit(1).executeTakeFirst()) !==
  undefined

/** How many statements of a log wait for an index, and since when the oldest does (epoch milliseconds). */
export const pendingOf = (
  db: Handle,
  logId: string,
): Promise<{ readonly count: number; readonly oldestAt: number | null }> =>
  db
    .selectFrom('pending')
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      eb.fn.min<number | null>('created_at').as('oldestAt'),
    ])
    .where('log_id', '=', logId)
    .executeTakeFirstOrThrow()

/**
 * Gives the next indexes of a log to the statements that wait, at most `limit`, by the time they were recorded and then
 * by identifier. From the commit on, what stands at an index never changes: all later steps repeat to the same bytes.
 *
 * @returns how many were given one.
 * @throws for a log that has not begun.
 */
export const sequencePending = async (trx: Writer, logId: string, limit: number): Promise<number> => {
  // Locks the log's row first: two sequencers must not read the same statements.
  const { next } = await trx
    .updateTable('log_state')
    .set((eb) => ({ next: eb.ref('next') }))
    .where('log_id', '=', logId)
    .returning('next')
    .executeTakeFirstOrThrow()
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('leaf')
    .columns(['log_id', 'tenant_id', 'jti', 'entry', 'leaf_index'])
    .expression((eb) =>
      eb
        .selectFrom(
          eb
            .selectFrom('pending')
            .selectAll()
            .where('log_id', '=', logId)
            .orderBy('created_at')
            .orderBy('jti')
            .limit(limit)
            .as('waiting'),
        )
        .select((of) => [
          'log_id',
          'tenant_id',
          'jti',
          'entry',
          eb(
            of.val(next - 1),
            '+',
            of.fn.agg<number>('row_number').over((over) => over.orderBy('created_at').orderBy('jti')),
          ).as('leaf_index'),
        ]),
    )
    .executeTakeFirstOrThrow()
  const count = Number(numInsertedOrUpdatedRows)
  if (count === 0) return 0
  await trx
    .deleteFrom('pending')
    .where((eb) =>
      eb(
        eb.refTuple('log_id', 'tenant_id', 'jti'),
        'in',
        eb
          .selectFrom('leaf')
          .select(['log_id', 'tenant_id', 'jti'])
          .where('log_id', '=', logId)
          .where('leaf_index', '>=', next)
          .$asTuple('log_id', 'tenant_id', 'jti'),
      ),
    )
    .execute()
  await trx
    .updateTable('log_state')
    .set({ next: next + count })
    .where('log_id', '=', logId)
    .execute()
  return count
}

/** The leaves of a log from an index on, in order, at most `limit`. */
export const leavesFrom = (
  db: Handle,
  logId: string,
  from: number,
  limit: number,
): Promise<readonly Leaf[]> =>
  db
    .selectFrom('leaf')
    .select(['leaf_index as index', 'jti', 'entry'])
    .where('log_id', '=', logId)
    .where('leaf_index', '>=', from)
    .orderBy('leaf_index')
    .limit(limit)
    .execute()

/** The leaves of these statements, in no order; those that have none yet are left out. */
export const leavesOf = async (
  db: Handle,
  scope: TenantScope,
  jtis: readonly string[],
): Promise<readonly Leaf[]> =>
  jtis.length === 0
    ? []
    : db
        .selectFrom('leaf')
        .select(['leaf_index as index', 'jti', 'entry'])
        .where((eb) => eb.and(owner(scope)))
        .where('jti', 'in', jtis)
        .execute()
