import { describe, expect, it } from 'vitest'
import {
  appendLeaves,
  EMPTY_RANGE,
  formatCheckpoint,
  formatPolicy,
  formatTlogProof,
  hashLeaf,
  inclusionProof,
  parsePolicy,
  rootOf,
  signNote,
  verifyCheckpoint,
  verifyTlogProof,
  type Hash,
  type NoteSigner,
  type Policy,
} from '../index.ts'
import { testLog, testWitness } from '../testing/keys.ts'
import { utf8, valueOf } from '../testing/vectors.ts'

const ORIGIN = 'proofs.example.fr/log/1'
const TIME = 1_790_000_000
const log = testLog(ORIGIN, 1)
const buyer = testWitness('witness.buyer.example/w1', 2, TIME + 2)
const auditor = testWitness('witness.auditor.example/w1', 3, TIME + 1)
const stranger = testWitness('witness.stranger.example/w1', 4, TIME)

const trust = (quorum: string): Policy => {
  const parsed = parsePolicy(
    formatPolicy({
      logs: [{ vkey: log.vkey }],
      witnesses: [
        { name: 'buyer', vkey: buyer.vkey },
        { name: 'auditor', vkey: auditor.vkey },
      ],
      groups: [{ name: 'both', threshold: 2, members: ['buyer', 'auditor'] }],
      quorum,
    }),
  )
  if (!parsed.ok) throw new Error(parsed.code)
  return parsed.value
}

const SIZE = 1037
const INDEX = 611
const leaves = Array.from({ length: SIZE }, (_, index) => hashLeaf(utf8(`entry ${index}`)))
const hashes = new Map<string, Hash>()
const root = rootOf(
  appendLeaves(EMPTY_RANGE, leaves, (level, index, hash) => hashes.set(`${level}/${index}`, hash)),
)
const proof = inclusionProof(INDEX, SIZE, ({ level, index }) => hashes.get(`${level}/${index}`)!)
const leaf = leaves[INDEX]!

const signed = (...signers: readonly NoteSigner[]): Promise<string> =>
  signNote(formatCheckpoint({ origin: ORIGIN, size: SIZE, root }), signers)

const proofBy = async (...signers: readonly NoteSigner[]): Promise<string> =>
  formatTlogProof({ index: INDEX, proof, checkpoint: await signed(...signers) })

describe('a tlog-proof under a policy', () => {
  it('holds for the leaf, and says who witnessed and when', async () => {
    const text = await proofBy(log.signer, buyer.signer, stranger.signer, auditor.signer)
    const verified = valueOf(await verifyTlogProof(text, leaf, trust('both')))
    expect(verified).toMatchObject({
      index: INDEX,
      checkpoint: { origin: ORIGIN, size: SIZE, root },
      text: formatCheckpoint({ origin: ORIGIN, size: SIZE, root }),
      cosignatures: [
        { witness: 'buyer', time: TIME + 2 },
        { witness: 'auditor', time: TIME + 1 },
      ],
      quorumMet: true,
      quorumTime: TIME + 2,
    })
  })

  it('holds without the quorum too, and says that it is not met', async () => {
    const verified = valueOf(
      await verifyTlogProof(await proofBy(log.signer, buyer.signer), leaf, trust('both')),
    )
    expect(verified.quorumMet).toBe(false)
    expect(verified.quorumTime).toBeUndefined()
    const none = valueOf(await verifyTlogProof(await proofBy(log.signer), leaf, trust('none')))
    expect(none).toMatchObject({ quorumMet: true, cosignatures: [] })
  })

  it('counts a witness once, at its earliest time, however often it has cosigned', async () => {
    const later = testWitness('witness.buyer.example/w1', 2, TIME + 60)
    for (const signers of [
      [later.signer, buyer.signer],
      [buyer.signer, later.signer],
    ]) {
      const text = await proofBy(log.signer, ...signers)
      expect(valueOf(await verifyTlogProof(text, leaf, trust('both'))).quorumMet).toBe(false)
      expect(valueOf(await verifyTlogProof(text, leaf, trust('buyer'))).quorumTime).toBe(TIME + 2)
    }
  })

  it.each([
    ['another leaf', async () => [await proofBy(log.signer), leaves[0]!] as const, 'inclusion-invalid'],
    [
      'another index',
      async () => [(await proofBy(log.signer)).replace('index 611', 'index 610'), leaf] as const,
      'inclusion-invalid',
    ],
    [
      'an index beyond the tree',
      async () => [(await proofBy(log.signer)).replace('index 611', 'index 1037'), leaf] as const,
      'inclusion-invalid',
    ],
    [
      'another size',
      async () => [(await proofBy(log.signer)).replace('\n1037\n', '\n1038\n'), leaf] as const,
      'signature-invalid',
    ],
    [
      'no signature of the log',
      async () => [await proofBy(buyer.signer), leaf] as const,
      'log-signature-missing',
    ],
    ['strangers alone', async () => [await proofBy(stranger.signer), leaf] as const, 'signature-missing'],
    ['no proof', async () => ['index 611', leaf] as const, 'proof-malformed'],
  ])('is refused with %s', async (_, made, code) => {
    const [text, hash] = await made()
    expect(await verifyTlogProof(text, hash, trust('both'))).toEqual({ ok: false, code })
  })
})

describe('a checkpoint under a policy', () => {
  it.each([
    ['another log', formatCheckpoint({ origin: 'other.example/log', size: 1, root }), 'log-unknown'],
    ['a text that is none', 'hello\n', 'checkpoint-malformed'],
  ])('is refused with %s, whoever signed', async (_, text, code) => {
    const note = await signNote(text, [log.signer, buyer.signer])
    expect(await verifyCheckpoint(note, trust('both'))).toEqual({ ok: false, code })
  })

  it('is refused when the signature of another log of the policy stands under it', async () => {
    const other = testLog('other.example/log', 7)
    const policy = { ...trust('none'), logs: [{ vkey: log.vkey }, { vkey: other.vkey }] }
    expect(await verifyCheckpoint(await signed(other.signer), policy)).toEqual({
      ok: false,
      code: 'log-signature-missing',
    })
  })
})
