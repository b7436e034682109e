import { insertCosignature, newestCosigned, type Checkpoint } from '@constat/store'
import {
  cosignatureTime,
  formatAddCheckpoint,
  formatSignatures,
  isSameKey,
  noteVerifier,
  openNote,
  readAddCheckpointAnswer,
  type NoteSignature,
  type PolicyWitness,
} from '@constat/tlog'
import type { LogDeps, OpenLog } from './log-deps.ts'
import { proveConsistency } from './proof.ts'

/** What became of a request for a cosignature. */
export type Witnessed =
  | 'COSIGNED'
  /** It does not know this log, or not its key: its operator must add it. */
  | 'UNKNOWN_LOG'
  /** It holds a checkpoint that this log never signed, or a larger one than this log has. */
  | 'INCONSISTENT'
  /** It answered something else, or nothing in time. */
  | 'UNANSWERED'

const MAX_ANSWER_BYTES = 64 * 1024

const readBody = async (body: ReadableStream<Uint8Array> | null): Promise<Uint8Array | undefined> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.length
    if (length > MAX_ANSWER_BYTES) return undefined
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

const ask = async (
  { store }: LogDeps,
  { logId }: OpenLog,
  { url = '' }: PolicyWitness,
  { size, note }: Checkpoint,
  oldSize: number,
  signal: AbortSignal,
) => {
  const proof = await proveConsistency(store.reader, logId, oldSize, size)
  const response = await fetch(`${url.replace(/\/$/, '')}/add-checkpoint`, {
    method: 'POST',
    body: formatAddCheckpoint({ oldSize, proof, checkpoint: note }),
    redirect: 'error',
    signal,
  })
  const body = await readBody(response.body)
  const answer = body && readAddCheckpointAnswer(response.status, body)
  // Of another root at the size that was asked from, tlog-witness v1.0.0 says 409 and not what stands in its body.
  return (
    answer ??
    (response.status === 409 && oldSize === size ? ({ kind: 'conflict', size } as const) : undefined)
  )
}

const keep = async (
  { store }: LogDeps,
  { logId }: OpenLog,
  witness: PolicyWitness,
  { size, note }: Checkpoint,
  signatures: readonly NoteSignature[],
): Promise<Witnessed> => {
  const opened = await openNote(note + formatSignatures(signatures), [noteVerifier(witness.vkey)])
  const line = opened.ok ? opened.value.verified.find((each) => isSameKey(witness.vkey, each)) : undefined
  const time = line && cosignatureTime(line.signature)
  if (line === undefined || time === undefined) return 'UNANSWERED'
  await store.write((trx) =>
    insertCosignature(trx, logId, {
      size,
      witness: witness.vkey.name,
      line: formatSignatures([line]),
      cosignedAt: time * 1000,
    }),
  )
  return 'COSIGNED'
}

/**
 * Whether a witness has nothing against this being the newest head of the log: true too of one that does not know the log.
 * Asked before anything is signed, since a database and a checkpoint store that were restored together agree with each other.
 *
 * @throws what `fetch` throws when there is no answer before `signal` ends the request.
 */
export const isNewestTo = async (
  deps: LogDeps,
  log: OpenLog,
  witness: PolicyWitness,
  checkpoint: Checkpoint,
  signal: AbortSignal,
): Promise<boolean> => {
  const answer = await ask(deps, log, witness, checkpoint, checkpoint.size, signal)
  // It was asked from this very size: who names that one again has another root (422 in later drafts).
  if (answer?.kind === 'conflict') return answer.size < checkpoint.size
  return answer?.kind !== 'refused' || answer.status !== 422
}

/**
 * Asks a witness to cosign a checkpoint (C2SP tlog-witness, add-checkpoint): with a proof from the size that it cosigned
 * last, as far as is known here, and once more from the size that it answers. What it signed is verified and stored.
 *
 * @throws StorageUnavailable; what `fetch` throws when there is no answer before `signal` ends the request.
 */
export const askWitness = async (
  deps: LogDeps,
  log: OpenLog,
  witness: PolicyWitness,
  checkpoint: Checkpoint,
  signal: AbortSignal,
): Promise<Witnessed> => {
  let oldSize = (await newestCosigned(deps.store.reader, log.logId, witness.vkey.name)) ?? 0
  // A twin of this server may have had a larger one cosigned.
  if (oldSize >= checkpoint.size) return 'COSIGNED'
  for (let asked = 0; asked < 2; asked += 1) {
    const answer = await ask(deps, log, witness, checkpoint, oldSize, signal)
    switch (answer?.kind) {
      case 'cosigned':
        return keep(deps, log, witness, checkpoint, answer.signatures)
      case 'conflict':
        // Asked from the size of the checkpoint itself, who names that one again has another root (422 in later drafts).
        if (answer.size > checkpoint.size || (oldSize === checkpoint.size && answer.size === oldSize))
          return 'INCONSISTENT'
        oldSize = answer.size
        break
      case 'refused':
        if (answer.status === 422) return 'INCONSISTENT'
        return answer.status === 403 || answer.status === 404 ? 'UNKNOWN_LOG' : 'UNANSWERED'
      case undefined:
        return 'UNANSWERED'
    }
  }
  return 'UNANSWERED'
}
