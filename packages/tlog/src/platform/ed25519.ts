import { Point } from '@noble/ed25519'

/** Bytes of an Ed25519 public key and of a signature (RFC 8032 §5.1). */
export const ED25519_KEY_LENGTH = 32
export const ED25519_SIGNATURE_LENGTH = 64

/**
 * Whether this is the one encoding of an Ed25519 public key of prime order. Under a key of low or mixed order two honest
 * verifiers can disagree about one signature (RFC 8032 leaves the cofactor open).
 */
export const isSoundPublicKey = (publicKey: Uint8Array): boolean => {
  if (publicKey.length !== ED25519_KEY_LENGTH) return false
  try {
    const point = Point.fromBytes(publicKey)
    return !point.isSmallOrder() && point.isTorsionFree()
  } catch {
    return false
  }
}

/**
 * A check of signatures under one public key, by WebCrypto. It rejects where the platform has no Ed25519, rather than
 * call a good signature bad.
 */
export const ed25519Verifier = (
  publicKey: Uint8Array,
): ((message: Uint8Array, signature: Uint8Array) => Promise<boolean>) => {
  let imported: Promise<CryptoKey> | undefined
  return async (message, signature) => {
    if (signature.length !== ED25519_SIGNATURE_LENGTH) return false
    imported ??= crypto.subtle.importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, ['verify'])
    return crypto.subtle.verify('Ed25519', await imported, new Uint8Array(signature), new Uint8Array(message))
  }
}
