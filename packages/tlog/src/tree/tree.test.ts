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
  type Hash,
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
      expect(rootOf(range)).toEqual(roots[size])
      expect(rootOf(appendLeaves(range, leaves.slice(size)))).toEqual(roots[MOST])
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
        if (hex(Buffer.concat(proof)) !== hex(Buffer.concat(naive.path(BigInt(index), BigInt(size)))))
          expect.fail(`leaf ${index} of ${size}`)
        if (!verifyInclusion({ index, size, leaf: leaves[index]!, root, proof }))
          expect.fail(`leaf ${index} of ${size} is not believed`)
      }
  })

  it('proves each older tree as the definition does, and the proof holds', () => {
    for (let size = 1; size <= MOST; size += 1)
      for (let oldSize = 1; oldSize <= size; oldSize += 1) {
        const proof = consistencyProof(oldSize, size, readNode)
        const roots2 = { oldRoot: roots[oldSize]!, root: roots[size]! }
        if (hex(Buffer.concat(proof)) !== hex(Buffer.concat(naive.proof(BigInt(oldSize), BigInt(size)))))
          expect.fail(`${oldSize} to ${size}`)
        if (!verifyConsistency({ oldSize, size, proof, ...roots2 }))
          expect.fail(`${oldSize} to ${size} is not believed`)
      }
  })
})
