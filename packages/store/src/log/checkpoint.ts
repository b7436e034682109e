import { prepared } from '../prepared.ts'
import type { Bytes, Handle, Writer } from '../store.ts'

/** A head of a log that was signed and shown. */
export type Checkpoint = {
  readonly size: number
  readonly root: Bytes
  /** The note (C2SP tlog-checkpoint) with the signature of the log alone. */
  readonly note: string
  /** Epoch milliseconds, by this server's clock. */
  readonly signedAt: number
}

/** What a witness signed of a checkpoint (C2SP tlog-cosignature). */
export type Cosignature = {
  readonly size: number
  readonly witness: string
  /** The signature line, with its newline. */
  readonly line: string
  /** Epoch milliseconds, by the witness's clock. */
  readonly cosignedAt: number
}

/** An RFC 3161 token over the body of a checkpoint. */
export type TimestampToken = {
  readonly size: number
  /** Name of the authority in the configuration of this server. */
  readonly tsa: string
  readonly der: Bytes
  /** Epoch milliseconds, by this server's clock; the time of the authority is in the token. */
  readonly receivedAt: number
}

/** Shows a checkpoint. The one of its size that is there stays. */
export const insertCheckpoint = async (
  trx: Writer,
  logId: string,
  { size, root, note, signedAt }: Checkpoint,
): Promise<void> => {
  await trx
    .insertInto('checkpoint')
    .values({ log_id: logId, size, root, note, signed_at: signedAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const checkpoints = (db: Handle, logId: string) =>
  db
    .selectFrom('checkpoint')
    .select(['size', 'root', 'note', 'signed_at as signedAt'])
    .where('log_id', '=', logId)

const selectNewest = prepared(
  (logId: string) => [logId],
  (db, _value, [logId = '']) => checkpoints(db, logId).orderBy('size', 'desc').limit(1),
)

/** The largest checkpoint that was shown. */
export const newestCheckpoint = async (db: Handle, logId: string): Promise<Checkpoint | undefined> => {
  const [checkpoint] = await selectNewest(db, logId)
  return checkpoint
}

/** The checkpoint of this size. */
export const findCheckpoint = (db: Handle, logId: string, size: number): Promise<Checkpoint | undefined> =>
  checkpoints(db, logId).where('size', '=', size).executeTakeFirst()

/** The checkpoints that are larger than `after`, in order of size, at most `limit`. */
export const checkpointsAfter = (
  db: Handle,
  logId: string,
  after: number,
  limit: number,
): Promise<readonly Checkpoint[]> =>
  checkpoints(db, logId).where('size', '>', after).orderBy('size').limit(limit).execute()

/** Keeps what a witness signed; the first of its checkpoint stays. */
export const insertCosignature = async (
  trx: Writer,
  logId: string,
  { size, witness, line, cosignedAt }: Cosignature,
): Promise<void> => {
  await trx
    .insertInto('cosignature')
    .values({ log_id: logId, size, witness, line, cosigned_at: cosignedAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What witnesses signed of the checkpoint of this size, by name. */
export const cosignaturesOf = (db: Handle, logId: string, size: number): Promise<readonly Cosignature[]> =>
  db
    .selectFrom('cosignature')
    .select(['size', 'witness', 'line', 'cosigned_at as cosignedAt'])
    .where((eb) => eb.and({ log_id: logId, size }))
    .orderBy('witness')
    .execute()

/** The largest size that a witness signed; undefined while it signed none. */
export const newestCosigned = async (
  db: Handle,
  logId: string,
  witness: string,
): Promise<number | undefined> => {
  const row = await db
    .selectFrom('cosignature')
    .select('size')
    .where((eb) => eb.and({ log_id: logId, witness }))
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.size
}

const signedBy = (db: Handle, logId: string) =>
  db.selectFrom('cosignature').select(['size', 'witness', 'line']).where('log_id', '=', logId)

/** A cosignature without its time. */
export type CosignedBy = Omit<Cosignature, 'cosignedAt'>

/** The last so many cosignatures of a log, those of the largest checkpoint first. */
export const latestCosignatures = (
  db: Handle,
  logId: string,
  limit: number,
): Promise<readonly CosignedBy[]> => signedBy(db, logId).orderBy('size', 'desc').limit(limit).execute()

/** Which cosignatures are read: at most `limit` of checkpoints larger than `after`. */
export type CosignaturesAfter = {
  readonly after: number
  readonly limit: number
  /** Those alone of checkpoints over which there is a token. */
  readonly stamped: boolean
}

/** The cosignatures of the checkpoints that are larger than a size, those of the smallest first. */
export const cosignaturesAfter = (
  db: Handle,
  logId: string,
  { after, limit, stamped }: CosignaturesAfter,
): Promise<readonly CosignedBy[]> => {
  const cosigned = signedBy(db, logId).where('size', '>', after).orderBy('size').limit(limit)
  return (
    stamped
      ? cosigned.where('size', 'in', (eb) =>
          eb
            .selectFrom('timestamp_token')
            .select('timestamp_token.size')
            .where('timestamp_token.log_id', '=', logId)
            .where('timestamp_token.size', '>', after),
        )
      : cosigned
  ).execute()
}

/** Keeps a token; the first of an authority for a checkpoint stays. */
export const insertTimestampToken = async (
  trx: Writer,
  logId: string,
  { size, tsa, der, receivedAt }: TimestampToken,
): Promise<void> => {
  await trx
    .insertInto('timestamp_token')
    .values({ log_id: logId, size, tsa, der, received_at: receivedAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The tokens over the checkpoint of this size, by authority. */
export const timestampTokensOf = (
  db: Handle,
  logId: string,
  size: number,
): Promise<readonly TimestampToken[]> =>
  db
    .selectFrom('timestamp_token')
    .select(['size', 'tsa', 'der', 'received_at as receivedAt'])
    .where((eb) => eb.and({ log_id: logId, size }))
    .orderBy('tsa')
    .execute()

/**
 * The smallest checkpoint larger than `after` over which there is a token: for a leaf at index `after`, the one that
 * bounds its time from above most closely.
 */
export const firstTimestampedSize = async (
  db: Handle,
  logId: string,
  after: number,
): Promise<number | undefined> => {
  const row = await db
    .selectFrom('timestamp_token')
    .select('size')
    .where('log_id', '=', logId)
    .where('size', '>', after)
    .orderBy('size')
    .limit(1)
    .executeTakeFirst()
  return row?.size
}
