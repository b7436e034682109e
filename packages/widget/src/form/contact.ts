import { contactKindsOf } from '@constat/core/consent'
import type { NoticeDocument } from '@constat/core/notice'

/** The contact as the person typed it; the server normalises. */
export type TypedContact = { readonly phone?: string; readonly email?: string }

const gist = (kind: keyof TypedContact, typed = ''): string =>
  kind === 'phone' ? typed.replaceAll(/\D/g, '').slice(-9) : typed.toLowerCase()

/** Whether a contact holds all that an earlier one held, however it is written; what was added makes nobody another. */
export const isSameContact = (contact: TypedContact, earlier: TypedContact): boolean =>
  (['phone', 'email'] as const).every(
    (kind) => !earlier[kind] || gist(kind, contact[kind]) === gist(kind, earlier[kind]),
  )

/** The names of the fields that hold the contact, where the site names them. */
export type ContactFields = { readonly phone: string | null; readonly email: string | null }

/** The autofill tokens (HTML, "autofill") of a whole contact, its type of field, and the words that name one. */
const SIGNS = {
  phone: [
    /\btel(-national)?( webauthn)?$/,
    'tel',
    / ((t[eé]l([eé](ph|f)o+n[eo]?|em[oó]vel)?|phone|mobie?le?|m[oó]vil|portable|cell?ulare?|handy)+(nummer)?) /,
  ],
  email: [/\bemail( webauthn)?$/, 'email', / (e ?mail(adress?e?)?|courriel|correi?o|posta elettronica) /],
} as const

/** What a person can be contacted by. */
export type ContactKind = keyof typeof SIGNS

/** The words of a field's name, each between spaces. */
const wordsOf = (name: string): string =>
  ` ${name.replaceAll(/(\p{Ll})(?=\p{Lu})/gu, '$1 ').replaceAll(/\P{L}+/gu, ' ')} `.toLowerCase()

/** The words of a part of a contact, or of what is said about one. */
const PART = / (\w*code|country|pays|pa[ií]s|land|type|ext|extension|pr[eé]fixe?|indicatif|vorwahl) /

/** Null where the element stands in no form. */
type Form = HTMLFormElement | null

/** The fields that a contact may stand in: those of the form; without one, those that are in no other. */
const fieldsOf = (form: Form): readonly Element[] =>
  [...(form?.elements ?? document.querySelectorAll<HTMLInputElement>('input,select'))].filter(
    (each) => form ?? !('form' in each && each.form),
  )

/**
 * The field that holds a contact: the one so named, be it hidden or, without a form, in another. Else the likeliest by autofill
 * token, by type and by name; never one whose autofill token says that it holds something else, nor whose name says a part, and by
 * type "tel", which serves for any digits, one that stands alone or has such a name.
 */
export const contactField = (
  form: Form,
  kind: ContactKind,
  name: string | null,
): HTMLInputElement | undefined => {
  const fields = name && !form ? [...document.getElementsByName(name)] : fieldsOf(form)
  // Firefox does not know the token of a one-time code.
  const filled = fields.filter(
    (each): each is HTMLInputElement =>
      each instanceof HTMLInputElement &&
      !each.matches(
        ':disabled,[type=checkbox],[type=radio],[type=password],[autocomplete*=one-time i],constat-choices *',
      ),
  )
  if (name) return filled.find((input) => input.name === name)
  const [token, type, words] = SIGNS[kind]
  const inputs = filled.filter((input) => input.type !== 'hidden')
  const silent = inputs.filter(
    ({ autocomplete, name: own }) => /^(on|off)?$/.test(autocomplete) && !PART.test(wordsOf(own)),
  )
  const isNamed = (input: HTMLInputElement): boolean => words.test(wordsOf(input.name))
  const typed = silent.filter((input) => input.type === type)
  const named = typed.find(isNamed) ?? silent.find(isNamed)
  return (
    inputs.find(({ autocomplete }) => token.test(autocomplete)) ??
    (kind === 'email' ? (typed[0] ?? named) : (named ?? (typed.length === 1 ? typed[0] : undefined)))
  )
}

/** The code after a plus in what a field or a choice says, "33 FR +33"; else the number that it begins with. */
const CODE = /(?:\+ *|^0*(?!.*\+))([1-9][\d-]*)/

const isCountryCode = (each: Element): each is HTMLInputElement | HTMLSelectElement =>
  each.matches('[autocomplete$=tel-country-code i]:enabled')

/**
 * A number with the country code that the form asks for beside it. Where that cannot be read there is none: taken for French,
 * it would be somebody else's.
 */
const withCountry = (typed: string, fields: readonly Element[], field: Element | undefined): string => {
  const codes = fields.filter(isCountryCode)
  const code = codes.findLast((each) => field && each.compareDocumentPosition(field) & 4) ?? codes[0]
  // The server takes a national number for French.
  if (!code || !typed || /^(\+|00)/.test(typed) || code.value === 'FR') return typed
  const [, digits] =
    CODE.exec(`${code.value} ${code instanceof HTMLSelectElement && code.selectedOptions[0]?.text}`) ?? []
  return digits ? `+${digits} ${typed}` : ''
}

/** What is typed in the field of a contact. Of one that is no input, as a custom element, the form's data tells. */
const typedIn = (form: Form, kind: ContactKind, name: string | null): string => {
  const field = contactField(form, kind, name)
  const value = field ? field.value : form && name && new FormData(form).get(name)
  const typed = typeof value === 'string' ? value.trim() : ''
  return kind === 'phone' ? withCountry(typed, fieldsOf(field ? field.form : form), field) : typed
}

/**
 * Reads the contact from the form at this moment, and of it only the kinds that the notice's channels bind to
 * (GDPR art. 5(1)(c): a notice about calls has no use for the e-mail address). What was read `before` the page's listeners stays, but for
 * a hidden field, which they alone fill in.
 */
export const readContact = (
  form: Form,
  notice: NoticeDocument,
  fields: ContactFields,
  before: TypedContact = {},
): TypedContact => {
  const kinds = new Set(notice.questions.flatMap(({ channel }) => contactKindsOf(channel)))
  return Object.fromEntries(
    [...kinds].flatMap((kind) => {
      const name = fields[kind]
      const typed =
        (contactField(form, kind, name)?.type !== 'hidden' && before[kind]) ||
        typedIn(form, kind, name) ||
        before[kind]
      return typed ? [[kind, typed]] : []
    }),
  )
}
