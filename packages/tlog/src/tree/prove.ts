import { requireCount } from '../platform/count.ts'
import type { Hash } from './hash.ts'
import { foldHashes, subtreesOf, type NodeId, type ReadNode } from './node.ts'

/**
 * What to read for a proof: one group for each hash of it, in order. A group is the complete subtrees, left to right,
 * whose fold is that hash; only at the right edge of a tree is it more than one.
 */
export type ProofNodes = readonly (readonly NodeId[])[]

/** The largest power of two below a count of at least 2. */
const splitOf = (count: number): number => {
  let split = 1
  while (split * 2 < count) split *= 2
  return split
}

/**
 * The nodes of the audit path PATH(index, D[size]) (RFC 6962 §2.1.1).
 *
 * @throws RangeError when there is no such leaf in a tree of that size.
 */
export const inclusionNodes = (index: number, size: number): ProofNodes => {
  requireCount('size', size)
  requireCount('index', index, size - 1)
  const groups: NodeId[][] = []
  let start = 0
  let count = size
  while (count > 1) {
    const split = splitOf(count)
    const isLeft = index < start + split
    groups.push(isLeft ? subtreesOf(start + split, count - split) : subtreesOf(start, split))
    if (!isLeft) start += split
    count = isLeft ? split : count - split
  }
  return groups.toReversed()
}

/**
 * The nodes of PROOF(oldSize, D[size]) (RFC 6962 §2.1.2). None between a tree and itself, nor from the empty tree, from
 * which nothing can differ.
 *
 * @throws RangeError when the old size is larger than the new one.
 */
export const consistencyNodes = (oldSize: number, size: number): ProofNodes => {
  requireCount('size', size)
  requireCount('oldSize', oldSize, size)
  if (oldSize === 0) return []
  const groups: NodeId[][] = []
  let start = 0
  let count = size
  while (oldSize !== start + count) {
    const split = splitOf(count)
    const isLeft = oldSize <= start + split
    groups.push(isLeft ? subtreesOf(start + split, count - split) : subtreesOf(start, split))
    if (!isLeft) start += split
    count = isLeft ? split : count - split
  }
  // A verifier knows the old root: what it starts from is left out when it is that root.
  if (start > 0) groups.push(subtreesOf(start, count))
  return groups.toReversed()
}

const readProof = (groups: ProofNodes, readNode: ReadNode): Hash[] =>
  groups.flatMap((group) => foldHashes(group.map((node) => readNode(node))) ?? [])

/**
 * The audit path of a leaf, from the leaf up (RFC 6962 §2.1.1).
 *
 * @throws RangeError when there is no such leaf in a tree of that size; whatever `readNode` throws.
 */
export const inclusionProof = (index: number, size: number, readNode: ReadNode): Hash[] =>
  readProof(inclusionNodes(index, size), readNode)

/**
 * The proof that a tree continues an older one (RFC 6962 §2.1.2).
 *
 * @throws RangeError when the old size is larger than the new one; whatever `readNode` throws.
 */
export const consistencyProof = (oldSize: number, size: number, readNode: ReadNode): Hash[] =>
  readProof(consistencyNodes(oldSize, size), readNode)
