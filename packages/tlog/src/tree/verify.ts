import { equalBytes } from '../platform/bytes.ts'
import { isCount } from '../platform/count.ts'
import { HASH_LENGTH, hashNode, type Hash } from './hash.ts'
import { half, isOdd } from './node.ts'

/** The claim that the tree of `size` leaves with this root has this leaf hash at `index`. */
export type Inclusion = {
  readonly index: number
  readonly size: number
  readonly leaf: Hash
  readonly root: Hash
  readonly proof: readonly Hash[]
}

/** The claim that the tree of `size` leaves with `root` begins with all leaves of the older one, in order. */
export type Consistency = {
  readonly oldSize: number
  readonly oldRoot: Hash
  readonly size: number
  readonly root: Hash
  readonly proof: readonly Hash[]
}

const areHashes = (hashes: readonly Hash[]): boolean => hashes.every(({ length }) => length === HASH_LENGTH)

/** Whether the proof holds, no hash missing and none left over (RFC 9162 §2.1.3.2). */
export const verifyInclusion = ({ index, size, leaf, root, proof }: Inclusion): boolean => {
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes([leaf, root, ...proof])) return false
  let hash = leaf
  let node = index
  let last = size - 1
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      hash = hashNode(sibling, hash)
      while (!isOdd(node) && node > 0) [node, last] = [half(node), half(last)]
    } else hash = hashNode(hash, sibling)
    node = half(node)
    last = half(last)
  }
  return last === 0 && equalBytes(hash, root)
}

/**
 * Whether the proof holds, no hash missing and none left over (RFC 9162 §2.1.4.2). From the empty tree nothing can be
 * proved: an old size of 0 is false, whatever the rest.
 */
export const verifyConsistency = ({ oldSize, oldRoot, size, root, proof }: Consistency): boolean => {
  if (!isCount(oldSize) || !isCount(size) || oldSize === 0 || oldSize > size) return false
  if (!areHashes([oldRoot, root, ...proof])) return false
  if (oldSize === size) return proof.length === 0 && equalBytes(oldRoot, root)
  let node = oldSize - 1
  let last = size - 1
  while (isOdd(node)) [node, last] = [half(node), half(last)]
  // An old tree of a power of two is itself a node of the new one: the proof starts from the old root.
  const [first, ...rest] = node === 0 ? [oldRoot, ...proof] : proof
  if (!first) return false
  let oldHash = first
  let hash = first
  for (const sibling of rest) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      oldHash = hashNode(sibling, oldHash)
      hash = hashNode(sibling, hash)
      while (!isOdd(node) && node > 0) [node, last] = [half(node), half(last)]
    } else hash = hashNode(hash, sibling)
    node = half(node)
    last = half(last)
  }
  return last === 0 && equalBytes(oldHash, oldRoot) && equalBytes(hash, root)
}
