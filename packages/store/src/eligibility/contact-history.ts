import type { Sector } from '@constat/core/vocabulary'
import { attemptsOf, type Attempt } from '../attempt/attempt.ts'
import type { ConsentEvent, ContactIndex, Objection, StoredChoice, Withdrawal } from '../consent/event.ts'
import { choicesOf, eventsByIds, headPosition, objectionsOf, withdrawalsOf } from '../consent/read-events.ts'
import { prepared } from '../prepared.ts'
import type { Handle, TenantScope } from '../store.ts'

/** What is stored of one contact, as of one position of its tenant. */
export type ContactHistory = {
  /** The tenant's latest event when this was read. */
  readonly position: number
  /** The contact's own events and those that act on them, oldest first. */
  readonly events: readonly ConsentEvent[]
  readonly choices: readonly StoredChoice[]
  readonly withdrawals: readonly Withdrawal[]
  readonly objections: readonly Objection[]
  /** They have no position: those on disk when this was read. */
  readonly attempts: readonly Attempt[]
}

type Lookup = { readonly scope: TenantScope; readonly contact: ContactIndex }

const selectIndexed = prepared(
  ({ contact }: Lookup) => contact.bidx,
  (db, value, bidx) =>
    db
      .selectFrom('blind_index')
      .select('event_id as eventId')
      .where(
        'log_id',
        '=',
        value(({ scope }) => scope.logId),
      )
      .where(
        'tenant_id',
        '=',
        value(({ scope }) => scope.tenantId),
      )
      .where(
        'kind',
        '=',
        value(({ contact }) => contact.kind),
      )
      .where('bidx', 'in', bidx),
)

/**
 * Everything that bears on contacting this contact. The position is read first and what was committed after it is left
 * out; the rest is immutable once its event is. So the whole is consistent without a snapshot. Point reads by key, since
 * SQLite takes three times as long to join index and events in one statement.
 */
export const readContact = async (
  db: Handle,
  scope: TenantScope,
  contact: ContactIndex,
): Promise<ContactHistory> => {
  const position = await headPosition(db, scope)
  const indexed = await selectIndexed(db, { scope, contact })
  // While keys rotate an event is indexed under two.
  const ids = [...new Set(indexed.map(({ eventId }) => eventId))]
  const [found, choices, withdrawals, objections, attempts] = await Promise.all([
    eventsByIds(db, scope, ids),
    choicesOf(db, scope, ids),
    withdrawalsOf(db, scope, ids),
    objectionsOf(db, scope, ids),
    attemptsOf(db, scope, contact),
  ])
  const events = found.filter((event) => event.position <= position)
  const seen = new Set(events.map(({ eventId }) => eventId))
  return {
    position,
    events,
    choices: choices.filter(({ eventId }) => seen.has(eventId)),
    withdrawals: withdrawals.filter(({ eventId }) => seen.has(eventId)),
    objections: objections.filter(({ eventId }) => seen.has(eventId)),
    attempts,
  }
}

const selectSector = prepared(
  ({ key }: { readonly scope: TenantScope; readonly key: string }) => [key],
  (db, value, keys) =>
    db
      .selectFrom('goods')
      .select('sector')
      .where(
        'log_id',
        '=',
        value(({ scope }) => scope.logId),
      )
      .where(
        'tenant_id',
        '=',
        value(({ scope }) => scope.tenantId),
      )
      .where('key', 'in', keys),
)

/** The sector that a goods key means in this tenant. */
export const sectorOfGoods = async (
  db: Handle,
  scope: TenantScope,
  key: string,
): Promise<Sector | undefined> => {
  const [row] = await selectSector(db, { scope, key })
  return row?.sector
}
