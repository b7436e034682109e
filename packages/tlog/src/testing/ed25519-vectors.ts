import { vectorText } from './vectors.ts'

/** A test of Wycheproof's `ed25519_test.json`, with the public key of its group; bytes are in hex. */
export type WycheproofVector = {
  readonly id: number
  readonly comment: string
  readonly key: string
  readonly msg: string
  readonly sig: string
  readonly result: 'valid' | 'invalid' | 'acceptable'
}

/** A public key of CCTV's `ed25519vectors.json` in hex, by a vector it stands in, with the flags that are about it. */
export type UnsoundKey = { readonly number: number; readonly key: string; readonly flags: readonly string[] }

/** A vector of CCTV's `ed25519vectors.json`: key and signature are in hex, the message is text. */
export type CctvVector = {
  readonly number: number
  readonly key: string
  readonly sig: string
  readonly msg: string
  readonly flags: readonly string[]
}

type Cctv = { readonly unsoundKeys: readonly UnsoundKey[]; readonly soundKey: readonly CctvVector[] }
const cctv: Cctv = JSON.parse(vectorText('cctv-ed25519.json'))

/** Every test of Wycheproof for Ed25519. */
export const wycheproofVectors: readonly WycheproofVector[] = JSON.parse(
  vectorText('wycheproof-ed25519.json'),
)

/** Every public key of CCTV that is of low or mixed order, or written another way than the canonical one. */
export const unsoundKeys: readonly UnsoundKey[] = cctv.unsoundKeys

/** Every vector of CCTV under its one sound key. */
export const soundKeyVectors: readonly CctvVector[] = cctv.soundKey
