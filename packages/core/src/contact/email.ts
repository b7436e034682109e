import type { Parsed } from '../problem/index.ts'
import { refuse } from './refusal.ts'

/** An e-mail address: local part as typed in Unicode NFC, domain in ASCII lower case. */
export type EmailAddress = string

const RULES = {
  'email-empty': 'Give an e-mail address.',
  'email-at-sign': 'Write the e-mail address with one @ between name and domain.',
  'email-characters':
    'Write the e-mail address alone, without spaces, quotes, brackets or invisible characters.',
  'email-dots': 'The part before the @ neither starts nor ends with a dot, nor has two in a row.',
  'email-domain': 'The part after the @ is no domain name; correct it.',
  'email-too-long': 'The e-mail address is too long: at most 64 bytes before the @, 254 in all.',
} as const

// RFC 5321 §4.5.3.1, in octets; 254 is what fits a path between its angle brackets.
const MAX_LOCAL = 64
const MAX_ADDRESS = 254

const byteLength = (text: string): number => new TextEncoder().encode(text).length

// What RFC 5322 lets stand in a local part only between quotes, which no one's address needs.
const UNFIT = /[\s\p{Cc}\p{Cf}\p{Cs}()<>[\],;:\\"@]/u

// Only what a host name is made of, so that the URL parser can read it as nothing else; it then applies UTS #46.
const HOST_LIKE = /^[\p{L}\p{M}\p{N}.·・。-]+$/u
// Labels of RFC 1035 §2.3.1, two at least, the last one no number: that would be an IPv4 address.
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/

const toAsciiDomain = (domain: string): string | undefined => {
  if (!HOST_LIKE.test(domain) || !URL.canParse(`http://${domain}`)) return undefined
  const ascii = new URL(`http://${domain}`).hostname
  return DOMAIN.test(ascii) ? ascii : undefined
}

/**
 * Reads an e-mail address as a person types it: the HTML Standard's notion of one, with Unicode names and domains
 * (RFC 6531, UTS #46). The local part keeps its case: only the mail server knows whether it matters.
 *
 * Rules of refusal: `email-empty`, `-at-sign`, `-characters`, `-dots`, `-domain`, `-too-long`.
 */
export const normalizeEmail = (raw: string): Parsed<EmailAddress> => {
  if (raw.length > 4 * MAX_ADDRESS) return refuse(RULES, 'email-too-long')
  const text = raw.trim().normalize('NFC')
  if (text === '') return refuse(RULES, 'email-empty')
  const [local, domain, ...others] = text.split('@')
  if (!local || !domain || others.length > 0) return refuse(RULES, 'email-at-sign')
  if (UNFIT.test(local)) return refuse(RULES, 'email-characters')
  if (/^\.|\.\.|\.$/.test(local)) return refuse(RULES, 'email-dots')
  const ascii = toAsciiDomain(domain)
  if (ascii === undefined) return refuse(RULES, 'email-domain')
  const value = `${local}@${ascii}`
  return byteLength(local) > MAX_LOCAL || byteLength(value) > MAX_ADDRESS
    ? refuse(RULES, 'email-too-long')
    : { ok: true, value }
}

/**
 * The whole address in lower case: what the blind index is made of. Nearly every mail server ignores the case of the
 * local part, and two spellings of one address must not be two persons.
 */
export const emailIndexForm = (email: EmailAddress): string => email.toLowerCase().normalize('NFC')
