import type { ContactKind } from '../vocabulary/index.ts'
import type { Parsed } from '../problem/index.ts'
import { emailIndexForm, normalizeEmail, type EmailAddress } from './email.ts'
import { normalizePhone, type PhoneE164 } from './phone.ts'

/** A phone number or an e-mail address, normalised. */
export type Contact =
  | { readonly kind: 'phone'; readonly value: PhoneE164 }
  | { readonly kind: 'email'; readonly value: EmailAddress }

/** Reads a contact of a known kind as a person typed it; issues have the path `[]`. */
export const normalizeContact = (kind: ContactKind, raw: string): Parsed<Contact> => {
  if (kind === 'phone') {
    const phone = normalizePhone(raw)
    return phone.ok ? { ok: true, value: { kind, value: phone.value } } : phone
  }
  const email = normalizeEmail(raw)
  return email.ok ? { ok: true, value: { kind, value: email.value } } : email
}

/** The text under which a contact is looked up: equal for two spellings of one contact, and nothing to show or send to. */
export const contactIndexForm = (contact: Contact): string =>
  contact.kind === 'phone' ? contact.value : emailIndexForm(contact.value)
