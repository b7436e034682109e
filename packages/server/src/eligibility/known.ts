import type { Contact } from '@constat/core/contact'
import type { NoticeDocument } from '@constat/core/notice'
import type { Channel, ContactKind } from '@constat/core/vocabulary'
import { isCall, type History } from '@constat/law'
import {
  attemptsOf,
  eventsOfStates,
  readContacts,
  readContactState,
  readStateHead,
  stateEventsOf,
  statesUnder,
  type Attempt,
  type Bytes,
  type ContactHistory,
  type Handle,
  type StateEvent,
  type TenantScope,
} from '@constat/store'
import { indexLookUp } from '../consent/contacts.ts'
import { noticesByIds } from '../notice/notice-cache.ts'
import { documentOf } from '../notice/notice.service.ts'
import type { Deps } from '../platform/context.ts'
import { toHistory } from './history.ts'

/** What is known of a contact, in the words of the law. */
export type Known = {
  /** The tenant's latest event that could be seen. */
  readonly position: number
  /** What may bear on a decision, oldest first. */
  readonly events: readonly Pick<StateEvent, 'eventId'>[]
  readonly history: History
}

/** What is asked of a contact: about which instant, and which channel; null for all of them. */
export type Wanted = { readonly contact: Contact; readonly at: number; readonly channel: Channel | null }

/** What of all that is stored is seen: events to this position and calls recorded by this instant. */
export type SeenFrom = {
  readonly position: number
  readonly attemptsBy: number
  /** Whether calls were recorded at all. */
  readonly hasAttempts: boolean
}

/** What is stored of a contact and may bear on a decision. */
export type Stored = {
  readonly position: number
  readonly events: readonly StateEvent[]
  readonly attempts: readonly Attempt[]
}

const NO_ATTEMPTS: readonly Attempt[] = []

// No rule but those on calls counts them.
const countsAttempts = ({ channel }: Pick<Wanted, 'channel'>): boolean =>
  channel === null || isCall({ channel })

const replayed = (history: ContactHistory): Stored => ({
  position: history.position,
  events: stateEventsOf(history),
  attempts: history.attempts,
})

/** The notices that events tell of. A version never changes, so it needs no snapshot. */
const documentsOf = async (
  { store }: Deps,
  tenant: TenantScope,
  stored: readonly Stored[],
): Promise<ReadonlyMap<string, NoticeDocument>> => {
  const ids = new Set<string>()
  for (const { events } of stored) for (const { noticeId } of events) if (noticeId !== null) ids.add(noticeId)
  const notices = await noticesByIds(store, tenant, [...ids])
  return new Map(notices.map((notice) => [notice.id, documentOf(notice)]))
}

/** Reads what is known of one contact, from its state where that answers for the instant, else from its events. */
export const knownOfOne = async (deps: Deps, tenant: TenantScope, wanted: Wanted): Promise<Known> => {
  const { reader } = deps.store
  const { kind, bidx } = indexLookUp(deps, tenant.tenantId, wanted.contact)
  const key = { kind, bidx: [bidx] }
  const { position, events, attempts } = await readContactState(reader, tenant, key, {
    at: wanted.at,
    withCalls: countsAttempts(wanted),
  })
  const stored =
    events === null ? replayed(await oneHistory(reader, tenant, key)) : { position, events, attempts }
  const documents = await documentsOf(deps, tenant, [stored])
  return toKnown(stored, documents, kind)
}

const oneHistory = async (
  db: Handle,
  tenant: TenantScope,
  key: { readonly kind: ContactKind; readonly bidx: readonly Bytes[] },
): Promise<ContactHistory> => {
  const [history] = await readContacts(db, tenant, [key])
  if (!history) throw new Error('Each contact has a history, if only an empty one.')
  return history
}

type Indexed = Wanted & { readonly kind: ContactKind; readonly bidx: Bytes; readonly name: string }

/** Bytes as a text that a Map can be asked for, without a copy of them. */
const nameOf = (bytes: Bytes): string =>
  (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).toString(
    'latin1',
  )

type Files<Row> = { readonly [kind in ContactKind]: ReadonlyMap<string, readonly Row[]> }

/** What stands under the keys of contacts, by kind and key. The engine sorts the keys as its index has them. */
const filedUnder = async <Row extends { readonly bidx: Bytes }>(
  contacts: readonly Indexed[],
  read: (kind: ContactKind, bidx: readonly Bytes[]) => Promise<readonly Row[]>,
): Promise<Files<Row>> => {
  const fileOf = async (kind: ContactKind): Promise<ReadonlyMap<string, readonly Row[]>> => {
    const wanted: Bytes[] = []
    for (const each of contacts) if (each.kind === kind) wanted.push(each.bidx)
    const file = new Map<string, Row[]>()
    for (const row of await read(kind, wanted)) {
      const name = nameOf(row.bidx)
      const rows = file.get(name)
      if (rows) rows.push(row)
      else file.set(name, [row])
    }
    return file
  }
  return { phone: await fileOf('phone'), email: await fileOf('email') }
}

const NO_ROWS: readonly never[] = []

/**
 * Reads what is stored of contacts at one position, in their order, with the notices that it tells of: the newest when none
 * is given, of a database that stands still meanwhile.
 */
export const readStored = async (
  deps: Deps,
  db: Handle,
  tenant: TenantScope,
  wanted: readonly Wanted[],
  seen?: SeenFrom,
): Promise<{
  readonly stored: readonly Stored[]
  readonly documents: ReadonlyMap<string, NoticeDocument>
}> => {
  const indexed = wanted.map(({ contact, at, channel }): Indexed => {
    const { kind, bidx } = indexLookUp(deps, tenant.tenantId, contact)
    return { contact, at, channel, kind, bidx, name: nameOf(bidx) }
  })
  const head = await readStateHead(db, tenant)
  const { position, attemptsBy, hasAttempts } = seen ?? {
    position: head.position,
    attemptsBy: Infinity,
    hasAttempts: true,
  }
  const states = await filedUnder(head.hasStates ? indexed : [], (kind, bidx) =>
    statesUnder(db, tenant, kind, bidx),
  )
  const attempts = await filedUnder(hasAttempts ? indexed.filter(countsAttempts) : [], (kind, bidx) =>
    attemptsOf(db, tenant, kind, bidx),
  )
  const untold: Indexed[] = []
  const read = indexed.map((each): Stored | null => {
    const events = head.hasStates
      ? eventsOfStates(states[each.kind].get(each.name) ?? NO_ROWS, { at: each.at, position })
      : null
    if (events === null) {
      untold.push(each)
      return null
    }
    const calls = attempts[each.kind].get(each.name)?.filter(({ recordedAt }) => recordedAt <= attemptsBy)
    return { position, events, attempts: calls ?? NO_ATTEMPTS }
  })
  const histories = await readContacts(
    db,
    tenant,
    untold.map(({ kind, bidx }) => ({ kind, bidx: [bidx] })),
    { position, attemptsBy },
  )
  const replays = new Map(untold.map((each, index) => [each, histories[index]]))
  const stored = indexed.map((each, index): Stored => {
    const known = read[index]
    if (known) return known
    const history = replays.get(each)
    if (!history) throw new Error('Each contact has a history, if only an empty one.')
    return replayed(history)
  })
  return { stored, documents: await documentsOf(deps, tenant, stored) }
}

/** What is stored of a contact of this kind, in the words of the law. */
export const toKnown = (
  stored: Stored,
  documents: ReadonlyMap<string, NoticeDocument>,
  kind: ContactKind,
): Known => ({
  position: stored.position,
  events: stored.events,
  history: toHistory(stored, documents, kind),
})

/** Reads what is known of contacts at one position, in their order, of a database that stands still meanwhile. */
export const knownOf = async (
  deps: Deps,
  db: Handle,
  tenant: TenantScope,
  wanted: readonly Wanted[],
): Promise<readonly Known[]> => {
  const { stored, documents } = await readStored(deps, db, tenant, wanted)
  return stored.map((each, index) => toKnown(each, documents, wanted[index]?.contact.kind ?? 'phone'))
}
