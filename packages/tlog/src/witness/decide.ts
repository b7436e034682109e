import { parseCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.ts'
import { openNote, type NoteVerifier } from '../note/open.ts'
import { equalBytes, type Text } from '../platform/bytes.ts'
import { EMPTY_ROOT, type Hash } from '../tree/hash.ts'
import { verifyConsistency } from '../tree/verify.ts'
import { parseAddCheckpoint, TLOG_SIZE_TYPE } from './add-checkpoint.ts'

/** A tree head that a witness has cosigned. */
export type TreeHead = { readonly size: number; readonly root: Hash }

/** What a witness knows of a log. */
export type WitnessedLog = {
  /** The keys it trusts for the origin. */
  readonly verifiers: readonly NoteVerifier[]
  /** The latest tree head it has cosigned; undefined if none. */
  readonly latest: TreeHead | undefined
}

/** What a witness is to do with a request. */
export type WitnessDecision =
  | {
      readonly status: 200
      /**
       * To be kept before anything is signed, in one step with the check that `latest` is still the one that was decided
       * on; if it is not, the answer is {@link conflictAnswer}.
       */
      readonly checkpoint: Checkpoint
      /** What to cosign. */
      readonly text: string
      readonly oldSize: number
    }
  | WitnessRefusal

/** An answer without a cosignature. */
export type WitnessRefusal = {
  readonly status: 400 | 403 | 404 | 409 | 422
  readonly contentType: string
  readonly body: string
}

const refusal = (status: 400 | 403 | 404 | 422, reason: string): WitnessRefusal => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body: `${reason}\n`,
})

/** The answer to a log that is wrong about the size the witness has cosigned last. */
export const conflictAnswer = (size: number): WitnessRefusal => ({
  status: 409,
  contentType: TLOG_SIZE_TYPE,
  body: `${size}\n`,
})

const isConsistent = (
  oldSize: number,
  latest: TreeHead | undefined,
  { size, root }: Checkpoint,
  proof: readonly Hash[],
): boolean =>
  oldSize === 0 || !latest
    ? proof.length === 0 && (size > 0 || equalBytes(root, EMPTY_ROOT))
    : verifyConsistency({ oldSize, oldRoot: latest.root, size, root, proof })

/**
 * Decides what a witness answers to the body of an `add-checkpoint` request (tlog-witness v1.0.0), in the order of the
 * specification: 400 no such request, 404 unknown log, 403 no note with a valid signature by a trusted key, 400 no
 * checkpoint or an old size above the new one, 409 not the size cosigned last, 422 no proof of consistency. Another root at the
 * very size cosigned last is 422 too, as the text after v1.0.0 has it (July 2026); v1.0.0 itself says 409 there, which reads like
 * a size to ask again from.
 *
 * @param findLog What the witness knows of an origin; undefined for one it does not.
 */
export const decideAddCheckpoint = async (
  body: Text,
  findLog: (origin: string) => WitnessedLog | undefined | Promise<WitnessedLog | undefined>,
): Promise<WitnessDecision> => {
  const request = parseAddCheckpoint(body)
  if (!request.ok) return refusal(400, 'This is no add-checkpoint request.')
  const { oldSize, proof, checkpoint: note } = request.value
  const [origin = ''] = note.split('\n', 1)
  const log = await findLog(origin)
  if (!log) return refusal(404, 'Unknown log.')
  const opened = await openNote(note, log.verifiers)
  if (!opened.ok) return refusal(403, 'No valid signature by a key trusted for this log.')
  const { text } = opened.value
  const parsed = parseCheckpoint(text)
  if (!parsed.ok) return refusal(400, 'The note is no checkpoint.')
  const { size, root } = parsed.value
  if (oldSize > size) return refusal(400, 'The old size is above that of the checkpoint.')
  const known = log.latest?.size ?? 0
  if (oldSize !== known) return conflictAnswer(known)
  const checkpoint = { origin, size, root }
  return isConsistent(oldSize, log.latest, checkpoint, proof)
    ? { status: 200, checkpoint, text, oldSize }
    : refusal(422, 'The consistency proof does not hold.')
}
