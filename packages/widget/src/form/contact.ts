import { contactKindsOf } from '@constat/core/consent'
import type { NoticeDocument } from '@constat/core/notice'

/** The contact as the person typed it; the server normalises. */
export type TypedContact = { readonly phone?: string; readonly email?: string }

/** The names of the fields that hold the contact, where the site names them. */
export type ContactFields = { readonly phone: string | null; readonly email: string | null }

/** What tells a contact field from the others; of the autofill tokens (HTML, "autofill") the parts of a number do not. */
const SIGNS = {
  phone: /\btel(?!-[^n])|phone|mobile|portable/i,
  email: /e-?mail|courriel/i,
} as const

/** Where a field says what it holds, surest first. */
const PLACES = ['autocomplete', 'type', 'name'] as const

/** What a person can be contacted by. */
export type ContactKind = keyof typeof SIGNS

/** The field that holds a contact among these: the one so named, else the likeliest. */
export const contactField = (
  { elements }: { readonly elements: ArrayLike<Element> },
  kind: ContactKind,
  name: string | null,
): HTMLInputElement | undefined => {
  const inputs = Array.from(elements).filter(
    (each): each is HTMLInputElement =>
      each instanceof HTMLInputElement &&
      !each.matches(':disabled,[type=checkbox],[type=radio],[type=password],[type=hidden]'),
  )
  return name
    ? inputs.find((input) => input.name === name)
    : PLACES.flatMap((place) => inputs.filter((input) => SIGNS[kind].test(input[place])))[0]
}

/**
 * Reads the contact from the form at this moment, and of it only the kinds that the notice's channels bind to
 * (GDPR art. 5(1)(c): a notice about calls has no use for the e-mail address).
 */
export const readContact = (
  form: { readonly elements: ArrayLike<Element> },
  notice: NoticeDocument,
  fields: ContactFields,
): TypedContact => {
  const kinds = new Set(notice.questions.flatMap(({ channel }) => contactKindsOf(channel)))
  return Object.fromEntries(
    [...kinds].flatMap((kind) => {
      const typed = contactField(form, kind, fields[kind])?.value.trim()
      return typed ? [[kind, typed]] : []
    }),
  )
}
