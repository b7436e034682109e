import { createPrivateKey, type KeyObject } from 'node:crypto'

// PrivateKeyInfo of an Ed25519 seed up to the seed itself (RFC 8410 §7).
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * The Ed25519 private key of a 32-byte seed (RFC 8032 §5.1.5).
 *
 * @throws RangeError when there are not exactly 32 bytes.
 */
export const privateKeyFromSeed = (seed: Uint8Array): KeyObject => {
  if (seed.length !== 32) throw new RangeError('An Ed25519 seed has 32 bytes.')
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })
}

/** The PKCS #8 PEM (RFC 5958, RFC 8410) of a private key: a secret, to be written with mode 0600. */
export const privateKeyToPem = (privateKey: KeyObject): string =>
  privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
