import type { Contact } from '@constat/core/contact'
import type { History } from '@constat/law'
import { readContacts, type ContactHistory, type Handle, type TenantScope } from '@constat/store'
import { indexLookUp } from '../consent/contacts.ts'
import { noticesByIds } from '../notice/notice-cache.ts'
import { documentOf } from '../notice/notice.service.ts'
import type { Deps } from '../platform/context.ts'
import { toHistory } from './history.ts'

/** What is stored of a contact, and the same in the words of the law. */
export type Known = { readonly stored: ContactHistory; readonly history: History }

/** What of all that is stored is seen: events to this position and calls recorded by this instant. */
export type SeenFrom = { readonly position: number; readonly evaluatedAt: number }

/** Reads what is known of contacts at one position, the newest when none is given, in their order. */
export const knownOf = async (
  deps: Deps,
  db: Handle,
  tenant: TenantScope,
  contacts: readonly Contact[],
  seen?: SeenFrom,
): Promise<readonly Known[]> => {
  const indexed = contacts.map((contact) => indexLookUp(deps, tenant.tenantId, contact))
  const histories = await readContacts(
    db,
    tenant,
    indexed.map(({ kind, bidx }) => ({ kind, bidx: [bidx] })),
    seen && { position: seen.position, attemptsBy: seen.evaluatedAt },
  )
  const ids = new Set(histories.flatMap(({ events }) => events.flatMap(({ noticeId }) => noticeId ?? [])))
  // A version never changes, so it needs no snapshot.
  const notices = await noticesByIds(deps.store, tenant, [...ids])
  const documents = new Map(notices.map((notice) => [notice.id, documentOf(notice)]))
  return indexed.flatMap(({ kind }, index) => {
    const stored = histories[index]
    return stored ? [{ stored, history: toHistory(stored, documents, kind) }] : []
  })
}

/** Reads what is known of one contact. */
export const knownOfOne = async (
  deps: Deps,
  db: Handle,
  tenant: TenantScope,
  contact: Contact,
): Promise<Known> => {
  const [known] = await knownOf(deps, db, tenant, [contact])
  if (!known) throw new Error('Something is known of each contact, if only that there is nothing.')
  return known
}
