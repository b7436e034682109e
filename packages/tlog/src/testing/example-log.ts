import {
  appendLeaves,
  EMPTY_RANGE,
  formatCheckpoint,
  formatTlogProof,
  hashLeaf,
  inclusionProof,
  rootOf,
  signNote,
  type Hash,
  type Policy,
} from '../index.ts'
import { testLog, testWitness } from './keys.ts'
import { utf8 } from './vectors.ts'

/** The origin of a log to test with. */
export const ORIGIN = 'proofs.example.fr/log/1'
/** Its key. */
export const log = testLog(ORIGIN, 1)
/** A witness. */
export const buyer = testWitness('witness.buyer.example/w1', 2, 1_790_000_000)
const auditor = testWitness('witness.auditor.example/w1', 3, 1_790_000_001)

const SIZE = 300
/** The entry that its proof is of. */
export const INDEX = 77
/** The leaf hashes of its 300 entries. */
export const leaves = Array.from({ length: SIZE }, (_, index) => hashLeaf(utf8(`entry ${index}`)))
const nodes = new Map<string, Hash>()
/** Its tree. */
export const range = appendLeaves(EMPTY_RANGE, leaves, (level, index, hash) =>
  nodes.set(`${level}/${index}`, hash),
)
/** The audit path of the entry. */
export const path = inclusionProof(INDEX, SIZE, ({ level, index }) => nodes.get(`${level}/${index}`)!)

/** What its log and two witnesses sign. */
export const body = formatCheckpoint({ origin: ORIGIN, size: SIZE, root: rootOf(range) })
/** Signed by all three. */
export const checkpoint = await signNote(body, [log.signer, buyer.signer, auditor.signer])
/** The proof of the entry. */
export const proof = formatTlogProof({ index: INDEX, proof: path, checkpoint })
/** Which believes the log with both witnesses. */
export const policy: Policy = {
  logs: [{ vkey: log.vkey, url: 'https://proofs.example.fr/log/1' }],
  witnesses: [
    { name: 'buyer', vkey: buyer.vkey },
    { name: 'auditor', vkey: auditor.vkey, url: 'https://witness.auditor.example/' },
  ],
  groups: [{ name: 'both', threshold: 2, members: ['buyer', 'auditor'] }],
  quorum: 'both',
}
