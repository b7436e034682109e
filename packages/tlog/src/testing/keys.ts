import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import {
  cosigner,
  ed25519NoteSigner,
  TYPE_COSIGNATURE,
  TYPE_ED25519,
  vkeyOf,
  type NoteSigner,
  type Vkey,
} from '../index.ts'

/** A key to sign with in tests, from a seed that everyone knows. */
export type TestKey = {
  readonly publicKey: Uint8Array
  readonly sign: (message: Uint8Array) => Uint8Array
}

// The DER of an Ed25519 private key is this, then the seed (RFC 8410 §7).
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The Ed25519 key of a seed: 32 bytes, or a number that all of them are. */
export const testKey = (seed: Uint8Array | number): TestKey => {
  const bytes = typeof seed === 'number' ? new Uint8Array(32).fill(seed) : seed
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, bytes]), format: 'der', type: 'pkcs8' })
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
  return {
    publicKey: new Uint8Array(Buffer.from(x, 'base64url')),
    sign: (message) => new Uint8Array(sign(undefined, message, key)),
  }
}

/** A log's signer and verifier key. */
export const testLog = (name: string, seed: number): { readonly signer: NoteSigner; readonly vkey: Vkey } => {
  const key = testKey(seed)
  return {
    signer: ed25519NoteSigner(name, key.publicKey, key.sign),
    vkey: vkeyOf(name, TYPE_ED25519, key.publicKey),
  }
}

/** A witness's signer, whose clock stands still, and verifier key. */
export const testWitness = (
  name: string,
  seed: number,
  time: number,
): { readonly signer: NoteSigner; readonly vkey: Vkey } => {
  const key = testKey(seed)
  return {
    signer: cosigner(name, key.publicKey, key.sign, () => time),
    vkey: vkeyOf(name, TYPE_COSIGNATURE, key.publicKey),
  }
}
