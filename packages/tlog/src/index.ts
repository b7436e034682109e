export { EMPTY_ROOT, hashLeaf, hashNode, type Hash } from './tree/hash.ts'
export type { NodeId, ReadNode } from './tree/node.ts'
export {
  consistencyNodes,
  consistencyProof,
  inclusionNodes,
  inclusionProof,
  type ProofNodes,
} from './tree/prove.ts'
export {
  appendLeaves,
  decodeRange,
  EMPTY_RANGE,
  encodeRange,
  rootOf,
  type CompactRange,
  type OnNode,
} from './tree/range.ts'
export { verifyConsistency, verifyInclusion, type Consistency, type Inclusion } from './tree/verify.ts'
