import { describe, expect, it } from 'vitest'
import {
  appendLeaves,
  consistencyProof,
  decodeRange,
  EMPTY_RANGE,
  EMPTY_ROOT,
  encodeRange,
  hashLeaf,
  hashNode,
  inclusionProof,
  rootOf,
  verifyConsistency,
  verifyInclusion,
  type CompactRange,
  type Consistency,
  type Hash,
  type Inclusion,
  type NodeId,
} from '../index.ts'
import { naiveTree } from '../testing/naive-tree.ts'
import { hex, utf8 } from '../testing/vectors.ts'

const MOST = 300

const leaves = Array.from({ length: MOST }, (_, index) => hashLeaf(Uint8Array.of(index % 256, index >> 8)))
const naive = naiveTree((index) => leaves[Number(index)]!)
const roots = Array.from({ length: MOST + 1 }, (_, size) => naive.root(0n, BigInt(size)))

const nodes = new Map<string, Hash>()
appendLeaves(EMPTY_RANGE, leaves, (level, index, hash) => nodes.set(`${level}/${index}`, hash))
const readNode = ({ level, index }: NodeId): Hash => nodes.get(`${level}/${index}`)!

// A hundred thousand proofs are compared: too many for the comparison that explains itself.
const areEqual = (a: readonly Hash[], b: readonly Hash[]): boolean =>
  Buffer.compare(Buffer.concat(a), Buffer.concat(b)) === 0

// transparency-dev/merkle, rfc6962/rfc6962_test.go (Apache-2.0).
describe('hashes of RFC 6962', () => {
  it.each([
    ['no entries', EMPTY_ROOT, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['an empty leaf', hashLeaf(utf8('')), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    ['a leaf', hashLeaf(utf8('L123456')), '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56'],
    [
      'a node',
      hashNode(utf8('N123'), utf8('N456')),
      'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
    ],
  ])('of %s', (_, hash, expected) => {
    expect(hex(hash)).toBe(expected)
  })
})

describe(`every tree of up to ${MOST} leaves`, () => {
  it('has the root of the recursive definition, leaf by leaf and from any range on', () => {
    let range: CompactRange = EMPTY_RANGE
    for (let size = 0; size <= MOST; size += 1) {
      expect(hex(rootOf(range))).toBe(hex(roots[size]!))
      expect(hex(rootOf(appendLeaves(range, leaves.slice(size))))).toBe(hex(roots[MOST]!))
      range = appendLeaves(range, leaves.slice(size, size + 1))
    }
  })

  it('tells of every complete node once, with the hash of the definition', () => {
    const expected = new Map<string, Hash>()
    for (let level = 0; 2 ** level <= MOST; level += 1)
      for (let index = 0; (index + 1) * 2 ** level <= MOST; index += 1)
        expected.set(`${level}/${index}`, naive.root(BigInt(index * 2 ** level), BigInt(2 ** level)))
    expect(nodes).toEqual(expected)
  })

  it('keeps its range as bytes', () => {
    for (let size = 0; size <= MOST; size += 1) {
      const range = appendLeaves(EMPTY_RANGE, leaves.slice(0, size))
      expect(decodeRange(encodeRange(range))).toEqual(range)
    }
  })

  it('proves each leaf as the definition does, and the proof holds', () => {
    for (let size = 1; size <= MOST; size += 1)
      for (let index = 0; index < size; index += 1) {
        const proof = inclusionProof(index, size, readNode)
        const root = roots[size]!
        if (!areEqual(proof, naive.path(BigInt(index), BigInt(size)))) expect.fail(`leaf ${index} of ${size}`)
        if (!verifyInclusion({ index, size, leaf: leaves[index]!, root, proof }))
          expect.fail(`leaf ${index} of ${size} is not believed`)
      }
  })

  it('proves each older tree as the definition does, and the proof holds', () => {
    for (let size = 1; size <= MOST; size += 1)
      for (let oldSize = 1; oldSize <= size; oldSize += 1) {
        const proof = consistencyProof(oldSize, size, readNode)
        const roots2 = { oldRoot: roots[oldSize]!, root: roots[size]! }
        if (!areEqual(proof, naive.proof(BigInt(oldSize), BigInt(size)))) expect.fail(`${oldSize} to ${size}`)
        if (!verifyConsistency({ oldSize, size, proof, ...roots2 }))
          expect.fail(`${oldSize} to ${size} is not believed`)
      }
  })
})

const flip = (hash: Hash, at: number): Hash => hash.map((byte, index) => (index === at ? byte ^ 1 : byte))
const other = hashLeaf(utf8('another'))

/** A proof with each of its hashes changed, left out or doubled, and with one more at either end. */
const spoiled = (proof: readonly Hash[]): (readonly Hash[])[] => [
  ...proof.flatMap((hash, at) => [
    proof.with(at, flip(hash, at % 32)),
    proof.toSpliced(at, 1),
    proof.toSpliced(at, 0, hash),
  ]),
  [...proof, other],
  [other, ...proof],
  proof.map((hash) => hash.slice(0, 31)),
]

const areSame = (a: readonly Hash[], b: readonly Hash[]): boolean => a.length === b.length && areEqual(a, b)

describe('every tree of up to 20 leaves', () => {
  const pairs = Array.from({ length: 20 }, (_, at) => at + 1).flatMap((size) =>
    Array.from({ length: size }, (_, at) => [at, size] as const),
  )

  it.each(pairs)('is not believed to have leaf %d of %d with anything changed', (index, size) => {
    const leaf = leaves[index]!
    const root = roots[size]!
    const proof = inclusionProof(index, size, readNode)
    const believes = (changed: Partial<Inclusion>): boolean =>
      verifyInclusion({ index, size, leaf, root, proof, ...changed })
    expect(believes({})).toBe(true)
    expect(believes({ leaf: other })).toBe(false)
    expect(believes({ root: flip(root, index) })).toBe(false)
    expect(believes({ root: root.slice(1) })).toBe(false)
    for (const at of [index - 1, index + 1, size]) expect(believes({ index: at })).toBe(false)
    expect(believes({ size: 2 * size })).toBe(false)
    // A log may sign any root: neither too long nor too short a path leads to one that was made for it.
    expect(believes({ proof: [...proof, other], root: hashNode(other, root) })).toBe(false)
    expect(believes({ proof: [...proof, other], root: hashNode(root, other) })).toBe(false)
    for (const changed of spoiled(proof))
      if (!areSame(changed, proof)) expect(believes({ proof: changed })).toBe(false)
  })

  it.each(pairs)('is not believed to continue %d + 1 with %d leaves when anything is changed', (at, size) => {
    const oldSize = at + 1
    const [oldRoot, root] = [roots[oldSize]!, roots[size]!]
    const proof = consistencyProof(oldSize, size, readNode)
    const believes = (changed: Partial<Consistency>): boolean =>
      verifyConsistency({ oldSize, oldRoot, size, root, proof, ...changed })
    expect(believes({})).toBe(true)
    expect(believes({ oldRoot: flip(oldRoot, at) })).toBe(false)
    expect(believes({ root: flip(root, at) })).toBe(false)
    expect(believes({ oldRoot: other, root: other })).toBe(oldSize === size)
    expect(believes({ oldSize: 0 })).toBe(false)
    expect(believes({ oldSize: size + 1 })).toBe(false)
    expect(believes({ size: 2 * size })).toBe(false)
    const longer = { proof: [...proof, other], oldRoot: hashNode(other, oldRoot) }
    expect(believes({ ...longer, root: hashNode(other, root) })).toBe(false)
    expect(believes({ ...longer, oldRoot, root: hashNode(root, other) })).toBe(false)
    for (const changed of spoiled(proof))
      if (!areSame(changed, proof)) expect(believes({ proof: changed })).toBe(false)
  })
})
