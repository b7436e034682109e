import {
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
  type ValidatePhoneNumberLengthResult,
} from 'libphonenumber-js/min'
import type { Parsed } from '../problem/index.ts'
import { countryCodeOf } from './overseas.ts'
import { refuse } from './refusal.ts'

/** A phone number as ITU-T E.164 writes it: `+`, country code, national number, digits only. */
export type PhoneE164 = string

const RULES = {
  'phone-empty': 'Give a phone number.',
  'phone-letters': 'Write the phone number in digits only, without words or letters.',
  'phone-extension': 'Give the number without its extension: a person is reached at a number of their own.',
  'phone-characters': 'Write one phone number with digits, spaces, dots, dashes, brackets and a leading +.',
  'phone-unknown-country':
    'Start with the country code of a country, such as +33, or with 0 for a French number.',
  'phone-too-short': 'The phone number lacks digits; give all of them.',
  'phone-too-long': 'The phone number has too many digits; give one number.',
  'phone-impossible': 'No phone number of that country looks so; correct it.',
} as const

const REASONS: { readonly [reason in ValidatePhoneNumberLengthResult]: keyof typeof RULES } = {
  INVALID_COUNTRY: 'phone-unknown-country',
  NOT_A_NUMBER: 'phone-too-short',
  TOO_SHORT: 'phone-too-short',
  TOO_LONG: 'phone-too-long',
  INVALID_LENGTH: 'phone-impossible',
}

// Far above any spelling of fifteen digits, far below what would cost time.
const MAX_LENGTH = 64

const FRENCH = /^(?:0|\+330?)([1-9]\d{8})$/

// The spellings that most files have, and nothing that needs tidying but one separator between the pairs: ten times as fast as
// the way that takes all others.
const USUAL =
  /^(?:0|(?:\+33|0033)[ .\u00a0]?(?:0|\(0\)[ .\u00a0]?)?)([1-9])([ .\-\u00a0\u202f]?)(\d\d)\2(\d\d)\2(\d\d)\2(\d\d)$/

const usual = (raw: string): string | undefined => {
  const [, first, , two, four, six, eight] = USUAL.exec(raw) ?? []
  return first && `${first}${two}${four}${six}${eight}`
}

// Full-width digits and signs become plain ones; then spaces of every kind, invisible marks that come with
// copying, dashes and brackets say nothing, and 00 is how + is dialled.
const tidy = (raw: string): string =>
  raw
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cf}\p{Pd}\u2212./()]/gu, '')
    .replace(/^00/, '+')

const french = (national: string): PhoneE164 => `+${countryCodeOf(national)}${national}`

const read = (digits: string) => parsePhoneNumberFromString(digits, { defaultCountry: 'FR', extract: false })

const parseAny = (digits: string): Parsed<PhoneE164> => {
  const number = read(digits)
  if (!number?.isPossible())
    return refuse(RULES, REASONS[validatePhoneNumberLength(digits, 'FR') ?? 'INVALID_LENGTH'])
  // The library only counts digits: behind a trunk prefix it can leave another, which is no number, and would read as
  // a shorter one the next time.
  if (number.number.startsWith('+330') || read(number.number)?.number !== number.number)
    return refuse(RULES, 'phone-impossible')
  const { countryCallingCode, nationalNumber } = number
  return { ok: true, value: countryCallingCode === '33' ? french(nationalNumber) : number.number }
}

/**
 * Reads a phone number as a person types it, French unless it names its country, whoever's it is: a number is
 * accepted when it is possible, not only when it is in service. Overseas numbers typed nationally or with +33 become
 * what they are (`0692…` is `+262692…`), so that one person is not two.
 *
 * Rules of refusal: `phone-empty`, `-letters`, `-extension`, `-characters`, `-unknown-country`, `-too-short`,
 * `-too-long`, `-impossible`.
 */
export const normalizePhone = (raw: string): Parsed<PhoneE164> => {
  if (raw.length > MAX_LENGTH) return refuse(RULES, 'phone-too-long')
  const known = usual(raw)
  if (known !== undefined) return { ok: true, value: french(known) }
  const digits = tidy(raw)
  const national = FRENCH.exec(digits)?.[1]
  if (national !== undefined) return { ok: true, value: french(national) }
  if (digits === '') return refuse(RULES, 'phone-empty')
  if (/^\+?\d+(?:;?ext=?|x|poste|[#,;])\d+$/i.test(digits)) return refuse(RULES, 'phone-extension')
  if (/\p{L}/u.test(digits)) return refuse(RULES, 'phone-letters')
  return /^\+?\d+$/.test(digits) ? parseAny(digits) : refuse(RULES, 'phone-characters')
}
