import { insertAttempts, type NewAttempt } from '../attempt/attempt.ts'
import { preparedWrite, runAll, scopeIn, type Value } from '../prepared.ts'
import { owner } from '../scope.ts'
import type { TenantScope, Writer } from '../store.ts'
import { insertBelongings, insertEvents } from './insert-event.ts'
import { type IdempotencyEntry, releaseIdempotencyKey, takeIdempotencyKey } from './idempotency.ts'
import type { NewEvent } from './new-event.ts'

/**
 * What one operation records under one idempotency key: a withdrawal by contact is several events, or none when all
 * was withdrawn before.
 */
export type NewEvents = {
  readonly events: readonly NewEvent[]
  /** Calls told of together with the events, which have no event of their own. */
  readonly attempts?: readonly NewAttempt[] | undefined
  readonly idempotency?: Omit<IdempotencyEntry, 'eventIds'> | undefined
  /** The one-time challenge that the first of the events uses up. */
  readonly challengeId?: string | undefined
}

/** What became of a recording. Anything but RECORDED has written nothing. */
export type RecordOutcome =
  /** `positions` are in the order of the events given. */
  | { readonly outcome: 'RECORDED'; readonly positions: readonly number[] }
  /** The operation ran before under this key; `entry` is what it recorded then. */
  | { readonly outcome: 'IDEMPOTENCY_TAKEN'; readonly entry: IdempotencyEntry }
  /** The challenge was used by `eventId`. */
  | { readonly outcome: 'CHALLENGE_USED'; readonly eventId: string }

type Use = { readonly scope: TenantScope; readonly challengeId: string; readonly eventId: string }

const insertUse = preparedWrite((db, value: Value<Use>) =>
  db
    .insertInto('challenge_use')
    .values({
      ...owner(scopeIn(value)),
      challenge_id: value(({ challengeId }) => challengeId),
      event_id: value(({ eventId }) => eventId),
    })
    .onConflict((conflict) => conflict.doNothing()),
)

/** Uses a challenge up, or answers which event used it before. */
const useChallenge = async (
  trx: Writer,
  scope: TenantScope,
  challengeId: string,
  eventId: string,
): Promise<string | undefined> => {
  const [inserted] = await runAll(trx, [insertUse(trx, { scope, challengeId, eventId })])
  if (inserted?.numAffectedRows !== 0n) return undefined
  const use = await trx
    .selectFrom('challenge_use')
    .select('event_id')
    .where((eb) => eb.and({ ...owner(scope), challenge_id: challengeId }))
    .executeTakeFirstOrThrow()
  return use.event_id
}

const advance = preparedWrite((db, value: Value<{ readonly scope: TenantScope; readonly count: number }>) =>
  db
    .updateTable('position_counter')
    .set((eb) => ({
      position: eb(
        'position',
        '+',
        value(({ count }) => count),
      ),
    }))
    .where((eb) => eb.and(owner(scopeIn(value))))
    .returning('position'),
)

/** Takes the next `count` positions and gives the last of them; the row stays locked until the commit. */
const takePositions = async (trx: Writer, scope: TenantScope, count: number): Promise<number> => {
  const [updated] = await runAll(trx, [advance(trx, { scope, count })])
  const [row] = updated?.rows ?? []
  if (row === undefined) throw new TypeError(`Tenant ${scope.tenantId} has no counter in its log.`)
  return row.position
}

/**
 * Records events with all that belongs to them, or answers why not. The tenant's counter is the last row locked, so
 * positions follow the order of commit without gaps.
 *
 * @throws for a tenant, notice or superseded event that does not exist in this scope, and for an identifier used before.
 */
export const recordEvents = async (
  trx: Writer,
  scope: TenantScope,
  { events, attempts = [], idempotency, challengeId }: NewEvents,
): Promise<RecordOutcome> => {
  const [first] = events
  if (idempotency !== undefined) {
    const eventIds = events.map(({ eventId }) => eventId)
    const entry = await takeIdempotencyKey(trx, scope, { ...idempotency, eventIds })
    if (entry !== undefined) return { outcome: 'IDEMPOTENCY_TAKEN', entry }
  }
  if (challengeId !== undefined) {
    if (first === undefined) throw new TypeError('a challenge is used up by an event')
    const eventId = await useChallenge(trx, scope, challengeId, first.eventId)
    if (eventId !== undefined) {
      if (idempotency !== undefined) await releaseIdempotencyKey(trx, scope, idempotency)
      return { outcome: 'CHALLENGE_USED', eventId }
    }
  }
  await insertAttempts(trx, scope, attempts)
  if (events.length === 0) return { outcome: 'RECORDED', positions: [] }
  for (const event of events) await insertBelongings(trx, scope, event)
  const last = await takePositions(trx, scope, events.length)
  const numbered = events.map((event, index) => ({ ...event, position: last - events.length + 1 + index }))
  await insertEvents(trx, scope, numbered)
  return { outcome: 'RECORDED', positions: numbered.map(({ position }) => position) }
}
