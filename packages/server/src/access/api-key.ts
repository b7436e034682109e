import { hash, timingSafeEqual } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Random } from '@constat/core/id'
import type { Bytes } from '@constat/store'
import type { KeyKind } from '../platform/context.ts'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const ID_LENGTH = 16
const SECRET_LENGTH = 43
const CRC_LENGTH = 6
const FORMAT = new RegExp(
  `^constat_(site|secret)_([0-9A-Za-z]{${ID_LENGTH}})_([0-9A-Za-z]{${SECRET_LENGTH}})([0-9A-Za-z]{${CRC_LENGTH}})$`,
)

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
const checksum = (text: string): string => base62(BigInt(crc32(text)), CRC_LENGTH)

/** A new API key: `text` is shown once, the rest is what is kept. */
export type NewApiKey = {
  readonly text: string
  readonly keyId: string
  readonly secretSha256: Bytes
  readonly hint: string
}

/** SHA-256 of a key's secret: high entropy, so no slow hash is needed. */
const secretHash = (secret: string): Bytes => new Uint8Array(hash('sha256', secret, 'buffer'))

/** Makes `constat_<kind>_<id>_<secret><crc>`: a 16-character public id and 256 random bits in base 62. */
export const newApiKey = (kind: KeyKind, random: Random): NewApiKey => {
  const keyId = base62(toBigInt(random(11)), ID_LENGTH)
  const secret = base62(toBigInt(random(32)), SECRET_LENGTH)
  const body = `constat_${kind.toLowerCase()}_${keyId}_${secret}`
  return {
    text: body + checksum(body),
    keyId,
    secretSha256: secretHash(secret),
    hint: `constat_${kind.toLowerCase()}_${keyId}_…${secret.slice(-4)}`,
  }
}

/** Splits a key into its public id and secret; undefined when it is not a key or its checksum is wrong. */
export const parseApiKey = (
  text: string,
): { readonly keyId: string; readonly secret: string } | undefined => {
  const match = FORMAT.exec(text)
  if (!match) return undefined
  const [, , keyId = '', secret = '', crc = ''] = match
  return crc === checksum(text.slice(0, -CRC_LENGTH)) ? { keyId, secret } : undefined
}

/** Compares a presented secret with the stored hash in constant time. */
export const secretMatches = (secret: string, storedSha256: Uint8Array): boolean =>
  timingSafeEqual(secretHash(secret), storedSha256)
