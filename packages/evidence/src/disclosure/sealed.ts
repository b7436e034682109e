import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Random } from '@constat/core/id'
import { canonicalBytes } from '@constat/core/canonical'
import { secretKey, type SecretKey } from '../key/secret-key.ts'

// version 1 | nonce 12 | ciphertext | tag 16; AES-256-GCM (NIST SP 800-38D)
const VERSION = 1
const NONCE_LENGTH = 12
const TAG_LENGTH = 16

const aad = (context: readonly string[]): Uint8Array => canonicalBytes([...context, VERSION])

/**
 * Encrypts bytes so that they open only under the same key and the same context (what they are and whose, in clear
 * text elsewhere). The nonce is random: rotate a key before it has sealed 2³² times (SP 800-38D §8.3).
 */
export const seal = (
  key: SecretKey,
  context: readonly string[],
  plain: Uint8Array,
  random: Random,
): Uint8Array<ArrayBuffer> => {
  const nonce = random(NONCE_LENGTH)
  const cipher = createCipheriv('aes-256-gcm', key.handle, nonce, { authTagLength: TAG_LENGTH })
  cipher.setAAD(aad(context))
  const parts = [Uint8Array.of(VERSION), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]
  return new Uint8Array(Buffer.concat(parts))
}

/** The bytes that were sealed, or undefined when one bit of them, the key or the context is another. */
export const unseal = (
  key: SecretKey,
  context: readonly string[],
  sealed: Uint8Array,
): Uint8Array<ArrayBuffer> | undefined => {
  if (sealed[0] !== VERSION || sealed.length < 1 + NONCE_LENGTH + TAG_LENGTH) return undefined
  const nonce = sealed.subarray(1, 1 + NONCE_LENGTH)
  const decipher = createDecipheriv('aes-256-gcm', key.handle, nonce, { authTagLength: TAG_LENGTH })
  decipher.setAAD(aad(context))
  decipher.setAuthTag(sealed.subarray(-TAG_LENGTH))
  try {
    const plain = decipher.update(sealed.subarray(1 + NONCE_LENGTH, -TAG_LENGTH))
    return new Uint8Array(Buffer.concat([plain, decipher.final()]))
  } catch {
    return undefined
  }
}

/**
 * Encrypts the record of a statement (its disclosures and whatever else is personal) under that record's own key, used
 * once; erasing the key erases the record (evidence.md 1.8).
 */
export const sealRecord = (
  dek: SecretKey,
  jti: string,
  record: Uint8Array,
  random: Random,
): Uint8Array<ArrayBuffer> => seal(dek, ['record', jti], record, random)

/** The record of a statement, or undefined when the bytes or the key are not those of this statement. */
export const unsealRecord = (
  dek: SecretKey,
  jti: string,
  sealed: Uint8Array,
): Uint8Array<ArrayBuffer> | undefined => unseal(dek, ['record', jti], sealed)

/** Encrypts a record's key under the key-encryption key; store `kek.id` beside it. */
export const wrapDek = (
  kek: SecretKey,
  jti: string,
  dek: SecretKey,
  random: Random,
): Uint8Array<ArrayBuffer> => seal(kek, ['dek', jti], dek.bytes, random)

/** The key of a statement's record, or undefined when the bytes or the key-encryption key are not those. */
export const unwrapDek = (kek: SecretKey, jti: string, wrapped: Uint8Array): SecretKey | undefined => {
  const bytes = unseal(kek, ['dek', jti], wrapped)
  return bytes && secretKey(bytes)
}
