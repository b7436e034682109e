import { contactKindsOf } from '@constat/core/consent'
import type { NoticeDocument } from '@constat/core/notice'

/** The contact as the person typed it; the server normalises. */
export type TypedContact = { readonly phone?: string; readonly email?: string }

/** The names of the fields that hold the contact, where the site names them. */
export type ContactFields = { readonly phone: string | null; readonly email: string | null }

/** The autofill tokens (HTML, "autofill") of a whole contact, its type of field, and the words that name one. */
const SIGNS = {
  phone: [/\btel(-national)?( webauthn)?$/, 'tel', / (t[eé]l|(t[eé]l[eé])?phone|mobile|portable) /],
  email: [/\bemail( webauthn)?$/, 'email', / (e ?mail|courriel) /],
} as const

/** What a person can be contacted by. */
export type ContactKind = keyof typeof SIGNS

/** The words of a field's name, each between spaces. */
const wordsOf = (name: string): string =>
  ` ${name.replaceAll(/(\p{Ll})(?=\p{Lu})/gu, '$1 ').replaceAll(/\P{L}+/gu, ' ')} `.toLowerCase()

/**
 * The field that holds a contact among these: the one so named. Else the likeliest by autofill token, by type and by name; never
 * one whose autofill token says that it holds something else, and by type "tel", which serves for any digits, one that stands alone.
 */
export const contactField = (
  { elements }: { readonly elements: ArrayLike<Element> },
  kind: ContactKind,
  name: string | null,
): HTMLInputElement | undefined => {
  // Firefox does not know the token of a one-time code.
  const inputs = Array.from(elements).filter(
    (each): each is HTMLInputElement =>
      each instanceof HTMLInputElement &&
      !each.matches(
        ':disabled,[type=checkbox],[type=radio],[type=password],[type=hidden],[autocomplete*=one-time i]',
      ),
  )
  if (name) return inputs.find((input) => input.name === name)
  const [token, type, words] = SIGNS[kind]
  const silent = inputs.filter(({ autocomplete }) => /^(on|off)?$/.test(autocomplete))
  const typed = silent.filter((input) => input.type === type)
  const named = silent.find((input) => words.test(wordsOf(input.name)))
  return (
    inputs.find(({ autocomplete }) => token.test(autocomplete)) ??
    (kind === 'email' ? (typed[0] ?? named) : (named ?? (typed.length === 1 ? typed[0] : undefined)))
  )
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
