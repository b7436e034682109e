import { createHash } from 'node:crypto'
import type { Hash } from '../index.ts'

const sha256 = (...parts: readonly Uint8Array[]): Hash => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

const NODE = Uint8Array.of(1)

/** The definitions of RFC 6962 §2.1, word for word, over big integers: what the package is held against. */
export type NaiveTree = {
  /** MTH(D[start:start + count]). */
  readonly root: (start: bigint, count: bigint) => Hash
  /** PATH(index, D[0:size]). */
  readonly path: (index: bigint, size: bigint) => Hash[]
  /** PROOF(oldSize, D[0:size]). */
  readonly proof: (oldSize: bigint, size: bigint) => Hash[]
}

const splitOf = (count: bigint): bigint => {
  let split = 1n
  while (split * 2n < count) split *= 2n
  return split
}

/**
 * A tree by the recursive definitions. `keyOf` names subtrees that are the same, so that each is hashed once: trees of
 * 2^53 leaves can be walked when all leaves but a few are alike.
 */
export const naiveTree = (
  leafOf: (index: bigint) => Hash,
  keyOf: (start: bigint, count: bigint) => string = (start, count) => `${start}+${count}`,
): NaiveTree => {
  const known = new Map<string, Hash>()
  const compute = (start: bigint, count: bigint): Hash => {
    if (count === 0n) return sha256()
    if (count === 1n) return leafOf(start)
    const split = splitOf(count)
    return sha256(NODE, root(start, split), root(start + split, count - split))
  }
  const root = (start: bigint, count: bigint): Hash => {
    const key = keyOf(start, count)
    const hash = known.get(key) ?? compute(start, count)
    known.set(key, hash)
    return hash
  }
  const path = (index: bigint, start: bigint, count: bigint): Hash[] => {
    if (count === 1n) return []
    const split = splitOf(count)
    return index < split
      ? [...path(index, start, split), root(start + split, count - split)]
      : [...path(index - split, start + split, count - split), root(start, split)]
  }
  const subproof = (old: bigint, start: bigint, count: bigint, isOldRoot: boolean): Hash[] => {
    if (old === count) return isOldRoot ? [] : [root(start, count)]
    const split = splitOf(count)
    return old <= split
      ? [...subproof(old, start, split, isOldRoot), root(start + split, count - split)]
      : [...subproof(old - split, start + split, count - split, false), root(start, split)]
  }
  return {
    root,
    path: (index, size) => path(index, 0n, size),
    proof: (oldSize, size) => (oldSize === 0n ? [] : subproof(oldSize, 0n, size, true)),
  }
}
