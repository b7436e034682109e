import { createSecretKey, hkdfSync } from 'node:crypto'
import { canonicalBytes } from '@constat/core/canonical'
import type { ContactKind } from '@constat/core/vocabulary'
import type { SecretKey } from '../key/secret-key.ts'
import { shortHmac } from '../platform/hmac.ts'

/** Where an index entry can be compared: entries of two scopes say nothing about each other. */
export type BlindIndexScope = {
  readonly tenant: string
  readonly kind: ContactKind
  /** Number of the index key; a rotation opens the next epoch and looks up in both. */
  readonly epoch: number
}

// More scopes than a server sees at once; a bound, so that many tenants cannot fill the memory.
const MAX_DERIVED = 10_000

type KeyedHash = ReturnType<typeof shortHmac>

const derivedKeys = new WeakMap<SecretKey, Map<string, KeyedHash>>()

const hashFor = (master: SecretKey, { tenant, kind, epoch }: BlindIndexScope): KeyedHash => {
  const known = derivedKeys.get(master) ?? new Map<string, KeyedHash>()
  const name = `${epoch} ${kind} ${tenant}`
  const found = known.get(name)
  if (found) return found
  const info = canonicalBytes(['bidx', tenant, kind, epoch])
  const derived = shortHmac(
    createSecretKey(new Uint8Array(hkdfSync('sha256', master.handle, new Uint8Array(), info, 32))),
  )
  if (known.size >= MAX_DERIVED) known.clear()
  known.set(name, derived)
  derivedKeys.set(master, known)
  return derived
}

/**
 * The keyed look-up value of a contact, 16 bytes: HMAC-SHA-256 under a key that HKDF (RFC 5869) derives from the index
 * master for this scope, info = JCS(["bidx", tenant, kind, epoch]), truncated to 128 bits (evidence.md 1.8).
 *
 * `value` is the contact's index form: E.164 for a phone, `emailIndexForm` of `@constat/core/contact` for an e-mail.
 */
export const blindIndex = (
  master: SecretKey,
  scope: BlindIndexScope,
  value: string,
): Uint8Array<ArrayBuffer> => hashFor(master, scope)(value).subarray(0, 16)
