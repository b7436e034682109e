import { hashLeaf, type CompactRange, type Hash, type NodeId } from '../index.ts'
import { naiveTree, type NaiveTree } from './naive-tree.ts'
import { utf8 } from './vectors.ts'

const plain = hashLeaf(utf8('plain'))

/** The leaf hash that differs from all others. */
export const MARKED: Hash = hashLeaf(utf8('marked'))

/** A tree of any size, too large to build: all its leaves are alike but one. */
export type MarkedTree = {
  readonly naive: NaiveTree
  readonly readNode: (node: NodeId) => Hash
  readonly rangeOf: (size: number) => CompactRange
}

/** The tree whose leaf at this index is {@link MARKED}. */
export const treeMarkedAt = (mark: number): MarkedTree => {
  const naive = naiveTree(
    (index) => (index === BigInt(mark) ? MARKED : plain),
    // Subtrees without the mark have one hash for their size.
    (start, count) =>
      start <= mark && mark < start + count ? `${BigInt(mark) - start} in ${count}` : `${count}`,
  )
  const readNode = ({ level, index }: NodeId): Hash =>
    naive.root(BigInt(index) * 2n ** BigInt(level), 2n ** BigInt(level))
  const rangeOf = (size: number): CompactRange => {
    const hashes: Hash[] = []
    let start = 0
    for (let level = 53; level >= 0; level -= 1) {
      const width = 2 ** level
      if (Math.floor(size / width) % 2 === 0) continue
      hashes.push(readNode({ level, index: start / width }))
      start += width
    }
    return { size, hashes }
  }
  return { naive, readNode, rangeOf }
}
