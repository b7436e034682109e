import { MAX_NOTE_LENGTH } from '../note/note.ts'
import { fromBase64, toBase64 } from '../platform/base64.ts'
import { hasControl } from '../platform/bytes.ts'
import { isCount, parseCount } from '../platform/count.ts'
import { read, refused, type Result } from '../platform/result.ts'
import { HASH_LENGTH, type Hash } from '../tree/hash.ts'

/** A tree head: the log it is of, the number of its leaves and its root (tlog-checkpoint). */
export type Checkpoint = {
  readonly origin: string
  readonly size: number
  readonly root: Hash
}

/** A checkpoint as read. */
export type ParsedCheckpoint = Checkpoint & {
  /** Lines that follow the three: opaque, and covered by no audit of the log. */
  readonly extensions: readonly string[]
}

/** Why the text of a note is no checkpoint. */
export type CheckpointFault = 'checkpoint-malformed' | 'checkpoint-size-too-large'

const isOrigin = (origin: string): boolean =>
  origin !== '' && !origin.includes('\n') && !hasControl(origin) && origin.isWellFormed()

/**
 * The text of a checkpoint, ready to be signed: three lines, and no extension lines, which no monitor audits.
 *
 * @throws RangeError when the origin is empty or has control characters, the size is no count or the root no hash.
 */
export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string => {
  if (!isOrigin(origin)) throw new RangeError('An origin is one line that is not empty.')
  if (!isCount(size) || root.length !== HASH_LENGTH)
    throw new RangeError('A checkpoint has the size of a tree and a root of 32 bytes.')
  return `${origin}\n${size}\n${toBase64(root)}\n`
}

/**
 * Reads the text of a note as a checkpoint. A tree larger than 2^53 − 1 leaves is refused as such, for indexes here are
 * numbers; everything else that differs from the format is malformed.
 */
export const parseCheckpoint = (text: string): Result<ParsedCheckpoint, CheckpointFault> => {
  if (text.length > MAX_NOTE_LENGTH) return refused('checkpoint-malformed')
  const [origin = '', digits = '', encoded = '', ...extensions] = text.split('\n')
  // The last line ends with a newline too, so what follows it is empty.
  if (extensions.pop() !== '' || origin === '' || extensions.includes(''))
    return refused('checkpoint-malformed')
  const root = fromBase64(encoded)
  if (root?.length !== HASH_LENGTH) return refused('checkpoint-malformed')
  const size = parseCount(digits)
  if (size !== undefined) return read({ origin, size, root, extensions })
  return refused(/^[1-9][0-9]*$/.test(digits) ? 'checkpoint-size-too-large' : 'checkpoint-malformed')
}
