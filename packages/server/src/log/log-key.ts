import { signWithLogKey, type LogKey } from '@constat/evidence'
import {
  ed25519NoteSigner,
  formatCheckpoint,
  noteVerifier,
  openNote,
  signNote,
  TYPE_ED25519,
  vkeyOf,
  type Checkpoint,
  type Vkey,
} from '@constat/tlog'

/** The public key of a log under its origin, as verifiers know it. */
export const vkeyOfLog = (origin: string, { publicKey }: LogKey): Vkey =>
  vkeyOf(origin, TYPE_ED25519, publicKey)

/** Whether a note is one that this key signed under this origin. */
export const isNoteOf = async (origin: string, key: LogKey, note: string): Promise<boolean> =>
  (await openNote(note, [noteVerifier(vkeyOfLog(origin, key))])).ok

/** The signed note of a checkpoint (C2SP tlog-checkpoint). */
export const signCheckpoint = (key: LogKey, checkpoint: Checkpoint): Promise<string> =>
  signNote(formatCheckpoint(checkpoint), [
    ed25519NoteSigner(checkpoint.origin, key.publicKey, (text) => signWithLogKey(key, text)),
  ])
