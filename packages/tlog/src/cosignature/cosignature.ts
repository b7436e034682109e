import { concat, utf8 } from '../platform/bytes.ts'
import { isCount } from '../platform/count.ts'
import { ED25519_SIGNATURE_LENGTH, ed25519Verifier } from '../platform/ed25519.ts'
import { TYPE_COSIGNATURE, vkeyOf, type Vkey } from '../note/key.ts'
import type { NoteSigner } from '../note/note.ts'
import { ed25519NoteVerifier, type NoteVerifier, type SignBytes } from '../note/open.ts'

const TIME_LENGTH = 8

/** What a cosigner signs: two lines, then the text of the checkpoint (tlog-cosignature, "Ed25519 signed message"). */
const cosignedMessage = (time: number, text: Uint8Array): Uint8Array =>
  concat(utf8(`cosignature/v1\ntime ${time}\n`), text)

/**
 * The time that a cosignature/v1 bears, seconds since 1970, or undefined when these bytes are no such signature or the
 * time is beyond 2^53 − 1. Believe it once the signature is verified.
 */
export const cosignatureTime = (signature: Uint8Array): number | undefined => {
  if (signature.length !== TIME_LENGTH + ED25519_SIGNATURE_LENGTH) return undefined
  const time = Number(new DataView(signature.buffer, signature.byteOffset, TIME_LENGTH).getBigUint64(0))
  return isCount(time) ? time : undefined
}

/**
 * The signer of a witness: cosignature/v1, type 0x04. It says that at the time of signing this is the largest consistent
 * tree it has seen of that log: keep a record of the checkpoint first.
 *
 * @param now Seconds since 1970.
 * @throws RangeError when the name is none or the public key is not of prime order; on signing, when the time is none.
 */
export const cosigner = (
  name: string,
  publicKey: Uint8Array,
  sign: SignBytes,
  now: () => number,
): NoteSigner => ({
  name,
  keyId: vkeyOf(name, TYPE_COSIGNATURE, publicKey).keyId,
  sign: async (text) => {
    const time = now()
    if (!isCount(time)) throw new RangeError('The time of a cosignature is in whole seconds since 1970.')
    const bytes = new Uint8Array(TIME_LENGTH)
    new DataView(bytes.buffer).setBigUint64(0, BigInt(time))
    return concat(bytes, await sign(cosignedMessage(time, text)))
  },
})

const cosignatureVerifier = ({ name, keyId, type, publicKey }: Vkey): NoteVerifier => {
  const verify = ed25519Verifier(publicKey)
  return {
    name,
    keyId,
    type,
    verify: async (text, signature) => {
      const time = cosignatureTime(signature)
      return time !== undefined && verify(cosignedMessage(time, text), signature.subarray(TIME_LENGTH))
    },
  }
}

/** The verifier of a key, by its type: Ed25519 notes (0x01) or cosignature/v1 (0x04). */
export const noteVerifier = (vkey: Vkey): NoteVerifier =>
  vkey.type === TYPE_COSIGNATURE ? cosignatureVerifier(vkey) : ed25519NoteVerifier(vkey)
