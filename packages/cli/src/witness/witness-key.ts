import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import {
  cosigner,
  formatVkey,
  parseVkey,
  TYPE_COSIGNATURE,
  vkeyOf,
  type NoteSigner,
  type Vkey,
} from '@constat/tlog'

/** The Ed25519 key of a witness: it signs cosignatures (C2SP tlog-cosignature) and nothing else. */
export type WitnessKey = { readonly vkey: Vkey; readonly privateKey: KeyObject }

// The last 32 bytes of an Ed25519 SubjectPublicKeyInfo are the key itself (RFC 8410 §4).
const publicKeyOf = (privateKey: KeyObject): Uint8Array =>
  new Uint8Array(createPublicKey(privateKey).export({ format: 'der', type: 'spki' })).slice(-32)

/**
 * A new key under the name of a witness.
 *
 * @throws RangeError when no signature line can bear the name
 */
export const generateWitnessKey = (name: string): WitnessKey => {
  const { privateKey } = generateKeyPairSync('ed25519')
  return { vkey: vkeyOf(name, TYPE_COSIGNATURE, publicKeyOf(privateKey)), privateKey }
}

/**
 * The key as a file: its verifier key in a line of its own, which PEM takes for explanatory text (RFC 7468 §2), then
 * PKCS #8. A secret, to be written with mode 0600.
 */
export const formatWitnessKey = ({ vkey, privateKey }: WitnessKey): string =>
  `${formatVkey(vkey)}\n${privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()}`

const privateKeyIn = (pem: string): KeyObject | undefined => {
  try {
    const key = createPrivateKey({ key: pem, format: 'pem' })
    return key.asymmetricKeyType === 'ed25519' ? key : undefined
  } catch {
    return undefined
  }
}

/** Reads such a file; undefined when it is none, or its two halves are not of one key. */
export const parseWitnessKey = (text: string): WitnessKey | undefined => {
  const [line = ''] = text.split('\n', 1)
  const vkey = parseVkey(line)
  const privateKey = privateKeyIn(text.slice(line.length + 1))
  if (!vkey.ok || vkey.value.type !== TYPE_COSIGNATURE || !privateKey) return undefined
  return Buffer.compare(publicKeyOf(privateKey), vkey.value.publicKey) === 0
    ? { vkey: vkey.value, privateKey }
    : undefined
}

/**
 * The signer of a key.
 *
 * @param clock Milliseconds since the Unix epoch.
 */
export const witnessSigner = ({ vkey, privateKey }: WitnessKey, clock: () => number): NoteSigner =>
  cosigner(
    vkey.name,
    vkey.publicKey,
    (message) => new Uint8Array(sign(undefined, message, privateKey)),
    () => Math.floor(clock() / 1000),
  )
