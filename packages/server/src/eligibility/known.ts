import type { Contact } from '@constat/core/contact'
import { CONTACT_KINDS, type Channel, type ContactKind } from '@constat/core/vocabulary'
import { isCall } from '@constat/law'
import {
  eventsIn,
  readContacts,
  readContactState,
  readStateHead,
  stateEventsOf,
  type Bytes,
  type ContactHistory,
  type Handle,
  type TenantScope,
} from '@constat/store'
import { indexLookUp } from '../consent/contacts.ts'
import type { Deps } from '../platform/context.ts'
import { documentsOf, toKnown, type Known, type Stored } from './stored.ts'
import { KEY_LENGTH, readTexts, type SeenFrom } from './stored-texts.ts'

/** What is asked of a contact: about which instant, and which channel; null for all of them. */
export type Wanted = { readonly contact: Contact; readonly at: number; readonly channel: Channel | null }

// No rule but those on calls counts them.
const countsAttempts = ({ channel }: Pick<Wanted, 'channel'>): boolean =>
  channel === null || isCall({ channel })

const replayed = (history: ContactHistory): Stored => ({
  position: history.position,
  events: stateEventsOf(history),
  attempts: history.attempts,
})

/**
 * Reads what is known of one contact, from its state where that answers for the instant, else from its events.
 *
 * @param evaluatedAt when it is asked, by the one reading of the clock that the decision goes by: epoch milliseconds
 */
export const knownOfOne = async (
  deps: Deps,
  tenant: TenantScope,
  wanted: Wanted,
  evaluatedAt: number,
): Promise<Known> => {
  const { reader } = deps.store
  const { kind, bidx } = indexLookUp(deps, tenant.tenantId, wanted.contact)
  const key = { kind, bidx: [bidx] }
  const { position, events, attempts } = await readContactState(reader, tenant, key, {
    at: wanted.at,
    withCalls: countsAttempts(wanted),
  })
  const stored =
    events === null ? replayed(await oneHistory(reader, tenant, key)) : { position, events, attempts }
  const documents = await documentsOf(deps.store, tenant, [stored])
  return toKnown(stored, documents, kind, evaluatedAt)
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

/** The newest of all that is stored. */
const newest = async (db: Handle, tenant: TenantScope): Promise<SeenFrom> => {
  const { position } = await readStateHead(db, tenant)
  return { position, attemptsBy: Infinity, hasAttempts: true }
}

/** Reads what is stored of contacts, in their order, of a database that stands still meanwhile. */
const readStored = async (
  deps: Deps,
  db: Handle,
  tenant: TenantScope,
  wanted: readonly Wanted[],
): Promise<readonly Stored[]> => {
  const seen = await newest(db, tenant)
  const stored = new Map<Wanted, Stored>()
  for (const kind of CONTACT_KINDS) {
    const of = wanted.filter(({ contact }) => contact.kind === kind)
    const keys = new Uint8Array(of.length * KEY_LENGTH)
    for (const [index, { contact }] of of.entries())
      keys.set(indexLookUp(deps, tenant.tenantId, contact).bidx, index * KEY_LENGTH)
    const texts = await readTexts(
      db,
      tenant,
      {
        kind,
        keys,
        atOf: (index) => of[index]?.at ?? 0,
        countsCalls: (index) => countsAttempts(of[index] ?? { channel: null }),
      },
      seen,
    )
    for (const [index, { events, attempts }] of texts.entries()) {
      const { [index]: each } = of
      if (each)
        stored.set(each, { position: seen.position, events: eventsIn(events, seen.position), attempts })
    }
  }
  return wanted.flatMap((each) => stored.get(each) ?? [])
}

/**
 * Reads what is known of contacts at one position, in their order, of a database that stands still meanwhile.
 *
 * @param evaluatedAt as {@link knownOfOne} has it
 */
export const knownOf = async (
  deps: Deps,
  db: Handle,
  tenant: TenantScope,
  wanted: readonly Wanted[],
  evaluatedAt: number,
): Promise<readonly Known[]> => {
  const stored = await readStored(deps, db, tenant, wanted)
  const documents = await documentsOf(deps.store, tenant, stored)
  return stored.map((each, index) =>
    toKnown(each, documents, wanted[index]?.contact.kind ?? 'phone', evaluatedAt),
  )
}
