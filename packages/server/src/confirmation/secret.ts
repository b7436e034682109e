import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Random } from '@constat/core/id'
import type { KeyRing } from '@constat/evidence'
import type { Bytes, ConfirmationMeans } from '@constat/store'

const DIGITS = 8
const CODES = 10 ** DIGITS
// The largest multiple of all codes that four bytes hold: above it, some codes would come more often than others.
const FAIR = Math.floor(2 ** 32 / CODES) * CODES
const LINK_BYTES = 32

/** The keys of which the key of this feature is derived. */
export type ConfirmationKeys = Pick<KeyRing, 'challenge'>

// RFC 5869: a key of its own, so that no value here is one of the challenges'.
const mac = (keys: ConfirmationKeys, parts: readonly string[]): Bytes => {
  const key = hkdfSync('sha256', keys.challenge.handle, new Uint8Array(), 'constat confirmation v1', 32)
  return new Uint8Array(createHmac('sha256', new Uint8Array(key)).update(JSON.stringify(parts)).digest())
}

/** A new code of eight digits, each as likely as any other. */
export const newCode = (random: Random): string => {
  for (;;) {
    const value = Buffer.from(random(4)).readUInt32BE()
    if (value < FAIR) return String(value % CODES).padStart(DIGITS, '0')
  }
}

/** A new token of a link: 32 random bytes in base64url. */
export const newLinkToken = (random: Random): string => Buffer.from(random(LINK_BYTES)).toString('base64url')

/** What is kept of a link's token. */
export const linkMac = (keys: ConfirmationKeys, token: string): Bytes => mac(keys, ['link', token])

/** What is kept of a code: of no use for any other confirmation. */
export const codeMac = (keys: ConfirmationKeys, confirmationId: string, code: string): Bytes =>
  mac(keys, ['code', confirmationId, code])

/** What is kept of a code or a link's token. */
export const secretMac = (
  keys: ConfirmationKeys,
  means: ConfirmationMeans,
  confirmationId: string,
  secret: string,
): Bytes => (means === 'CODE' ? codeMac(keys, confirmationId, secret) : linkMac(keys, secret))

/** What is kept of a network address, in one tenant: enough to count, not to tell which. */
export const addressMac = (keys: ConfirmationKeys, tenantId: string, address: string): Bytes =>
  mac(keys, ['address', tenantId, address])

/** Whether two keyed hashes are the same, in time that tells nothing. */
export const sameMac = (one: Bytes, other: Bytes): boolean =>
  one.length === other.length && timingSafeEqual(one, other)
