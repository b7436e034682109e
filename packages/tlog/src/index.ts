export {
  formatCheckpoint,
  parseCheckpoint,
  type Checkpoint,
  type CheckpointFault,
  type ParsedCheckpoint,
} from './checkpoint/checkpoint.ts'
export { cosignatureTime, cosigner, noteVerifier } from './cosignature/cosignature.ts'
export {
  formatVkey,
  keyId,
  parseVkey,
  TYPE_COSIGNATURE,
  TYPE_ED25519,
  VKEY_FAULTS,
  vkeyOf,
  type SignatureType,
  type Vkey,
  type VkeyFault,
} from './note/key.ts'
export {
  formatNote,
  formatSignatures,
  MAX_NOTE_LENGTH,
  MAX_NOTE_SIGNATURES,
  parseNote,
  parseSignatures,
  signNote,
  type Note,
  type NoteFault,
  type NoteSignature,
  type NoteSigner,
} from './note/note.ts'
export {
  ed25519NoteSigner,
  isSameKey,
  OPEN_NOTE_FAULTS,
  openNote,
  type NoteVerifier,
  type OpenedNote,
  type OpenNoteFault,
  type SignBytes,
} from './note/open.ts'
export { fromBase64, toBase64 } from './platform/base64.ts'
export { toHex } from './platform/bytes.ts'
export type { Text } from './platform/bytes.ts'
export { isSoundPublicKey } from './platform/ed25519.ts'
export type { Result } from './platform/result.ts'
export { EMPTY_ROOT, HASH_LENGTH, hashLeaf, hashNode, type Hash } from './tree/hash.ts'
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
export {
  decodeEntries,
  decodeTile,
  encodeEntries,
  encodeTile,
  MAX_ENTRY_LENGTH,
  nodeInTile,
  tileReader,
} from './tile/bytes.ts'
export {
  bundlePath,
  nodeTile,
  parseBundlePath,
  parseTilePath,
  TILE_HEIGHT,
  TILE_WIDTH,
  tilePath,
  tilesBetween,
  type Bundle,
  type Tile,
} from './tile/tile.ts'
export {
  formatPolicy,
  MAX_POLICY_ENTRIES,
  MAX_POLICY_LENGTH,
  parsePolicy,
  POLICY_FAULTS,
  type ParsedPolicy,
  type PolicyFault,
} from './policy/parse.ts'
export {
  isQuorumMet,
  QUORUM_NONE,
  quorumTime,
  type Policy,
  type PolicyGroup,
  type PolicyLog,
  type PolicyWitness,
} from './policy/policy.ts'
export {
  verifyCheckpoint,
  verifyTlogProof,
  type Cosignature,
  type PolicyCheckpointFault,
  type PolicyProofFault,
  type VerifiedCheckpoint,
} from './policy/verify.ts'
export {
  formatTlogProof,
  MAX_EXTRA_LENGTH,
  MAX_PROOF_HASHES,
  parseTlogProof,
  type TlogProof,
  type TlogProofFault,
} from './proof/tlog-proof.ts'
export {
  formatAddCheckpoint,
  MAX_ADD_CHECKPOINT_LENGTH,
  parseAddCheckpoint,
  readAddCheckpointAnswer,
  TLOG_SIZE_TYPE,
  type AddCheckpoint,
  type AddCheckpointAnswer,
  type AddCheckpointFault,
} from './witness/add-checkpoint.ts'
export {
  conflictAnswer,
  decideAddCheckpoint,
  type TreeHead,
  type WitnessDecision,
  type WitnessedLog,
  type WitnessRefusal,
} from './witness/decide.ts'
