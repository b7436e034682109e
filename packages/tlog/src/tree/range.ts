import { EMPTY_ROOT, HASH_LENGTH, hashNode, type Hash } from './hash.ts'
import { foldHashes, half, isOdd } from './node.ts'

/**
 * What of a tree is needed to append to it: its size and the hashes of the complete subtrees that it is made of, left to
 * right, largest first; one for each 1 in the binary form of the size, so never more than 53.
 */
export type CompactRange = { readonly size: number; readonly hashes: readonly Hash[] }

/** Told of each node that an append completes: the leaf first, then the nodes above it. */
export type OnNode = (level: number, index: number, hash: Hash) => void

/** The range of the empty tree. */
export const EMPTY_RANGE: CompactRange = { size: 0, hashes: [] }

/**
 * Appends leaf hashes, in order, and tells `onNode` of every node that is complete from then on, leaves (level 0)
 * included.
 *
 * @param join `hashNode`, unless the platform has a faster one
 * @throws RangeError when the tree would have more than 2^53 − 1 leaves, or a leaf is no hash.
 */
export const appendLeaves = (
  range: CompactRange,
  leafHashes: Iterable<Hash>,
  onNode?: OnNode,
  join: typeof hashNode = hashNode,
): CompactRange => {
  const hashes = [...range.hashes]
  let { size } = range
  for (const leaf of leafHashes) {
    if (size >= Number.MAX_SAFE_INTEGER) throw new RangeError('A tree holds at most 2^53 − 1 leaves.')
    if (leaf.length !== HASH_LENGTH) throw new RangeError('A leaf hash has 32 bytes: hash the entry first.')
    let hash = leaf
    let index = size
    onNode?.(0, index, hash)
    for (let level = 1; isOdd(index); level += 1) {
      const left = hashes.pop()
      if (!left) throw new RangeError('The range has fewer hashes than its size asks for.')
      hash = join(left, hash)
      index = half(index)
      onNode?.(level, index, hash)
    }
    hashes.push(hash)
    size += 1
  }
  return { size, hashes }
}

/** The root of the tree: MTH(D[n]) (RFC 6962 §2.1). */
export const rootOf = (range: CompactRange): Hash => foldHashes(range.hashes) ?? EMPTY_ROOT

const SIZE_LENGTH = 8

const onesIn = (size: number): number => {
  let ones = 0
  for (let rest = size; rest > 0; rest = half(rest)) ones += rest % 2
  return ones
}

/** A range as bytes to keep: the size as uint64, big-endian, then the hashes. Of no standard: nobody else reads it. */
export const encodeRange = ({ size, hashes }: CompactRange): Uint8Array => {
  const bytes = new Uint8Array(SIZE_LENGTH + HASH_LENGTH * hashes.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(size))
  for (const [at, hash] of hashes.entries()) bytes.set(hash, SIZE_LENGTH + HASH_LENGTH * at)
  return bytes
}

/** The range that these bytes stand for, or undefined when {@link encodeRange} never wrote them. */
export const decodeRange = (bytes: Uint8Array): CompactRange | undefined => {
  if (bytes.length < SIZE_LENGTH) return undefined
  const size = Number(new DataView(bytes.buffer, bytes.byteOffset, SIZE_LENGTH).getBigUint64(0))
  if (!Number.isSafeInteger(size)) return undefined
  const count = onesIn(size)
  if (bytes.length !== SIZE_LENGTH + HASH_LENGTH * count) return undefined
  const hashes = Array.from({ length: count }, (_, at) =>
    bytes.slice(SIZE_LENGTH + HASH_LENGTH * at, SIZE_LENGTH + HASH_LENGTH * (at + 1)),
  )
  return { size, hashes }
}
