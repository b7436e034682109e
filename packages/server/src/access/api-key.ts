import { hash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Random } from '@constat/core/id'
import type { Bytes } from '@constat/store'
import type { KeyKind } from '../platform/context.ts'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const ID_LENGTH = 16
const SECRET_LENGTH = 43
const CRC_LENGTH = 6
const KINDS: { readonly [word: string]: KeyKind } = { site: 'SITE', secret: 'SECRET', partner: 'PARTNER' }
const SHAPE = `constat_(${Object.keys(KINDS).join('|')})_([0-9A-Za-z]{${ID_LENGTH}})_([0-9A-Za-z]{${SECRET_LENGTH}})([0-9A-Za-z]{${CRC_LENGTH}})`
const FORMAT = new RegExp(`^${SHAPE}$`)

const base62 = (value: bigint, length: number): string => {
  let rest = value
  let text = ''
  while (text.length < length) {
    text = (ALPHABET[Number(rest % 62n)] ?? '0') + text
    rest /= 62n
  }
  return text
}

const toBigInt = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)

// The checksum covers all that stands before it, so that a scanner can tell a leaked key from a look-alike offline.
const checksum = (text: string): string => {
  let rest = crc32(text)
  let digits = ''
  while (digits.length < CRC_LENGTH) {
    digits = (ALPHABET[rest % ALPHABET.length] ?? '0') + digits
    rest = Math.floor(rest / ALPHABET.length)
  }
  return digits
}

/** A new API key: `text` is shown once, the rest is what is kept. */
export type NewApiKey = {
  readonly text: string
  readonly keyId: string
  readonly secretSha256: Bytes
  readonly hint: string
}

/** SHA-256 of a key's secret: high entropy, so no slow hash is needed. */
export const secretHash = (secret: string): Bytes => new Uint8Array(hash('sha256', secret, 'buffer'))

const hintOf = ({ kind, keyId, secret }: ParsedApiKey): string =>
  `constat_${kind.toLowerCase()}_${keyId}_…${secret.slice(-4)}`

/** Makes `constat_<kind>_<id>_<secret><crc>`: a 16-character public id and 256 random bits in base 62. */
export const newApiKey = (kind: KeyKind, random: Random): NewApiKey => {
  const keyId = base62(toBigInt(random(11)), ID_LENGTH)
  const secret = base62(toBigInt(random(32)), SECRET_LENGTH)
  const body = `constat_${kind.toLowerCase()}_${keyId}_${secret}`
  return {
    text: body + checksum(body),
    keyId,
    secretSha256: secretHash(secret),
    hint: hintOf({ kind, keyId, secret }),
  }
}

/** The parts of an API key's text. */
export type ParsedApiKey = { readonly kind: KeyKind; readonly keyId: string; readonly secret: string }

/** Splits a key into its kind, public id and secret; undefined when it is not a key or its checksum is wrong. */
export const parseApiKey = (text: string): ParsedApiKey | undefined => {
  const match = FORMAT.exec(text)
  if (!match) return undefined
  const [, word = '', keyId = '', secret = '', crc = ''] = match
  const kind = KINDS[word]
  return kind && crc === checksum(text.slice(0, -CRC_LENGTH)) ? { kind, keyId, secret } : undefined
}

/** A key that stands in a text, by what may be shown of it. */
export type LeakedApiKey = Pick<ParsedApiKey, 'kind' | 'keyId'> & {
  readonly hint: string
  /** Of its first character, and how many it has, in UTF-16 code units. */
  readonly index: number
  readonly length: number
}

/**
 * Every API key that stands in a text, found by its shape and its checksum alone: no look-alike, and no database is
 * asked. What a scanner for leaked secrets needs beside the expression
 * `constat_(site|secret|partner)_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}`.
 */
export const findApiKeysIn = (text: string): readonly LeakedApiKey[] =>
  // Looked ahead, so that a look-alike does not swallow the key that begins inside it.
  [...text.matchAll(new RegExp(`(?=(${SHAPE}))`, 'g'))].flatMap(({ 1: found = '', index }) => {
    const parsed = parseApiKey(found)
    if (!parsed) return []
    const { kind, keyId } = parsed
    return [{ kind, keyId, hint: hintOf(parsed), index, length: found.length }]
  })
