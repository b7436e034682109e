import { hashNode, type Hash } from './hash.ts'

/**
 * A complete subtree: `level` 0 is a leaf, and the node (level, index) covers the leaves from index · 2^level up to but
 * not with (index + 1) · 2^level.
 */
export type NodeId = { readonly level: number; readonly index: number }

/** Gives the hash of a complete subtree of the tree as it is stored. */
export type ReadNode = (node: NodeId) => Hash

/** Half of a count, rounded down. Shifts would cut it to 32 bits. */
export const half = (count: number): number => Math.floor(count / 2)

/** Whether a count is odd. */
export const isOdd = (count: number): boolean => count % 2 === 1

/** The complete subtrees of a tree of so many leaves that starts at a multiple of a larger power of two, left to right. */
export const subtreesOf = (start: number, count: number): NodeId[] => {
  const nodes: NodeId[] = []
  let end = start + count
  let left = count
  for (let level = 0; left > 0; level += 1, left = half(left)) {
    if (!isOdd(left)) continue
    const width = 2 ** level
    end -= width
    nodes.push({ level, index: end / width })
  }
  return nodes.toReversed()
}

/** The hash over subtrees given left to right, from the smallest up (RFC 6962 §2.1); undefined of none. */
export const foldHashes = (hashes: readonly Hash[]): Hash | undefined => {
  let folded = hashes.at(-1)
  for (let at = hashes.length - 2; folded && at >= 0; at -= 1) {
    const left = hashes[at]
    if (left) folded = hashNode(left, folded)
  }
  return folded
}
