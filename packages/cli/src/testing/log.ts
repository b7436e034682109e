import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import {
  appendLeaves,
  consistencyProof,
  ed25519NoteSigner,
  EMPTY_RANGE,
  formatAddCheckpoint,
  formatCheckpoint,
  formatVkey,
  hashLeaf,
  rootOf,
  signNote,
  TYPE_ED25519,
  vkeyOf,
  type Hash,
} from '@constat/tlog'

// The DER of an Ed25519 private key is this, then the seed (RFC 8410 §7).
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const privateKey = createPrivateKey({
  key: Buffer.concat([PKCS8, Buffer.alloc(32, 7)]),
  format: 'der',
  type: 'pkcs8',
})
const publicKey = new Uint8Array(createPublicKey(privateKey).export({ format: 'der', type: 'spki' })).slice(
  -32,
)

export const ORIGIN = 'proofs.example.fr/log/1'
export const POLICY = `log ${formatVkey(vkeyOf(ORIGIN, TYPE_ED25519, publicKey))}\nquorum none\n`

/** A history of the log: those of two names are equal up to `fork` leaves and differ from there. */
export type History = {
  readonly root: (size: number) => Hash
  /** The body of an add-checkpoint request. */
  readonly ask: (oldSize: number, size: number) => Promise<string>
}

export const makeHistory = (name: string, fork: number, size: number): History => {
  const nodes = new Map<string, Hash>()
  const leaves = Array.from({ length: size }, (_, at) =>
    hashLeaf(new TextEncoder().encode(at < fork ? `entry ${at}` : `${name} ${at}`)),
  )
  appendLeaves(EMPTY_RANGE, leaves, (level, index, hash) => nodes.set(`${level}/${index}`, hash))
  const root = (of: number): Hash => rootOf(appendLeaves(EMPTY_RANGE, leaves.slice(0, of)))
  return {
    root,
    ask: async (oldSize, of) => {
      const text = formatCheckpoint({ origin: ORIGIN, size: of, root: root(of) })
      const signer = ed25519NoteSigner(
        ORIGIN,
        publicKey,
        (bytes) => new Uint8Array(sign(undefined, bytes, privateKey)),
      )
      const proof =
        oldSize === 0 || oldSize > of
          ? []
          : consistencyProof(oldSize, of, ({ level, index }) => nodes.get(`${level}/${index}`)!)
      return formatAddCheckpoint({ oldSize, proof, checkpoint: await signNote(text, [signer]) })
    },
  }
}
