import { fromBase64, toBase64 } from '../platform/base64.ts'
import { concat, decodeText, hasControl, utf8, type Text } from '../platform/bytes.ts'
import { read, refused, type Result } from '../platform/result.ts'
import { isKeyName, KEY_ID_LENGTH } from './key.ts'

/** One signature line of a note. */
export type NoteSignature = {
  readonly name: string
  /** 4 bytes. */
  readonly keyId: Uint8Array
  /** What follows the key ID; its form is that of the key's signature type. */
  readonly signature: Uint8Array
}

/** A note that was read and of which nothing is verified (signed-note, "Format"). */
export type Note = {
  /** What is signed, with its last newline and without the blank line. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** Bytes of the longest note that is read. */
export const MAX_NOTE_LENGTH = 64 * 1024
/** The most signatures that are read in one note; the specification asks for 16 at least. */
export const MAX_NOTE_SIGNATURES = 64

/** Why a note is not even read. */
export type NoteFault = 'note-too-large' | 'note-malformed' | 'signatures-too-many'

const EM_DASH = '\u2014'

const parseLine = (line: string): NoteSignature | undefined => {
  const [dash, name = '', encoded = '', ...rest] = line.split(' ')
  if (dash !== EM_DASH || rest.length > 0 || !isKeyName(name)) return undefined
  const bytes = fromBase64(encoded)
  return bytes && bytes.length > KEY_ID_LENGTH
    ? { name, keyId: bytes.slice(0, KEY_ID_LENGTH), signature: bytes.slice(KEY_ID_LENGTH) }
    : undefined
}

/** Reads signature lines alone, each ended by a newline: what a witness answers (tlog-witness, "add-checkpoint"). */
export const parseSignatures = (input: Text): Result<readonly NoteSignature[], NoteFault> => {
  if (input.length > MAX_NOTE_LENGTH) return refused('note-too-large')
  const text = decodeText(input, MAX_NOTE_LENGTH)
  if (!text?.endsWith('\n')) return refused('note-malformed')
  const lines = text.slice(0, -1).split('\n')
  if (lines.length > MAX_NOTE_SIGNATURES) return refused('signatures-too-many')
  const signatures = lines.map(parseLine).filter((signature) => signature !== undefined)
  return signatures.length === lines.length ? read(signatures) : refused('note-malformed')
}

/** Signature lines, each ended by a newline. */
export const formatSignatures = (signatures: readonly NoteSignature[]): string =>
  signatures
    .map(({ name, keyId, signature }) => `${EM_DASH} ${name} ${toBase64(concat(keyId, signature))}\n`)
    .join('')

/**
 * Reads a note, verifying nothing: text and signatures are parted by the last blank line. Refused are notes beyond 64 kB
 * or 64 signatures, other bytes than UTF-8, control characters other than newline, and base64 that is not canonical.
 */
export const parseNote = (input: Text): Result<Note, NoteFault> => {
  if (input.length > MAX_NOTE_LENGTH) return refused('note-too-large')
  const whole = decodeText(input, MAX_NOTE_LENGTH)
  if (whole === undefined || hasControl(whole)) return refused('note-malformed')
  const split = whole.lastIndexOf('\n\n')
  if (split < 0) return refused('note-malformed')
  const signatures = parseSignatures(whole.slice(split + 2))
  return signatures.ok ? read({ text: whole.slice(0, split + 1), signatures: signatures.value }) : signatures
}

/** A note as text: its text, a blank line and its signature lines. */
export const formatNote = ({ text, signatures }: Note): string => `${text}\n${formatSignatures(signatures)}`

/** A key that signs notes. The private key stays with the caller. */
export type NoteSigner = {
  readonly name: string
  /** 4 bytes. */
  readonly keyId: Uint8Array
  /** What follows the key ID in the signature line, for the text of a note in UTF-8. */
  readonly sign: (text: Uint8Array) => Promise<Uint8Array> | Uint8Array
}

/**
 * Signs a text with each signer, in order, and gives the note.
 *
 * @throws RangeError when the text cannot be that of a note: not ended by a newline, not well-formed, or with control
 *   characters.
 */
export const signNote = async (text: string, signers: readonly NoteSigner[]): Promise<string> => {
  if (!text.endsWith('\n') || !text.isWellFormed() || hasControl(text))
    throw new RangeError('The text of a note ends with a newline and has no other control character.')
  const message = utf8(text)
  const signatures = await Promise.all(
    signers.map(async ({ name, keyId, sign }) => ({ name, keyId, signature: await sign(message) })),
  )
  return formatNote({ text, signatures })
}
