import { owner } from '../scope.ts'
import type { Bytes, Handle, TenantScope, Writer } from '../store.ts'

/** What an operation recorded under an idempotency key. */
export type IdempotencyEntry = {
  /** Name of the mutation. */
  readonly operation: string
  readonly key: string
  /** Keyed hash (HMAC) of the normalised input. */
  readonly fingerprint: Bytes
  readonly eventIds: readonly string[]
  readonly createdAt: number
}

/** What was recorded under this key, if anything was. */
export const findIdempotency = async (
  db: Handle,
  scope: TenantScope,
  operation: string,
  key: string,
): Promise<IdempotencyEntry | undefined> => {
  const row = await db
    .selectFrom('idempotency')
    .select(['operation', 'key', 'fingerprint', 'event_ids as eventIds', 'created_at as createdAt'])
    .where((eb) => eb.and({ ...owner(scope), operation, key }))
    .executeTakeFirst()
  return row && { ...row, eventIds: JSON.parse(row.eventIds) }
}

/** Takes a key, or answers what took it before. */
export const takeIdempotencyKey = async (
  trx: Writer,
  scope: TenantScope,
  entry: IdempotencyEntry,
): Promise<IdempotencyEntry | undefined> => {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('idempotency')
    .values({
      ...owner(scope),
      operation: entry.operation,
      key: entry.key,
      fingerprint: entry.fingerprint,
      event_ids: JSON.stringify(entry.eventIds),
      created_at: entry.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n) return findIdempotency(trx, scope, entry.operation, entry.key)
  const { operation, key } = entry
  if (entry.eventIds.length > 0)
    await trx
      .insertInto('idempotency_event')
      .values(entry.eventIds.map((eventId) => ({ ...owner(scope), event_id: eventId, operation, key })))
      .execute()
  return undefined
}

/** Forgets what a key was used for. */
export const releaseIdempotencyKey = async (
  trx: Writer,
  scope: TenantScope,
  { operation, key }: Pick<IdempotencyEntry, 'operation' | 'key'>,
): Promise<void> => {
  for (const table of ['idempotency', 'idempotency_event'] as const)
    await trx
      .deleteFrom(table)
      .where((eb) => eb.and({ ...owner(scope), operation, key }))
      .execute()
}
