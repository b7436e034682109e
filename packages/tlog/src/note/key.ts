import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64, toBase64 } from '../platform/base64.ts'
import { concat, hasControl, toHex, utf8 } from '../platform/bytes.ts'
import { isSoundPublicKey } from '../platform/ed25519.ts'
import { read, refused, type Result } from '../platform/result.ts'

/** Signature type of a log's key: Ed25519 over the text of the note (signed-note, "Signature types"). */
export const TYPE_ED25519 = 0x01
/** Signature type of a witness's key: timestamped Ed25519 cosignature (tlog-cosignature). */
export const TYPE_COSIGNATURE = 0x04

/** The signature types that are verified here. Every other one belongs to an unknown key. */
export type SignatureType = typeof TYPE_ED25519 | typeof TYPE_COSIGNATURE

/** A verifier key: whose signatures to believe, and of which type. */
export type Vkey = {
  readonly name: string
  /** 4 bytes. */
  readonly keyId: Uint8Array
  readonly type: SignatureType
  /** 32 bytes (RFC 8032 §5.1.5). */
  readonly publicKey: Uint8Array
}

/** Why a verifier key is refused. */
export const VKEY_FAULTS = [
  'vkey-malformed',
  'vkey-type-unknown',
  'vkey-id-mismatch',
  'vkey-key-unsound',
] as const
export type VkeyFault = (typeof VKEY_FAULTS)[number]

/** Bytes of a key ID. */
export const KEY_ID_LENGTH = 4

// Longer than any vkey that is verified here, so that nothing of size is decoded.
const MAX_VKEY_LENGTH = 1024

/** Whether a note's signature can bear this name: not empty, no Unicode space, no plus, no control character. */
export const isKeyName = (name: string): boolean =>
  name.isWellFormed() && /^[^\p{White_Space}+]+$/u.test(name) && !hasControl(name)

/** The first 4 bytes of SHA-256(name || 0x0A || type || public key) (signed-note, "Signatures"). */
export const keyId = (name: string, type: number, publicKey: Uint8Array): Uint8Array =>
  sha256(concat(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).slice(0, KEY_ID_LENGTH)

/** The text form `<name>+<hex key ID>+<base64 type || public key>` (signed-note, "Verifier keys"). */
export const formatVkey = (vkey: Vkey): string =>
  `${vkey.name}+${toHex(vkey.keyId)}+${toBase64(concat(Uint8Array.of(vkey.type), vkey.publicKey))}`

const isSupported = (type: number | undefined): type is SignatureType =>
  type === TYPE_ED25519 || type === TYPE_COSIGNATURE

/**
 * Makes the verifier key of a public key.
 *
 * @throws RangeError when the name is none or the public key is not of prime order.
 */
export const vkeyOf = (name: string, type: SignatureType, publicKey: Uint8Array): Vkey => {
  if (!isKeyName(name)) throw new RangeError('A key name has neither spaces nor a plus, and is not empty.')
  if (!isSoundPublicKey(publicKey)) throw new RangeError('This is no Ed25519 public key of prime order.')
  return { name, type, publicKey, keyId: keyId(name, type, publicKey) }
}

/**
 * Reads a verifier key. Refused are key IDs that do not follow from name, type and key, types other than Ed25519 and
 * cosignature/v1, and public keys that are not canonical or not of prime order.
 */
export const parseVkey = (text: string): Result<Vkey, VkeyFault> => {
  if (text.length > MAX_VKEY_LENGTH) return refused('vkey-malformed')
  const [name = '', id = ''] = text.split('+', 2)
  // What follows the second plus is base64 and may hold more of them.
  const material = fromBase64(text.slice(name.length + id.length + 2))
  if (!isKeyName(name) || !/^[0-9a-f]{8}$/.test(id) || !material?.length) return refused('vkey-malformed')
  const [type] = material
  if (!isSupported(type)) return refused('vkey-type-unknown')
  const publicKey = material.slice(1)
  const own = keyId(name, type, publicKey)
  if (toHex(own) !== id) return refused('vkey-id-mismatch')
  return isSoundPublicKey(publicKey)
    ? read({ name, keyId: own, type, publicKey })
    : refused('vkey-key-unsound')
}
