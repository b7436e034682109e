import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Contact } from './contact.ts'

const DOT = '•'

// Hides all digits of the national number but the first and the last two; short numbers keep the first alone.
const maskPhone = (value: string): string => {
  const number = parsePhoneNumberFromString(value)
  if (!number) return DOT.repeat(3)
  const prefix = `+${number.countryCallingCode}`
  const last = number.nationalNumber.length - (number.nationalNumber.length < 7 ? 0 : 2)
  let position = 0
  const national = number
    .formatInternational()
    .slice(prefix.length)
    .replaceAll(/\d/g, (digit) => {
      const at = position++
      return at === 0 || at >= last ? digit : DOT
    })
  return `${prefix}${national}`
}

// A local part of one character would be shown whole.
const maskEmail = (value: string): string => {
  const at = value.lastIndexOf('@')
  const local = Array.from(value.slice(0, at))
  return `${local.length > 1 ? local[0] : ''}${DOT.repeat(3)}${value.slice(at)}`
}

/** A contact masked for the eye of someone who already knows it: `+33 6 •• •• •• 12`, `j•••@example.fr`. */
export const contactHint = (contact: Contact): string =>
  contact.kind === 'phone' ? maskPhone(contact.value) : maskEmail(contact.value)
