import type { Contact } from '@constat/core/contact'
import type { History } from '@constat/law'
import { readContact, type ContactHistory, type Handle, type TenantScope } from '@constat/store'
import { indexContact } from '../consent/contacts.ts'
import { noticesByIds } from '../notice/notice-cache.ts'
import { documentOf } from '../notice/notice.service.ts'
import type { Deps } from '../platform/context.ts'
import { toHistory } from './history.ts'

/** What is stored of a contact, and the same in the words of the law. */
export type Known = { readonly stored: ContactHistory; readonly history: History }

/** Reads what is known of a contact. */
export const knownOf = async (
  deps: Deps,
  db: Handle,
  tenant: TenantScope,
  contact: Contact,
): Promise<Known> => {
  const { kind, bidx } = indexContact(deps, tenant.tenantId, contact)
  const stored = await readContact(db, tenant, { kind, bidx: [bidx] })
  const ids = [...new Set(stored.events.flatMap(({ noticeId }) => noticeId ?? []))]
  // A version never changes, so it needs no snapshot.
  const notices = await noticesByIds(deps.store, tenant, ids)
  const documents = new Map(notices.map((notice) => [notice.id, documentOf(notice)]))
  return { stored, history: toHistory(stored, documents, kind) }
}
