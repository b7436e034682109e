import { createHash, createPublicKey, sign } from 'node:crypto'
import {
  appendLeaves,
  cosigner,
  ed25519NoteSigner,
  EMPTY_RANGE,
  formatCheckpoint,
  formatTlogProof,
  formatVkey,
  hashLeaf,
  inclusionProof,
  rootOf,
  signNote,
  TYPE_COSIGNATURE,
  TYPE_ED25519,
  vkeyOf,
  type Hash,
} from '@constat/tlog'
import { privateKeyFromSeed } from '../key/ed25519.ts'

/** Bytes that repeat: SHA-256 of a name and a counter. */
export const randomOf = (name: string): ((length: number) => Uint8Array<ArrayBuffer>) => {
  let count = 0
  return (length) => {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; at += 32) {
      const block = createHash('sha256')
        .update(`${name} ${String(count)}`)
        .digest()
      bytes.set(block.subarray(0, Math.min(32, length - at)), at)
      count += 1
    }
    return bytes
  }
}

/** An Ed25519 key by a name, which always is the same key. */
export const keyOf = (name: string) => {
  const privateKey = privateKeyFromSeed(randomOf(name)(32))
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  const publicKey = new Uint8Array(Buffer.from(x, 'base64url'))
  return { publicKey, sign: (bytes: Uint8Array) => new Uint8Array(sign(undefined, bytes, privateKey)) }
}

/** A line of a policy for a log of that origin; {@link makeLog} signs with the key of the same name. */
export const logLine = (origin: string, key = origin): string =>
  `log ${formatVkey(vkeyOf(origin, TYPE_ED25519, keyOf(key).publicKey))}\n`

/** A line of a policy for a witness. */
export const witnessLine = (name: string): string =>
  `witness ${name} ${formatVkey(vkeyOf(`${name}.example`, TYPE_COSIGNATURE, keyOf(name).publicKey))}\n`

/** Who cosigns a checkpoint, and when: seconds since the epoch. */
export type Cosigners = { readonly [witness: string]: number }

/** A log kept in memory. */
export type TestLog = {
  readonly origin: string
  /** Appends a statement and gives its index. */
  readonly append: (jws: string) => number
  /** Appends entries of which nothing is known. */
  readonly grow: (count: number) => void
  readonly size: () => number
  /** The three lines of the checkpoint of the present size. */
  readonly body: () => string
  readonly checkpoint: (cosigners?: Cosigners) => Promise<string>
  /** tlog-proof of an entry under the present checkpoint. */
  readonly prove: (index: number, cosigners?: Cosigners) => Promise<string>
}

export const makeLog = (origin: string): TestLog => {
  const nodes = new Map<string, Hash>()
  let range = EMPTY_RANGE
  const appendEntry = (entry: Uint8Array): number => {
    range = appendLeaves(range, [hashLeaf(entry)], (level, index, hash) =>
      nodes.set(`${String(level)} ${String(index)}`, hash),
    )
    return range.size - 1
  }
  const body = () => formatCheckpoint({ origin, size: range.size, root: rootOf(range) })
  const checkpoint = async (cosigners: Cosigners = {}): Promise<string> => {
    const { publicKey, sign: signBytes } = keyOf(origin)
    return signNote(body(), [
      ed25519NoteSigner(origin, publicKey, signBytes),
      ...Object.entries(cosigners).map(([name, time]) => {
        const key = keyOf(name)
        return cosigner(`${name}.example`, key.publicKey, key.sign, () => time)
      }),
    ])
  }
  return {
    origin,
    append: (jws) => appendEntry(createHash('sha256').update(jws).digest()),
    grow: (count) => {
      for (let at = 0; at < count; at += 1)
        appendEntry(
          createHash('sha256')
            .update(`${origin} ${String(range.size)}`)
            .digest(),
        )
    },
    size: () => range.size,
    body,
    checkpoint,
    prove: async (index, cosigners = {}) =>
      formatTlogProof({
        index,
        proof: inclusionProof(
          index,
          range.size,
          ({ level, index: at }) => nodes.get(`${String(level)} ${String(at)}`) ?? new Uint8Array(),
        ),
        checkpoint: await checkpoint(cosigners),
      }),
  }
}
