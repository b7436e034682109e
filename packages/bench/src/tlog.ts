import { hash } from 'node:crypto'
import {
  appendLeaves,
  consistencyProof,
  cosigner,
  ed25519NoteSigner,
  EMPTY_RANGE,
  formatCheckpoint,
  formatTlogProof,
  hashLeaf,
  hashNode,
  inclusionProof,
  rootOf,
  signNote,
  TYPE_COSIGNATURE,
  TYPE_ED25519,
  tileReader,
  verifyConsistency,
  verifyInclusion,
  verifyTlogProof,
  vkeyOf,
  type CompactRange,
  type Hash,
  type Policy,
  type Tile,
} from '@constat/tlog'
import { cpuSeconds, quantile } from './cpu.ts'
import { keepFindings, machineText, thisMachine } from './report.ts'

const SIZES = [10_000, 100_000, 1_000_000]
const LEAVES = 1_000_000
const BATCH = 1_000
const PROOFS = 500
const FLOOR = 200_000

const rate = (count: number, work: () => void): number => {
  const before = cpuSeconds()
  work()
  return count / (cpuSeconds() - before)
}

const must = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('The log has a hole.')
  return value
}

// The hashes of all tiles, level by level: what a store keeps.
const levels = [0, 1, 2].map((level) => new Uint8Array(32 * Math.ceil(LEAVES / 256 ** level)))
const keep = (level: number, index: number, node: Hash): void => {
  if (level % 8 === 0) levels[level / 8]?.set(node, 32 * index)
}
let tilesRead = 0
const readTile = ({ level, index, width }: Tile): Uint8Array => {
  tilesRead += 1
  const from = 32 * 256 * index
  return must(levels[level]).subarray(from, from + 32 * width)
}

const entryAt = (index: number): Uint8Array => {
  const entry = new Uint8Array(32)
  new DataView(entry.buffer).setFloat64(0, index)
  return entry
}

const sixtyFive = new Uint8Array(65)
const floor = rate(FLOOR, () => {
  for (let at = 0; at < FLOOR; at += 1) hash('sha256', sixtyFive, 'buffer')
})
const left = new Uint8Array(32)
const node = rate(FLOOR, () => {
  for (let at = 0; at < FLOOR; at += 1) hashNode(left, left)
})

// Append in batches, as a sequencer does, and the root after each.
const heads = new Map<number, CompactRange>([[1, appendLeaves(EMPTY_RANGE, [hashLeaf(entryAt(0))])]])
const appended = new Map<number, number>()
let range = EMPTY_RANGE
let mark = 0
let markedAt = cpuSeconds()
for (let start = 0; start < LEAVES; start += BATCH) {
  const leaves = Array.from({ length: BATCH }, (_, at) => hashLeaf(entryAt(start + at)))
  range = appendLeaves(range, leaves, keep)
  rootOf(range)
  if (!SIZES.includes(range.size)) continue
  appended.set(range.size, (range.size - mark) / (cpuSeconds() - markedAt))
  heads.set(range.size, range)
  mark = range.size
  markedAt = cpuSeconds()
}

/** Microseconds of each of so many calls. */
const timed = (count: number, work: (at: number) => void): Float64Array =>
  Float64Array.from({ length: count }, (_, at) => {
    const before = process.hrtime.bigint()
    work(at)
    return Number(process.hrtime.bigint() - before) / 1000
  })

const cells = (values: Float64Array): string =>
  `${quantile(values, 0.5).toFixed(0)} | ${quantile(values, 0.99).toFixed(0)}`

// Indexes all over the tree, the same in every run.
const indexes = (size: number): number[] =>
  Array.from({ length: PROOFS }, (_, at) => Math.floor(size * ((at * 0.618_033_988_749_894_9) % 1)))

const believed = (holds: boolean): void => {
  if (!holds) throw new Error('A proof does not hold.')
}

const measureAt = (size: number) => {
  const root = rootOf(must(heads.get(size)))
  const at = indexes(size)
  const before = tilesRead
  const proofs: Hash[][] = []
  // A reader of its own for each proof: nothing is kept from one to the next.
  const making = timed(PROOFS, (each) => {
    proofs.push(inclusionProof(must(at[each]), size, tileReader(size, readTile)))
  })
  const tiles = (tilesRead - before) / PROOFS
  const leaves = at.map((index) => hashLeaf(entryAt(index)))
  const verifying = timed(PROOFS, (each) => {
    const [index, leaf, proof] = [must(at[each]), must(leaves[each]), must(proofs[each])]
    believed(verifyInclusion({ index, size, leaf, root, proof }))
  })
  const growing = timed(PROOFS, (each) => {
    consistencyProof(Math.max(1, must(at[each])), size, tileReader(size, readTile))
  })
  const oldSize = 1
  const oldRoot = rootOf(must(heads.get(1)))
  const proof = consistencyProof(oldSize, size, tileReader(size, readTile))
  believed(verifyConsistency({ oldSize, oldRoot, size, root, proof }))
  return `| ${size} | ${Math.round(must(appended.get(size)))} | ${tiles.toFixed(1)} | ${cells(making)} | ${cells(growing)} | ${cells(verifying)} |`
}

const keyPair = async () => {
  const { publicKey, privateKey } = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  return {
    publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)),
    sign: async (message: Uint8Array) =>
      new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, new Uint8Array(message))),
  }
}

/** Microseconds to verify a proof whole, signatures of a log and a witness included. */
const verifyWhole = async (): Promise<Float64Array> => {
  const origin = 'proofs.example.fr/log/1'
  const [log, witness] = [await keyPair(), await keyPair()]
  const name = 'witness.buyer.example/w1'
  const checkpoint = await signNote(formatCheckpoint({ origin, size: range.size, root: rootOf(range) }), [
    ed25519NoteSigner(origin, log.publicKey, log.sign),
    cosigner(name, witness.publicKey, witness.sign, () => 1_790_000_000),
  ])
  const policy: Policy = {
    logs: [{ vkey: vkeyOf(origin, TYPE_ED25519, log.publicKey) }],
    witnesses: [{ name: 'buyer', vkey: vkeyOf(name, TYPE_COSIGNATURE, witness.publicKey) }],
    groups: [],
    quorum: 'buyer',
  }
  const index = Math.floor(range.size * 0.59)
  const proof = inclusionProof(index, range.size, tileReader(range.size, readTile))
  const text = formatTlogProof({ index, proof, checkpoint })
  const leaf = hashLeaf(entryAt(index))
  const times = new Float64Array(PROOFS)
  for (let at = 0; at < PROOFS; at += 1) {
    const before = process.hrtime.bigint()
    const verified = await verifyTlogProof(text, leaf, policy)
    times[at] = Number(process.hrtime.bigint() - before) / 1000
    believed(verified.ok && verified.value.quorumMet)
  }
  return times
}

// The first measure only warms up.
measureAt(must(SIZES[0]))
const rows = SIZES.map(measureAt)
const whole = await verifyWhole()

const report = `# tlog

A log of ${LEAVES} entries of 32 bytes in memory (${machineText(thisMachine())}).
One thread; no disk and no signature but where said. Appended: leaves hashed and put in the tree in batches of ${BATCH}, with the
root after each and the tiles kept, leaves per second of this thread's processor time since the row before. Proofs: ${PROOFS} all
over the tree, microseconds by the clock on the wall, each from tiles read and taken apart anew.
The floor is SHA-256 of 65 bytes, of which an appended leaf needs two: ${Math.round(floor)} a second by \`node:crypto\`, ${Math.round(node)} by
\`hashNode\`, which runs in browsers too.

| leaves | appended a second | tiles a proof | inclusion µs, median | p99 | consistency µs, median | p99 | verify inclusion µs, median | p99 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

A tlog-proof over ${LEAVES} leaves verified whole, with the signatures of log and witness: median **${quantile(whole, 0.5).toFixed(0)} µs**, 99 % within ${quantile(whole, 0.99).toFixed(0)} µs.
`
await keepFindings('tlog', report, {
  sizes: { leaves: LEAVES, batch: BATCH, proofs: PROOFS },
  ratios: [
    { name: 'appended leaves, to two SHA-256 each', value: (2 * must(appended.get(LEAVES))) / floor },
    {
      name: `appended up to ${LEAVES} leaves, to up to ${must(SIZES[0])}`,
      value: must(appended.get(LEAVES)) / must(appended.get(must(SIZES[0]))),
    },
  ],
  figures: [
    { name: `appended up to ${LEAVES} leaves`, value: must(appended.get(LEAVES)), unit: '1/s' },
    { name: 'proof verified whole: median', value: quantile(whole, 0.5), unit: 'µs' },
    { name: 'proof verified whole: p99', value: quantile(whole, 0.99), unit: 'µs' },
  ],
})
