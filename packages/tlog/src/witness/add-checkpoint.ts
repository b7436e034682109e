import { MAX_NOTE_LENGTH, parseSignatures, type NoteSignature } from '../note/note.ts'
import { toBase64 } from '../platform/base64.ts'
import { decodeText, type Text } from '../platform/bytes.ts'
import { isCount, parseCount } from '../platform/count.ts'
import { read, refused, type Result } from '../platform/result.ts'
import { MAX_PROOF_HASHES, parseHashes } from '../proof/tlog-proof.ts'
import { HASH_LENGTH, type Hash } from '../tree/hash.ts'

/** What a log asks of a witness (tlog-witness, "add-checkpoint"). */
export type AddCheckpoint = {
  /** Leaves of the latest checkpoint that the witness has cosigned; 0 if none. */
  readonly oldSize: number
  /** From the old size to the size of the checkpoint. */
  readonly proof: readonly Hash[]
  /** The signed note. */
  readonly checkpoint: string
}

/** Why a request is none. */
export type AddCheckpointFault = 'request-too-large' | 'request-malformed'

/** The media type of a 409 answer, whose body is the size the witness knows. */
export const TLOG_SIZE_TYPE = 'text/x.tlog.size'

/** Bytes of the longest request that is read: a note, and room for the old size and the proof. */
export const MAX_ADD_CHECKPOINT_LENGTH = MAX_NOTE_LENGTH + 4096

const OLD = 'old '

/**
 * The body of the request.
 *
 * @throws RangeError when the old size is no count or the proof not of at most 63 hashes.
 */
export const formatAddCheckpoint = ({ oldSize, proof, checkpoint }: AddCheckpoint): string => {
  if (!isCount(oldSize)) throw new RangeError('The old size is a count.')
  if (proof.length > MAX_PROOF_HASHES || proof.some(({ length }) => length !== HASH_LENGTH))
    throw new RangeError(`A consistency proof has at most ${MAX_PROOF_HASHES} hashes of 32 bytes.`)
  return `${[`${OLD}${oldSize}`, ...proof.map((hash) => toBase64(hash))].join('\n')}\n\n${checkpoint}`
}

/** Reads the body of a request; the checkpoint in it is not looked at. */
export const parseAddCheckpoint = (input: Text): Result<AddCheckpoint, AddCheckpointFault> => {
  if (input.length > MAX_ADD_CHECKPOINT_LENGTH) return refused('request-too-large')
  const text = decodeText(input, MAX_ADD_CHECKPOINT_LENGTH)
  const split = text?.indexOf('\n\n') ?? -1
  if (text === undefined || split < 0) return refused('request-malformed')
  const [old = '', ...lines] = text.slice(0, split).split('\n')
  const oldSize = old.startsWith(OLD) ? parseCount(old.slice(OLD.length)) : undefined
  const proof = parseHashes(lines)
  return oldSize === undefined || !proof
    ? refused('request-malformed')
    : read({ oldSize, proof, checkpoint: text.slice(split + 2) })
}

/** What a witness answered. */
export type AddCheckpointAnswer =
  | { readonly kind: 'cosigned'; readonly signatures: readonly NoteSignature[] }
  /** The witness knows another size: ask again with a proof from there. */
  | { readonly kind: 'conflict'; readonly size: number }
  | { readonly kind: 'refused'; readonly status: number }

/**
 * Reads a witness's answer. The signatures are still to be verified, over the checkpoint that was sent; undefined is an
 * answer that the protocol does not have.
 */
export const readAddCheckpointAnswer = (status: number, body: Text): AddCheckpointAnswer | undefined => {
  if (status === 200) {
    const signatures = parseSignatures(body)
    return signatures.ok ? { kind: 'cosigned', signatures: signatures.value } : undefined
  }
  if (status !== 409) return [400, 403, 404, 422].includes(status) ? { kind: 'refused', status } : undefined
  const text = decodeText(body, 32)
  const size = text?.endsWith('\n') ? parseCount(text.slice(0, -1)) : undefined
  return size === undefined ? undefined : { kind: 'conflict', size }
}
