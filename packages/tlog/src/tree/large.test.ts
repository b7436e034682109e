import { describe, expect, it } from 'vitest'
import {
  appendLeaves,
  consistencyProof,
  decodeRange,
  EMPTY_RANGE,
  encodeRange,
  inclusionProof,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../index.ts'
import { MARKED, treeMarkedAt } from '../testing/marked-tree.ts'
import { hex, utf8 } from '../testing/vectors.ts'

const MAX = Number.MAX_SAFE_INTEGER

const POINTS = [2 ** 31, 2 ** 32, 2 ** 40, 2 ** 52, MAX]
const around = (point: number): number[] => [-2, -1, 0, 1, 2].map((step) => point + step)
const sizes = POINTS.flatMap(around).filter((size) => size <= MAX)

describe('trees of about 2^31, 2^32, 2^40, 2^52 and 2^53 − 1 leaves', () => {
  it.each(sizes)('of %d leaves: root, inclusion and consistency are those of the definition', (size) => {
    for (const index of [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32, size - 2, size - 1].filter((at) => at < size)) {
      const { naive, readNode, rangeOf } = treeMarkedAt(index)
      const root = naive.root(0n, BigInt(size))
      expect(hex(rootOf(rangeOf(size)))).toBe(hex(root))
      const proof = inclusionProof(index, size, readNode)
      expect(proof).toEqual(naive.path(BigInt(index), BigInt(size)))
      expect(verifyInclusion({ index, size, leaf: MARKED, root, proof })).toBe(true)
      const elsewhere = index === 0 ? 1 : index - 1
      expect(verifyInclusion({ index: elsewhere, size, leaf: MARKED, root, proof })).toBe(false)
      for (const oldSize of [1, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, size - 1, size].filter(
        (old) => old <= size,
      )) {
        const oldRoot = naive.root(0n, BigInt(oldSize))
        const consistency = consistencyProof(oldSize, size, readNode)
        expect(consistency).toEqual(naive.proof(BigInt(oldSize), BigInt(size)))
        expect(verifyConsistency({ oldSize, oldRoot, size, root, proof: consistency })).toBe(true)
      }
    }
  })

  it.each(sizes.filter((size) => size < MAX))('grow from %d leaves', (size) => {
    const { naive, readNode, rangeOf } = treeMarkedAt(size)
    const seen: string[] = []
    const grown = appendLeaves(rangeOf(size), [MARKED], (level, index, hash) => {
      seen.push(`${level}/${index}`)
      expect(hex(hash)).toBe(hex(readNode({ level, index })))
    })
    expect(seen[0]).toBe(`0/${size}`)
    expect(hex(rootOf(grown))).toBe(hex(naive.root(0n, BigInt(size) + 1n)))
    expect(decodeRange(encodeRange(grown))).toEqual(grown)
  })
})

describe('what no tree can have', () => {
  const { readNode, rangeOf } = treeMarkedAt(0)
  const plain = readNode({ level: 0, index: 1 })

  it('refuses a leaf beyond 2^53 − 1', () => {
    expect(() => appendLeaves(rangeOf(MAX), [plain])).toThrow(RangeError)
  })

  it('refuses an entry that was not hashed', () => {
    expect(() => appendLeaves(EMPTY_RANGE, [utf8('entry')])).toThrow(RangeError)
    expect(() => appendLeaves({ size: 1, hashes: [] }, [plain])).toThrow(RangeError)
  })

  it.each([
    [-1, 10],
    [10, 10],
    [0, 0],
    [0.5, 10],
    [Number.NaN, 10],
    [0, 2 ** 53],
    [0, Infinity],
  ])('has no proof of leaf %d of %d', (index, size) => {
    expect(() => inclusionProof(index, size, readNode)).toThrow(RangeError)
    expect(verifyInclusion({ index, size, leaf: plain, root: plain, proof: [] })).toBe(false)
  })

  it.each([
    [11, 10],
    [-1, 10],
    [1, 2 ** 53],
    [1.5, 2],
  ])('has no proof from %d to %d leaves', (oldSize, size) => {
    expect(() => consistencyProof(oldSize, size, readNode)).toThrow(RangeError)
    expect(verifyConsistency({ oldSize, oldRoot: plain, size, root: plain, proof: [] })).toBe(false)
  })

  it.each([
    ['too few bytes for a size', new Uint8Array(7)],
    ['a size beyond 2^53 − 1', Uint8Array.of(0, 0x20, 0, 0, 0, 0, 0, 0, ...plain)],
    ['a hash missing', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 3, ...plain)],
    ['a hash too many', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1, ...plain, ...plain)],
  ])('keeps no range of %s', (_, bytes) => {
    expect(decodeRange(bytes)).toBeUndefined()
  })
})
