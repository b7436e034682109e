import { CONTACT_KINDS, type ContactKind } from '@constat/core/vocabulary'
import { attemptName, attemptsOf, type Attempt } from '../attempt/attempt.ts'
import type { ConsentEvent, ContactIndex, Objection, StoredChoice, Withdrawal } from '../consent/event.ts'
import { choicesOf, eventsByIds, headPosition, objectionsOf, withdrawalsOf } from '../consent/read-events.ts'
import { prepared, scopeIn } from '../prepared.ts'
import { owner } from '../scope.ts'
import type { Bytes, Handle, TenantScope } from '../store.ts'

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

type Lookup = { readonly scope: TenantScope; readonly kind: ContactKind; readonly bidx: readonly Bytes[] }

const selectIndexed = prepared(
  ({ bidx }: Lookup) => bidx,
  (db, value, bidx) =>
    db
      .selectFrom('blind_index')
      .select(['bidx', 'event_id as eventId'])
      .where((eb) => eb.and(owner(scopeIn(value))))
      .where(
        'kind',
        '=',
        value(({ kind }) => kind),
      )
      .where('bidx', 'in', bidx),
)

// Bounds the parameters of one statement.
const LIST = 1_024

/** Reads a long list in parts. */
const inParts = async <Item, Row>(
  list: readonly Item[],
  read: (part: readonly Item[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> => {
  if (list.length <= LIST) return read(list)
  const parts: (readonly Row[])[] = []
  for (let from = 0; from < list.length; from += LIST) parts.push(await read(list.slice(from, from + LIST)))
  return parts.flat()
}

const nameOf = (kind: ContactKind, bidx: Uint8Array): string =>
  `${kind} ${Buffer.from(bidx).toString('latin1')}`

/** What is filed under these contacts, by kind and keyed hash. */
const filed = async <Row extends { readonly bidx: Uint8Array }>(
  contacts: readonly ContactIndex[],
  read: (kind: ContactKind, bidx: readonly Bytes[]) => Promise<readonly Row[]>,
): Promise<ReadonlyMap<string, readonly Row[]>> => {
  const files = new Map<string, Row[]>()
  for (const kind of CONTACT_KINDS) {
    const wanted = contacts.filter((contact) => contact.kind === kind).flatMap(({ bidx }) => bidx)
    for (const row of await inParts(wanted, (part) => read(kind, part))) {
      const name = nameOf(kind, row.bidx)
      const file = files.get(name)
      if (file) file.push(row)
      else files.set(name, [row])
    }
  }
  return files
}

/** What stands in the files of one contact: in several while keys rotate, so that the same row may come twice. */
const ofContact = <Row>(
  { kind, bidx }: ContactIndex,
  files: ReadonlyMap<string, readonly Row[]>,
  nameOfRow: (row: Row) => string,
): readonly Row[] => {
  const rows = bidx.flatMap((each) => files.get(nameOf(kind, each)) ?? [])
  return bidx.length < 2 ? rows : [...new Map(rows.map((row) => [nameOfRow(row), row])).values()]
}

/** How much of a history is read. */
export type HistoryUntil = {
  /** The latest event that is seen. */
  readonly position: number
  /** Calls recorded by this instant are seen. */
  readonly attemptsBy: number
}

/**
 * Everything that bears on contacting these contacts, in their order, or what did until then. The position is read first and what was committed
 * after it is left out; the rest is immutable once its event is. So the whole is consistent without a snapshot. Reads by
 * key, since SQLite takes three times as long to join index and events in one statement.
 */
export const readContacts = async (
  db: Handle,
  scope: TenantScope,
  contacts: readonly ContactIndex[],
  until?: HistoryUntil,
): Promise<readonly ContactHistory[]> => {
  const position = until?.position ?? (await headPosition(db, scope))
  const attemptsBy = until?.attemptsBy ?? Infinity
  const index = await filed(contacts, (kind, bidx) => selectIndexed(db, { scope, kind, bidx }))
  const all = [...new Set([...index.values()].flatMap((rows) => rows.map(({ eventId }) => eventId)))]
  const [found, choices, withdrawals, objections, attempts] = await Promise.all([
    inParts(all, (ids) => eventsByIds(db, scope, ids)),
    inParts(all, (ids) => choicesOf(db, scope, ids)),
    inParts(all, (ids) => withdrawalsOf(db, scope, ids)),
    inParts(all, (ids) => objectionsOf(db, scope, ids)),
    filed(contacts, (kind, bidx) => attemptsOf(db, scope, kind, bidx)),
  ])
  const events = new Map(
    found.filter((event) => event.position <= position).map((event) => [event.eventId, event]),
  )
  const choicesByEvent = Map.groupBy(choices, ({ eventId }) => eventId)
  const withdrawalsBySubmission = Map.groupBy(withdrawals, ({ supersedes }) => supersedes)
  const objectionsByEvent = Map.groupBy(objections, ({ eventId }) => eventId)

  return contacts.map((contact) => {
    const own = ofContact(contact, index, ({ eventId }) => eventId)
      .flatMap(({ eventId }) => events.get(eventId) ?? [])
      .toSorted((one, other) => one.position - other.position)
    return {
      position,
      events: own,
      choices: own.flatMap(({ eventId }) => choicesByEvent.get(eventId) ?? []),
      withdrawals: own
        .flatMap(({ eventId }) => withdrawalsBySubmission.get(eventId) ?? [])
        .filter(({ eventId }) => events.has(eventId)),
      objections: own.flatMap(({ eventId }) => objectionsByEvent.get(eventId) ?? []),
      attempts: ofContact(contact, attempts, attemptName)
        .filter(({ recordedAt }) => recordedAt <= attemptsBy)
        .map(({ advertiser, channel, at, recordedAt }) => ({ advertiser, channel, at, recordedAt })),
    }
  })
}

/** Everything that bears on contacting one contact: see {@link readContacts}. */
export const readContact = async (
  db: Handle,
  scope: TenantScope,
  contact: ContactIndex,
): Promise<ContactHistory> => {
  const [history] = await readContacts(db, scope, [contact])
  if (history === undefined) throw new TypeError('each contact has a history')
  return history
}
