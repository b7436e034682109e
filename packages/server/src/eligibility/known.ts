import type { Contact } from '@constat/core/contact'
import type { NoticeDocument } from '@constat/core/notice'
import { CONTACT_KINDS, type Channel, type ContactKind } from '@constat/core/vocabulary'
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
export type SeenFrom = { readonly position: number; readonly attemptsBy: number }

type Stored = {
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
  events: readonly StateEvent[],
): Promise<ReadonlyMap<string, NoticeDocument>> => {
  const ids = new Set(events.flatMap(({ noticeId }) => noticeId ?? []))
  const notices = await noticesByIds(store, tenant, [...ids])
  return new Map(notices.map((notice) => [notice.id, documentOf(notice)]))
}

/** Reads what is known of one contact, from its state where that answers for the instant, else from its events. */
export const knownOfOne = async (deps: Deps, tenant: TenantScope, wanted: Wanted): Promise<Known> => {
  const { reader } = deps.store
  const { kind, bidx } = indexLookUp(deps, tenant.tenantId, wanted.contact)
  const key = { kind, bidx: [bidx] }
  const { position, events } = await readContactState(reader, tenant, key, wanted.at)
  const stored =
    events === null
      ? replayed(await oneHistory(reader, tenant, key))
      : {
          position,
          events,
          attempts: countsAttempts(wanted) ? await attemptsOf(reader, tenant, kind, [bidx]) : NO_ATTEMPTS,
        }
  const documents = await documentsOf(deps, tenant, stored.events)
  return { position: stored.position, events: stored.events, history: toHistory(stored, documents, kind) }
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

type Indexed = Wanted & { readonly kind: ContactKind; readonly bidx: Bytes }

const nameOf = (kind: ContactKind, bidx: Uint8Array): string =>
  `${kind} ${Buffer.from(bidx).toString('latin1')}`

/** What stands under the keys of contacts, by kind and key. */
const filedUnder = async <Row extends { readonly bidx: Uint8Array }>(
  contacts: readonly Indexed[],
  read: (kind: ContactKind, bidx: readonly Bytes[]) => Promise<readonly Row[]>,
): Promise<ReadonlyMap<string, readonly Row[]>> => {
  const files = new Map<string, Row[]>()
  for (const kind of CONTACT_KINDS) {
    const wanted = contacts.flatMap((each) => (each.kind === kind ? [each.bidx] : []))
    for (const row of await read(
      kind,
      wanted.toSorted((one, other) => Buffer.compare(one, other)),
    )) {
      const name = nameOf(kind, row.bidx)
      const file = files.get(name)
      if (file) file.push(row)
      else files.set(name, [row])
    }
  }
  return files
}

/**
 * Reads what is known of contacts at one position, in their order: the newest when none is given, of a database that
 * stands still meanwhile.
 */
export const knownOf = async (
  deps: Deps,
  db: Handle,
  tenant: TenantScope,
  wanted: readonly Wanted[],
  seen?: SeenFrom,
): Promise<readonly Known[]> => {
  const indexed = wanted.map((each): Indexed => ({
    ...each,
    ...indexLookUp(deps, tenant.tenantId, each.contact),
  }))
  const head = await readStateHead(db, tenant)
  const { position, attemptsBy } = seen ?? { position: head.position, attemptsBy: Infinity }
  const states = await filedUnder(head.hasStates ? indexed : [], (kind, bidx) =>
    statesUnder(db, tenant, kind, bidx),
  )
  const attempts = await filedUnder(indexed.filter(countsAttempts), (kind, bidx) =>
    attemptsOf(db, tenant, kind, bidx),
  )
  const read = indexed.map(({ kind, bidx, at }): Stored | null => {
    const name = nameOf(kind, bidx)
    const events = head.hasStates ? eventsOfStates(states.get(name) ?? [], { at, position }) : null
    const calls = (attempts.get(name) ?? NO_ATTEMPTS).filter(({ recordedAt }) => recordedAt <= attemptsBy)
    return events && { position, events, attempts: calls }
  })
  const untold = indexed.filter((_, index) => read[index] === null)
  const histories = await readContacts(
    db,
    tenant,
    untold.map(({ kind, bidx }) => ({ kind, bidx: [bidx] })),
    { position, attemptsBy },
  )
  const replays = new Map(untold.map((each, index) => [each, histories[index]]))
  const all = indexed.map((each, index): Stored => {
    const history = replays.get(each)
    const stored = read[index] ?? (history && replayed(history))
    if (!stored) throw new Error('Each contact has a history, if only an empty one.')
    return stored
  })
  const documents = await documentsOf(
    deps,
    tenant,
    all.flatMap(({ events }) => events),
  )
  return all.map((stored, index) => ({
    position: stored.position,
    events: stored.events,
    history: toHistory(stored, documents, indexed[index]?.kind ?? 'phone'),
  }))
}
