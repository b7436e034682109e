import { createSecretKey, type KeyObject } from 'node:crypto'
import type { Random } from '@constat/core/id'
import { sha256Base64url } from '../platform/digest.ts'

/** A symmetric key of 32 bytes; one key has one use. */
export type SecretKey = {
  /** Public name of the key, derived from it: safe to store beside what it protects. */
  readonly id: string
  readonly bytes: Uint8Array
  /** The same key as node:crypto holds it: made once, it saves four fifths of each use. */
  readonly handle: KeyObject
}

// Keeps the id apart from every other hash of the key.
const LABEL = Buffer.from('constat/key-id ')

/**
 * A symmetric key from its 32 bytes. The id is a truncated hash of them, so a key file needs no name of its own.
 *
 * @throws RangeError when there are not exactly 32 bytes.
 */
export const secretKey = (bytes: Uint8Array): SecretKey => {
  if (bytes.length !== 32) throw new RangeError('A secret key has 32 bytes.')
  const id = sha256Base64url(Buffer.concat([LABEL, bytes])).slice(0, 16)
  return { id, bytes, handle: createSecretKey(bytes) }
}

/** A new symmetric key. */
export const generateSecretKey = (random: Random): SecretKey => secretKey(random(32))
