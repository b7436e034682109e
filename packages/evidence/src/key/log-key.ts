import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'
import type { Random } from '@constat/core/id'
import { fromBase64url } from '../platform/base64url.ts'
import { privateKeyFromSeed, privateKeyToPem } from './ed25519.ts'

/** The Ed25519 key (RFC 8032) that signs checkpoints of a log and nothing else. */
export type LogKey = {
  /** 32 bytes (RFC 8032 §5.1.5). */
  readonly publicKey: Uint8Array<ArrayBuffer>
  readonly privateKey: KeyObject
}

const logKey = (privateKey: KeyObject): LogKey => {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  const publicKey = fromBase64url(x ?? '')
  if (privateKey.asymmetricKeyType !== 'ed25519' || publicKey === undefined)
    throw new TypeError('A log key is an Ed25519 private key.')
  return { publicKey, privateKey }
}

/** A new log key. */
export const generateLogKey = (random: Random): LogKey => logKey(privateKeyFromSeed(random(32)))

/**
 * Reads a log key from PKCS #8 PEM (RFC 5958, RFC 8410), the form in which it is kept on disk.
 *
 * @throws TypeError when the key is of another type; Error when the text is no key.
 */
export const logKeyFromPem = (pem: string): LogKey => logKey(createPrivateKey({ key: pem, format: 'pem' }))

/** The PKCS #8 PEM of a log key: a secret, to be written with mode 0600. */
export const logKeyToPem = ({ privateKey }: LogKey): string => privateKeyToPem(privateKey)

/** Ed25519 signature over the text of a note, 64 bytes. */
export const signWithLogKey = ({ privateKey }: LogKey, text: Uint8Array): Uint8Array =>
  sign(undefined, text, privateKey)
