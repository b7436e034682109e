import { fromBase64, toBase64 } from '../platform/base64.ts'
import { decodeText, type Text } from '../platform/bytes.ts'
import { isCount, parseCount } from '../platform/count.ts'
import { read, refused, type Result } from '../platform/result.ts'
import { MAX_NOTE_LENGTH } from '../note/note.ts'
import { HASH_LENGTH, type Hash } from '../tree/hash.ts'

/** That an entry is in a log, to be verified offline (tlog-proof, "Format"; the specification has no version yet). */
export type TlogProof = {
  /** Opaque and covered by no signature: never to be believed as it is. */
  readonly extra?: Uint8Array
  /** Of the entry, from 0. */
  readonly index: number
  /** The audit path, from the leaf's sibling up. */
  readonly proof: readonly Hash[]
  /** The signed note, as the log gave it. */
  readonly checkpoint: string
}

/** Why a text is no proof. */
export type TlogProofFault = 'proof-too-large' | 'proof-malformed' | 'proof-index-too-large'

/** The most hashes of an audit path that are read. */
export const MAX_PROOF_HASHES = 63
/** Bytes of the longest extra data that are read. */
export const MAX_EXTRA_LENGTH = 16 * 1024

const HEADER = 'c2sp.org/tlog-proof@v1'
const EXTRA = 'extra '
const INDEX = 'index '

// The longest note, the longest extra data in base64, and room for header, index and hashes.
const MAX_LENGTH = MAX_NOTE_LENGTH + Math.ceil(MAX_EXTRA_LENGTH / 3) * 4 + 4096

/**
 * A proof as text, byte for byte as the specification has it.
 *
 * @throws RangeError when the index is no count, or there is more than a reader accepts.
 */
export const formatTlogProof = ({ extra, index, proof, checkpoint }: TlogProof): string => {
  if (!isCount(index)) throw new RangeError('The index of an entry is a count.')
  if (proof.length > MAX_PROOF_HASHES || proof.some(({ length }) => length !== HASH_LENGTH))
    throw new RangeError(`An audit path has at most ${MAX_PROOF_HASHES} hashes of 32 bytes.`)
  if (extra && extra.length > MAX_EXTRA_LENGTH)
    throw new RangeError(`Extra data has at most ${MAX_EXTRA_LENGTH} bytes.`)
  const lines = [
    HEADER,
    ...(extra ? [`${EXTRA}${toBase64(extra)}`] : []),
    `${INDEX}${index}`,
    ...proof.map((hash) => toBase64(hash)),
  ]
  return `${lines.join('\n')}\n\n${checkpoint}`
}

/** Hashes, one in base64 on each line, or undefined when one is none or they are too many. */
export const parseHashes = (lines: readonly string[]): Hash[] | undefined => {
  if (lines.length > MAX_PROOF_HASHES) return undefined
  const hashes = lines.flatMap((line) => fromBase64(line) ?? [])
  return hashes.length === lines.length && hashes.every(({ length }) => length === HASH_LENGTH)
    ? hashes
    : undefined
}

/** Reads a proof; the checkpoint in it is not looked at, and nothing is verified. */
export const parseTlogProof = (input: Text): Result<TlogProof, TlogProofFault> => {
  if (input.length > MAX_LENGTH) return refused('proof-too-large')
  const text = decodeText(input, MAX_LENGTH)
  const split = text?.indexOf('\n\n') ?? -1
  if (text === undefined || split < 0) return refused('proof-malformed')
  const [header, second = '', ...rest] = text.slice(0, split).split('\n')
  const hasExtra = second.startsWith(EXTRA)
  const extra = hasExtra ? fromBase64(second.slice(EXTRA.length)) : undefined
  const [indexLine = '', ...hashLines] = hasExtra ? rest : [second, ...rest]
  const proof = parseHashes(hashLines)
  if (header !== HEADER || !indexLine.startsWith(INDEX) || !proof) return refused('proof-malformed')
  if (hasExtra && (!extra || extra.length > MAX_EXTRA_LENGTH)) return refused('proof-malformed')
  const digits = indexLine.slice(INDEX.length)
  const index = parseCount(digits)
  if (index === undefined)
    return refused(/^[1-9][0-9]*$/.test(digits) ? 'proof-index-too-large' : 'proof-malformed')
  return read({ ...(extra && { extra }), index, proof, checkpoint: text.slice(split + 2) })
}
