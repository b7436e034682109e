import { contactHint, contactIndexForm, normalizeContact, type Contact } from '@constat/core/contact'
import type { InputIssue } from '@constat/core/problem'
import { CONTACT_KINDS, type ContactKind } from '@constat/core/vocabulary'
import { blindIndex } from '@constat/evidence'
import type { IndexedContact } from '@constat/store'
import type { Deps } from '../platform/context.ts'
import { issue, under } from '../platform/problem.ts'

/** What a caller typed for each kind of contact. */
export type RawContacts = { readonly [kind in ContactKind]?: string | null | undefined }

/** Number of the index key in use; a rotation opens the next. */
const INDEX_EPOCH = 1

/** The contacts given, normalised, and the faults of those that are none. Nothing given is no fault. */
export const readContacts = (
  raw: RawContacts,
  path: readonly string[],
): { readonly contacts: readonly Contact[]; readonly issues: readonly InputIssue[] } => {
  const parsed = CONTACT_KINDS.flatMap((kind) => {
    const text = raw[kind]
    return text === undefined || text === null || text.trim() === ''
      ? []
      : [{ kind, result: normalizeContact(kind, text) }]
  })
  return {
    contacts: parsed.flatMap(({ result }) => (result.ok ? [result.value] : [])),
    issues: parsed.flatMap(({ kind, result }) => (result.ok ? [] : under([...path, kind], result.issues))),
  }
}

/** The one contact of a look-up: exactly one kind, and readable. */
export const readContactKey = (
  raw: RawContacts,
  path: readonly string[],
):
  | { readonly ok: true; readonly value: Contact }
  | { readonly ok: false; readonly issues: readonly InputIssue[] } => {
  const { contacts, issues } = readContacts(raw, path)
  const [contact, another] = contacts
  if (issues.length > 0) return { ok: false, issues }
  return contact && !another
    ? { ok: true, value: contact }
    : { ok: false, issues: [issue(path, 'one-contact', 'Give either a phone number or an e-mail address.')] }
}

/** How the store finds a contact of a tenant without knowing it. */
export const indexContact = (
  { keys }: Pick<Deps, 'keys'>,
  tenantId: string,
  contact: Contact,
): IndexedContact => ({
  kind: contact.kind,
  epoch: INDEX_EPOCH,
  bidx: blindIndex(
    keys.index,
    { tenant: tenantId, kind: contact.kind, epoch: INDEX_EPOCH },
    contactIndexForm(contact),
  ),
})

/**
 * The same for a look-up, which is counted: whoever holds a key should not watch one person.
 *
 * @throws GraphQLError QUOTA_EXCEEDED when the contact was asked for too often
 */
export const indexLookUp = (
  deps: Pick<Deps, 'keys' | 'quotas'>,
  tenantId: string,
  contact: Contact,
): IndexedContact => {
  const index = indexContact(deps, tenantId, contact)
  const refusal = deps.quotas?.ofContact(tenantId, index.bidx)
  if (refusal) throw refusal
  return index
}

/** The contact as it may be shown; of several, the phone. */
export const hintOf = (contacts: readonly Contact[]): string | null => {
  const [first] = CONTACT_KINDS.flatMap((kind) => contacts.filter((contact) => contact.kind === kind))
  return first ? contactHint(first) : null
}
