import { equalBytes, utf8, type Text } from '../platform/bytes.ts'
import { ed25519Verifier } from '../platform/ed25519.ts'
import { read, refused, type Result } from '../platform/result.ts'
import { TYPE_ED25519, vkeyOf, type SignatureType, type Vkey } from './key.ts'
import { parseNote, type NoteSignature, type NoteSigner } from './note.ts'

/** A known key of some signature type. */
export type NoteVerifier = {
  readonly name: string
  /** 4 bytes. */
  readonly keyId: Uint8Array
  readonly type: SignatureType
  /** Whether this is a signature of the text, in UTF-8, by this key. */
  readonly verify: (text: Uint8Array, signature: Uint8Array) => Promise<boolean>
}

/** A note of which at least one signature is by a known key, and every one by a known key holds. */
export type OpenedNote = {
  readonly text: string
  readonly verified: readonly NoteSignature[]
  /** Signatures by unknown keys: they say nothing. */
  readonly unverified: readonly NoteSignature[]
}

/** Why a note is not believed. */
export const OPEN_NOTE_FAULTS = [
  'note-too-large',
  'note-malformed',
  'signatures-too-many',
  'verifiers-ambiguous',
  'signature-invalid',
  'signature-missing',
] as const
export type OpenNoteFault = (typeof OPEN_NOTE_FAULTS)[number]

type Named = { readonly name: string; readonly keyId: Uint8Array }

/** Whether both name the same key: name and key ID. */
export const isSameKey = (a: Named, b: Named): boolean => a.name === b.name && equalBytes(a.keyId, b.keyId)

const isSameLine = (a: NoteSignature, b: NoteSignature): boolean =>
  isSameKey(a, b) && equalBytes(a.signature, b.signature)

/**
 * Reads a note and verifies it against known keys. A signature belongs to a key when name and key ID are both the same;
 * one by a known key that fails refuses the whole note, and so does a note with none by a known key.
 */
export const openNote = async (
  input: Text,
  verifiers: readonly NoteVerifier[],
): Promise<Result<OpenedNote, OpenNoteFault>> => {
  const note = parseNote(input)
  if (!note.ok) return note
  const { text, signatures } = note.value
  const message = utf8(text)
  const verified: NoteSignature[] = []
  const unverified: NoteSignature[] = []
  for (const line of signatures) {
    const known = verifiers.filter((verifier) => isSameKey(verifier, line))
    const [verifier] = known
    if (known.length > 1) return refused('verifiers-ambiguous')
    if (verifier && !(await verifier.verify(message, line.signature))) return refused('signature-invalid')
    const seen = verifier ? verified : unverified
    if (!seen.some((other) => isSameLine(other, line))) seen.push(line)
  }
  return verified.length > 0 ? read({ text, verified, unverified }) : refused('signature-missing')
}

/** Signs with raw Ed25519; gives 64 bytes. */
export type SignBytes = (message: Uint8Array) => Promise<Uint8Array> | Uint8Array

/**
 * The signer of a log: Ed25519 over the text itself, type 0x01.
 *
 * @throws RangeError when the name is none or the public key is not of prime order.
 */
export const ed25519NoteSigner = (name: string, publicKey: Uint8Array, sign: SignBytes): NoteSigner => ({
  name,
  keyId: vkeyOf(name, TYPE_ED25519, publicKey).keyId,
  sign,
})

/** The verifier of a log's key. */
export const ed25519NoteVerifier = ({ name, keyId, type, publicKey }: Vkey): NoteVerifier => ({
  name,
  keyId,
  type,
  verify: ed25519Verifier(publicKey),
})
