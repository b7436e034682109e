import { releaseIdempotencyKey } from './idempotency.ts'
import { withoutEvents } from '../eligibility/write-state.ts'
import { ofOneOwner, owner } from '../scope.ts'
import type { Bytes, Handle, TenantScope, Writer } from '../store.ts'

// Bounds the parameters of one statement.
const LIST = 1_024

/**
 * The submission and the events that act on it: all whose records tell of the person who made it. Found by her contact, so
 * that nothing is left of it once she is erased.
 */
export const eventsOfSubmission = async (
  db: Handle,
  scope: TenantScope,
  eventId: string,
): Promise<readonly string[]> => {
  const rows = await db
    .selectFrom('blind_index as own')
    .innerJoin('blind_index as other', (join) => join.on(ofOneOwner('other', 'own', 'kind', 'bidx')))
    .innerJoin('consent_event', (join) => join.on(ofOneOwner('consent_event', 'other', 'event_id')))
    .select('consent_event.event_id as eventId')
    .distinct()
    .where('own.log_id', '=', scope.logId)
    .where('own.tenant_id', '=', scope.tenantId)
    .where('own.event_id', '=', eventId)
    .where('consent_event.supersedes', '=', eventId)
    .orderBy('consent_event.event_id')
    .execute()
  return [eventId, ...rows.map((row) => row.eventId)]
}

const forget = async (
  trx: Writer,
  scope: TenantScope,
  table: 'dek' | 'disclosure' | 'manage_token' | 'blind_index' | 'confirmation',
  eventIds: readonly string[],
): Promise<void> => {
  await trx
    .deleteFrom(table)
    .where((eb) => eb.and(owner(scope)))
    .where('event_id', 'in', eventIds)
    .execute()
}

/** Takes an event out of the blind index: no contact finds it any more. */
export const unindexEvent = (trx: Writer, scope: TenantScope, eventId: string): Promise<void> =>
  withoutEvents(trx, scope, [eventId], () => forget(trx, scope, 'blind_index', [eventId]))

/**
 * Deletes all that ties events to a person: the keys of their records with what they open, the person's links, the codes
 * sent to her, the places in the blind index and in the states of contacts, and the fingerprints of what was sent. Events, answers, statements and the log
 * stay as they are. What another event must still be found by is indexed before. That the links led to something is kept,
 * and when it went.
 *
 * @param erasedAt Epoch milliseconds.
 */
export const eraseRecords = async (
  trx: Writer,
  scope: TenantScope,
  eventIds: readonly string[],
  erasedAt: number,
): Promise<void> => {
  if (eventIds.length > LIST) throw new RangeError(`At most ${LIST} events are erased at once.`)
  const known = await trx
    .selectFrom('idempotency_event')
    .select(['operation', 'key'])
    .where((eb) => eb.and(owner(scope)))
    .where('event_id', 'in', eventIds)
    .execute()
  for (const entry of known) await releaseIdempotencyKey(trx, scope, entry)
  await trx
    .insertInto('erased_link')
    .columns(['log_id', 'tenant_id', 'token_sha256', 'erased_at'])
    .expression((eb) =>
      eb
        .selectFrom('manage_token')
        .select(['log_id', 'tenant_id', 'token_sha256', eb.val(erasedAt).as('erased_at')])
        .where((of) => of.and(owner(scope)))
        .where('event_id', 'in', eventIds),
    )
    .execute()
  for (const table of ['dek', 'disclosure', 'manage_token', 'confirmation'] as const)
    await forget(trx, scope, table, eventIds)
  await withoutEvents(trx, scope, eventIds, () => forget(trx, scope, 'blind_index', eventIds))
}

/** When the record that a link led to was erased; undefined for every other. It takes no scope, as it is asked by the link alone. */
export const linkErasedAt = async (db: Handle, tokenSha256: Bytes): Promise<number | undefined> => {
  const row = await db
    .selectFrom('erased_link')
    .select('erased_at as erasedAt')
    .where('token_sha256', '=', tokenSha256)
    .executeTakeFirst()
  return row?.erasedAt
}
