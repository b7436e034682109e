import { prepared, scopeIn } from '../prepared.ts'
import { owner } from '../scope.ts'
import type { Handle, TenantScope } from '../store.ts'
import type { ConsentEvent, ContactIndex, Objection, StoredChoice, Withdrawal } from './event.ts'
import { EVENT_COLUMNS, toEvent } from './event-row.ts'
import { allEvents, eventsTouching } from './touching.ts'

/** Which page of events: the first so many after a position, of one contact or of all. */
export type EventsPageQuery = {
  /** At least 1. */
  readonly first: number
  /** Position of the last event of the page before. */
  readonly after?: number | undefined
  readonly contact?: ContactIndex | undefined
}

/** A page of events, oldest first. */
export type EventsPage = { readonly events: readonly ConsentEvent[]; readonly hasNextPage: boolean }

type EventIds = { readonly scope: TenantScope; readonly ids: readonly string[] }

const selectEvents = prepared(
  ({ ids }: EventIds) => ids,
  (db, value, ids) =>
    db
      .selectFrom('consent_event')
      .select(EVENT_COLUMNS)
      .where((eb) => eb.and(owner(scopeIn(value))))
      .where('event_id', 'in', ids),
)

/** The events of these identifiers, oldest first; unknown ones are left out. */
export const eventsByIds = async (
  db: Handle,
  scope: TenantScope,
  eventIds: readonly string[],
): Promise<readonly ConsentEvent[]> => {
  const rows = await selectEvents(db, { scope, ids: eventIds })
  return rows.map(toEvent).toSorted((one, other) => one.position - other.position)
}

/** The event of this identifier. */
export const findEvent = async (
  db: Handle,
  scope: TenantScope,
  eventId: string,
): Promise<ConsentEvent | undefined> => {
  const [event] = await eventsByIds(db, scope, [eventId])
  return event
}

/** One page of events by position. Of a contact: its own events and those that act on them. */
export const eventsPage = async (
  db: Handle,
  scope: TenantScope,
  { first, after = 0, contact }: EventsPageQuery,
): Promise<EventsPage> => {
  const source = contact === undefined ? allEvents(scope) : eventsTouching(scope, contact)
  const rows = await db
    .selectFrom(source)
    .selectAll()
    .where('position', '>', after)
    .orderBy('position')
    .limit(first + 1)
    .execute()
  return { events: rows.slice(0, first).map(toEvent), hasNextPage: rows.length > first }
}

const selectChoices = prepared(
  ({ ids }: EventIds) => ids,
  (db, value, ids) =>
    db
      .selectFrom('choice')
      .select([
        'event_id as eventId',
        'question_key as questionKey',
        'answer',
        'slot_start as slotStart',
        'slot_end as slotEnd',
      ])
      .where((eb) => eb.and(owner(scopeIn(value))))
      .where('event_id', 'in', ids),
)

/** The choices of these events. */
export const choicesOf = (
  db: Handle,
  scope: TenantScope,
  eventIds: readonly string[],
): Promise<readonly StoredChoice[]> => selectChoices(db, { scope, ids: eventIds })

const selectWithdrawals = prepared(
  ({ ids }: EventIds) => ids,
  (db, value, ids) =>
    db
      .selectFrom('withdrawal')
      .select([
        'event_id as eventId',
        'supersedes',
        'question_key as questionKey',
        'advertiser_key as advertiserKey',
      ])
      .where((eb) => eb.and(owner(scopeIn(value))))
      .where('supersedes', 'in', ids),
)

/** The withdrawals that ended consents of these events. */
export const withdrawalsOf = (
  db: Handle,
  scope: TenantScope,
  eventIds: readonly string[],
): Promise<readonly Withdrawal[]> => selectWithdrawals(db, { scope, ids: eventIds })

const selectObjections = prepared(
  ({ ids }: EventIds) => ids,
  (db, value, ids) =>
    db
      .selectFrom('objection')
      .select(['event_id as eventId', 'scope', 'source', 'advertisers', 'at'])
      .where((eb) => eb.and(owner(scopeIn(value))))
      .where('event_id', 'in', ids)
      .orderBy('event_id')
      .orderBy('ordinal'),
)

/** The objections that these events carry. */
export const objectionsOf = async (
  db: Handle,
  scope: TenantScope,
  eventIds: readonly string[],
): Promise<readonly Objection[]> => {
  const rows = await selectObjections(db, { scope, ids: eventIds })
  return rows.map((row) => ({
    ...row,
    advertisers: row.advertisers === null ? null : JSON.parse(row.advertisers),
  }))
}

const selectHead = prepared(
  ({ tenantId }: TenantScope) => [tenantId],
  (db, value, tenantIds) =>
    db
      .selectFrom('position_counter')
      .select('position')
      .where(
        'log_id',
        '=',
        value(({ logId }) => logId),
      )
      .where('tenant_id', 'in', tenantIds),
)

/** Position of the tenant's latest event; 0 when there is none, or no such tenant. */
export const headPosition = async (db: Handle, scope: TenantScope): Promise<number> => {
  const [row] = await selectHead(db, scope)
  return row?.position ?? 0
}
