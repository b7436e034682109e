import { v7, validate, version } from 'uuid'

/** Milliseconds since the Unix epoch; injected wherever time matters. */
export type Clock = () => number
/** Cryptographically secure random bytes; injected so that tests repeat. */
export type Random = (length: number) => Uint8Array<ArrayBuffer>

export const ID_PREFIXES = {
  tenant: 'tnt',
  noticeVersion: 'ntc',
  consentEvent: 'evt',
  receipt: 'rcp',
  certificate: 'crt',
  confirmation: 'cnf',
  webhook: 'whk',
  webhookSecret: 'whs',
  webhookAttempt: 'wha',
  webhookExample: 'whe',
} as const
/** The nouns that carry a public identifier. */
export type IdNoun = keyof typeof ID_PREFIXES

// Crockford's alphabet: no letter that is read as a digit.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

const base32 = (bytes: Uint8Array): string => {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  return Array.from(
    { length: 26 },
    (_, index) => ALPHABET[Number((value >> BigInt(5 * (25 - index))) & 31n)],
  ).join('')
}

/**
 * A new identifier `<prefix>_<26 characters>`: a UUID version 7 (RFC 9562 §5.7) in Crockford base32, so that
 * identifiers sort by the millisecond of their making.
 */
export const newId = (noun: IdNoun, clock: Clock, random: Random): string => {
  const bytes = v7({ msecs: clock(), random: random(16) }, new Uint8Array(16))
  return `${ID_PREFIXES[noun]}_${base32(bytes)}`
}

/** Whether a string has the shape that {@link newId} gives for this noun. */
export const isId = (noun: IdNoun, text: string): boolean =>
  new RegExp(`^${ID_PREFIXES[noun]}_[0-7][${ALPHABET}]{25}$`).test(text)

/** Whether a text is a random UUID (RFC 9562 §5.4), by which a browser names what it submits, so that nobody else can. */
export const isRandomUuid = (text: string): boolean => validate(text) && version(text) === 4
