import { beforeAll, describe, expect, it } from 'vitest'
import {
  appendLeaves,
  consistencyProof,
  EMPTY_RANGE,
  formatCheckpoint,
  formatVkey,
  hashLeaf,
  inclusionProof,
  keyId,
  noteVerifier,
  openNote,
  rootOf,
  signNote,
  tilesBetween,
  type Hash,
} from './index.ts'
import { askGo, type GoAnswer, type GoCase } from './testing/go.ts'
import { testKey, testLog, testWitness } from './testing/keys.ts'
import { MARKED, treeMarkedAt } from './testing/marked-tree.ts'
import { tilesOf } from './testing/tiled-log.ts'
import { utf8, valueOf } from './testing/vectors.ts'

const ORIGIN = 'proofs.example.fr/log/1'
const SIZES = [1, 2, 3, 255, 256, 257, 1037, 2 ** 31 + 1, 2 ** 32 - 1, 2 ** 32 + 3, Number.MAX_SAFE_INTEGER]

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const flipped = (hash: string): string => {
  const bytes = Buffer.from(hash, 'base64')
  bytes[31] = (bytes[31] ?? 0) ^ 1
  return bytes.toString('base64')
}

const log = testLog(ORIGIN, 1)
const witness = testWitness('witness.buyer.example/w1', 2, 1_790_000_000)
const vkey = formatVkey(log.vkey)

type Question = { readonly name: string; readonly asked: GoCase; readonly holds: boolean }
const questions: Question[] = []
const ask = (name: string, holds: boolean, asked: GoCase): number =>
  questions.push({ name, asked, holds }) - 1

for (const size of SIZES) {
  const index = Math.floor((size - 1) * 0.59)
  const { naive, readNode } = treeMarkedAt(index)
  const root = base64(naive.root(0n, BigInt(size)))
  const proofOf = (hashes: readonly Hash[]) => hashes.map(base64)
  const inclusion = {
    kind: 'inclusion',
    index,
    size,
    leaf: base64(MARKED),
    root,
    proof: proofOf(inclusionProof(index, size, readNode)),
  } as const
  ask(`leaf ${index} of ${size}`, true, inclusion)
  ask(`leaf ${index} of ${size} under another root`, false, { ...inclusion, root: flipped(root) })
  ask(`another leaf at ${index} of ${size}`, false, { ...inclusion, leaf: flipped(inclusion.leaf) })
  const [first, ...rest] = inclusion.proof
  if (first !== undefined) {
    ask(`leaf ${index} of ${size}, a hash changed`, false, { ...inclusion, proof: [flipped(first), ...rest] })
    ask(`leaf ${index} of ${size}, a hash missing`, false, { ...inclusion, proof: rest })
  }
  for (const oldSize of [1, Math.ceil(size / 2), size - 1, size].filter((old) => old > 0)) {
    const consistency = {
      kind: 'consistency',
      oldSize,
      oldRoot: base64(naive.root(0n, BigInt(oldSize))),
      size,
      root,
      proof: proofOf(consistencyProof(oldSize, size, readNode)),
    } as const
    ask(`${oldSize} to ${size}`, true, consistency)
    ask(`${oldSize} to ${size} from another root`, false, {
      ...consistency,
      oldRoot: flipped(consistency.oldRoot),
    })
  }
}

const body = formatCheckpoint({ origin: ORIGIN, size: 1037, root: MARKED })
const checkpoint = await signNote(body, [log.signer, witness.signer])
const tampered: readonly (readonly [string, string])[] = [
  ['another size', checkpoint.replace('\n1037\n', '\n1038\n')],
  ['another origin', checkpoint.replace(ORIGIN, 'proofs.example.fr/log/2')],
  ['another root', checkpoint.replace(base64(MARKED), flipped(base64(MARKED)))],
  ['no signature of the log', await signNote(body, [witness.signer])],
]
const opened = ask('the checkpoint', true, { kind: 'open', vkey, note: checkpoint })
for (const [name, note] of tampered) ask(`a checkpoint with ${name}`, false, { kind: 'open', vkey, note })

const { publicKey, sign } = testKey(1)
const hexId = Buffer.from(keyId(ORIGIN, 1, publicKey)).toString('hex')
const skey = `PRIVATE+KEY+${ORIGIN}+${hexId}+${base64(Uint8Array.of(1, ...new Uint8Array(32).fill(1)))}`
const signed = ask('a key to sign with', true, { kind: 'sign', skey, text: body })
const leaf = ask('an entry', true, { kind: 'leaf', entry: base64(utf8('entry')) })

const GROWTHS = [
  [0, 1],
  [0, 70_000],
  [255, 256],
  [256, 257],
  [65_535, 65_537],
  [1000, 140_000],
  [2 ** 32 - 1, 2 ** 32 + 700],
] as const
const growths = GROWTHS.map(([oldSize, size]) =>
  ask(`tiles from ${oldSize} to ${size}`, true, { kind: 'tiles', oldSize, size }),
)

const LOGS = [1, 2, 255, 256, 257, 300, 70_000] as const
const entriesOf = (size: number) => Array.from({ length: size }, (_, index) => utf8(`entry ${index}`))
const logs = LOGS.map((size) =>
  ask(`a log of ${size} entries`, true, { kind: 'log', entries: entriesOf(size).map(base64) }),
)

describe("Go's sumdb/note and sumdb/tlog", () => {
  let answers: readonly GoAnswer[] = []
  beforeAll(() => {
    answers = askGo(questions.map(({ asked }) => asked))
  })

  it.each(questions.map(({ name, holds }, at) => [holds ? 'accepts' : 'rejects', name, at] as const))(
    '%s %s',
    (verdict, _, at) => {
      const error = answers[at]?.Error
      expect(error === '' ? 'accepts' : 'rejects', error).toBe(verdict)
    },
  )

  it('reads the text we signed, and leaves the cosignature to those who know the witness', () => {
    expect(answers[opened]).toMatchObject({ Text: body, Verified: 1, Unverified: 1 })
  })

  it('signs the same note, which we open', async () => {
    const note = answers[signed]?.Text ?? ''
    expect(note).toBe(await signNote(body, [{ ...log.signer, sign }]))
    expect(valueOf(await openNote(note, [noteVerifier(log.vkey)])).text).toBe(body)
  })

  it('has the same leaf hash', () => {
    expect(answers[leaf]?.Hash).toBe(base64(hashLeaf(utf8('entry'))))
  })

  it.each(LOGS.map((size, at) => [size, logs[at] ?? 0] as const))(
    'writes the same log of %d entries: paths and bytes of tiles, and the root',
    (size, at) => {
      const leaves = entriesOf(size).map(hashLeaf)
      expect(answers[at]?.Hash).toBe(base64(rootOf(appendLeaves(EMPTY_RANGE, leaves))))
      const files = answers[at]?.Files ?? {}
      // Go's paths name the height of a tile too, which is always 8 in tlog-tiles.
      for (const [path, bytes] of tilesOf(leaves))
        expect(files[path.replace('tile/', 'tile/8/')], path).toBe(base64(bytes))
    },
  )

  it.each(GROWTHS.map((growth, at) => [...growth, growths[at] ?? 0] as const))(
    'writes the same tiles from %d to %d leaves',
    (oldSize, size, at) => {
      // Go lists the narrower tiles on the way too, and those of levels that did not grow.
      const widths = new Map<string, number>()
      for (const [level, index, width] of answers[at]?.Tiles ?? []) {
        const tile = `${level} ${index}`
        const before = Math.min(256, Math.floor(oldSize / 256 ** level) - 256 * index)
        if (width > before) widths.set(tile, Math.max(width, widths.get(tile) ?? 0))
      }
      const ours = tilesBetween(oldSize, size).map(
        ({ level, index, width }) => [`${level} ${index}`, width] as const,
      )
      expect(new Map(ours)).toEqual(widths)
    },
  )
})
