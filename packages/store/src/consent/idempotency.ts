import { prepared, preparedWrite, rowInto, runAll, scopeIn, type Value } from '../prepared.ts'
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

type Key = { readonly scope: TenantScope; readonly operation: string; readonly key: string }

const selectEntry = prepared(
  ({ key }: Key) => [key],
  (db, value, keys) =>
    db
      .selectFrom('idempotency')
      .select(['operation', 'key', 'fingerprint', 'event_ids as eventIds', 'created_at as createdAt'])
      .where((eb) => eb.and({ ...owner(scopeIn(value)), operation: value(({ operation }) => operation) }))
      .where('key', 'in', keys),
)

/** What was recorded under this key, if anything was. */
export const findIdempotency = async (
  db: Handle,
  scope: TenantScope,
  operation: string,
  key: string,
): Promise<IdempotencyEntry | undefined> => {
  const [row] = await selectEntry(db, { scope, operation, key })
  return row && { ...row, eventIds: JSON.parse(row.eventIds) }
}

const insertEntry = preparedWrite((db, value: Value<IdempotencyEntry & { readonly scope: TenantScope }>) =>
  db
    .insertInto('idempotency')
    .values({
      ...owner(scopeIn(value)),
      operation: value(({ operation }) => operation),
      key: value(({ key }) => key),
      fingerprint: value(({ fingerprint }) => fingerprint),
      event_ids: value(({ eventIds }) => JSON.stringify(eventIds)),
      created_at: value(({ createdAt }) => createdAt),
    })
    .onConflict((conflict) => conflict.doNothing()),
)

/** Takes a key, or answers what took it before. */
export const takeIdempotencyKey = async (
  trx: Writer,
  scope: TenantScope,
  entry: IdempotencyEntry,
): Promise<IdempotencyEntry | undefined> => {
  const { operation, key, eventIds } = entry
  const [inserted] = await runAll(trx, [insertEntry(trx, { ...entry, scope })])
  if (inserted?.numAffectedRows === 0n) return findIdempotency(trx, scope, operation, key)
  await runAll(
    trx,
    eventIds.map((eventId) =>
      rowInto(trx, 'idempotency_event', { ...owner(scope), event_id: eventId, operation, key }),
    ),
  )
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
