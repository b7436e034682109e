import { parseCheckpoint, type CheckpointFault, type ParsedCheckpoint } from '../checkpoint/checkpoint.ts'
import { cosignatureTime, noteVerifier } from '../cosignature/cosignature.ts'
import type { NoteSignature } from '../note/note.ts'
import { isSameKey, openNote, type OpenNoteFault } from '../note/open.ts'
import type { Text } from '../platform/bytes.ts'
import { read, refused, type Result } from '../platform/result.ts'
import { parseTlogProof, type TlogProofFault } from '../proof/tlog-proof.ts'
import type { Hash } from '../tree/hash.ts'
import { verifyInclusion } from '../tree/verify.ts'
import { isQuorumMet, quorumTime, type Policy, type PolicyWitness } from './policy.ts'

/** A cosignature that holds, of a witness that the policy names. */
export type Cosignature = {
  /** The policy's name of the witness. */
  readonly witness: string
  /** Seconds since 1970, as the witness says. */
  readonly time: number
}

/** A checkpoint that a log of the policy signed. */
export type VerifiedCheckpoint = {
  readonly checkpoint: ParsedCheckpoint
  /** What log and witnesses signed: the body of the checkpoint, with its last newline. */
  readonly text: string
  readonly cosignatures: readonly Cosignature[]
  /** Whether the cosignatures are enough; never taken for granted: look at it. */
  readonly quorumMet: boolean
  /** When the quorum had been reached, seconds since 1970; absent where it was not or is `none`. */
  readonly quorumTime?: number
}

/** Why a checkpoint is not believed under a policy. */
export type PolicyCheckpointFault = OpenNoteFault | CheckpointFault | 'log-unknown' | 'log-signature-missing'

/** Why a proof is not believed under a policy. */
export type PolicyProofFault = PolicyCheckpointFault | TlogProofFault | 'inclusion-invalid'

const cosignatureOf = (witnesses: readonly PolicyWitness[], line: NoteSignature): Cosignature | undefined => {
  const witness = witnesses.find(({ vkey }) => isSameKey(vkey, line))
  const time = cosignatureTime(line.signature)
  return witness && time !== undefined ? { witness: witness.name, time } : undefined
}

/** The earliest time of each witness, should one have cosigned twice. */
const timesOf = (cosignatures: readonly Cosignature[]): Map<string, number> => {
  const times = new Map<string, number>()
  for (const { witness, time } of cosignatures)
    times.set(witness, Math.min(time, times.get(witness) ?? Infinity))
  return times
}

/**
 * Verifies a signed checkpoint under a policy: its origin is the key name of a log there, that log's signature holds, and
 * so does every cosignature by a witness that the policy names. Whether these are enough is in the answer.
 *
 * Cosignatures may bear a time to come: compare `cosignatures` with a clock where that matters.
 */
export const verifyCheckpoint = async (
  note: Text,
  policy: Policy,
): Promise<Result<VerifiedCheckpoint, PolicyCheckpointFault>> => {
  const { logs, witnesses } = policy
  const opened = await openNote(
    note,
    [...logs, ...witnesses].map(({ vkey }) => noteVerifier(vkey)),
  )
  if (!opened.ok) return opened
  const { text, verified } = opened.value
  const checkpoint = parseCheckpoint(text)
  if (!checkpoint.ok) return checkpoint
  const own = logs.filter(({ vkey }) => vkey.name === checkpoint.value.origin)
  if (own.length === 0) return refused('log-unknown')
  if (!verified.some((line) => own.some(({ vkey }) => isSameKey(vkey, line))))
    return refused('log-signature-missing')
  const cosignatures = verified.flatMap((line) => cosignatureOf(witnesses, line) ?? [])
  const times = timesOf(cosignatures)
  const time = quorumTime(policy, times)
  return read({
    checkpoint: checkpoint.value,
    text,
    cosignatures,
    quorumMet: isQuorumMet(policy, times.keys()),
    ...(time !== undefined && { quorumTime: time }),
  })
}

/**
 * Verifies that a leaf is in a log, offline (tlog-proof, "Verifying a tlog proof"): the checkpoint as
 * {@link verifyCheckpoint} does, then the audit path. The application has made the leaf hash itself.
 */
export const verifyTlogProof = async (
  input: Text,
  leaf: Hash,
  policy: Policy,
): Promise<Result<VerifiedCheckpoint & { readonly index: number }, PolicyProofFault>> => {
  const parsed = parseTlogProof(input)
  if (!parsed.ok) return parsed
  const { index, proof, checkpoint: note } = parsed.value
  const verified = await verifyCheckpoint(note, policy)
  if (!verified.ok) return verified
  const { size, root } = verified.value.checkpoint
  return verifyInclusion({ index, size, leaf, root, proof })
    ? read({ ...verified.value, index })
    : refused('inclusion-invalid')
}
