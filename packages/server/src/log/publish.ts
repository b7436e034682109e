import {
  insertCheckpoint,
  newestCheckpoint,
  type Checkpoint,
  type LogHead,
  type LogState,
} from '@constat/store'
import { parseCheckpoint, parseNote, verifyConsistency } from '@constat/tlog'
import { stateOf } from './integrate.ts'
import type { LogDeps, OpenLog } from './log-deps.ts'
import { LogFault } from './log-fault.ts'
import { isNoteOf, signCheckpoint } from './log-key.ts'
import { proveConsistency } from './proof.ts'

/**
 * Checks that a state continues the newest head that was ever recorded, by a proof from stored tiles.
 *
 * @throws LogFault origin-differs, rolled-back, forked, tile-missing
 */
export const requireContinuation = async (
  { store }: LogDeps,
  { logId, origin }: OpenLog,
  held: LogHead & { readonly origin: string },
  state: LogState,
): Promise<void> => {
  if (held.origin !== origin)
    throw new LogFault(
      'origin-differs',
      `the checkpoint store is that of ${held.origin}, the database that of ${origin}: they do not belong together.`,
    )
  if (state.size < held.size)
    throw new LogFault(
      'rolled-back',
      `the database holds ${state.size} leaves of ${origin}, but a head of ${held.size} was signed: it was restored from an older backup. Restore a newer one; this one must never be signed again.`,
    )
  // Every tree continues the empty one.
  if (held.size === 0) return
  const { size, root } = state
  const proof = await proveConsistency(store.reader, logId, held.size, size)
  if (!verifyConsistency({ oldSize: held.size, oldRoot: held.root, size, root, proof }))
    throw new LogFault(
      'forked',
      `the tree of ${origin} does not continue the head of ${held.size} leaves that was signed: restore the database that it was signed over.`,
    )
}

const signed = async ({ keys }: LogDeps, origin: string, { size, root }: LogState): Promise<string> => {
  const note = await signCheckpoint(keys.log, { origin, size, root })
  const parsed = parseNote(note)
  const read = parsed.ok ? parseCheckpoint(parsed.value.text) : parsed
  const same = read.ok && read.value.size === size && Buffer.compare(read.value.root, root) === 0
  if (!same || !(await isNoteOf(origin, keys.log, note)))
    throw new LogFault(
      'recomputation-differs',
      `the checkpoint of ${origin} does not verify: check this machine.`,
    )
  return note
}

/**
 * Shows the tree as it is on disk: its head is recorded in the checkpoint store, then signed, verified and stored. Nothing
 * is signed that does not continue what was signed before.
 *
 * @returns the new checkpoint, or undefined when there is nothing new or another shows it.
 * @throws LogFault; StorageUnavailable
 */
export const publish = async (deps: LogDeps, log: OpenLog): Promise<Checkpoint | undefined> => {
  const { store, checkpoints, clock } = deps
  const { logId, origin } = log
  // In this order: a head is recorded after its state is on disk, so a later read of the state is never behind it.
  const held = await checkpoints.newest(logId)
  const shown = await newestCheckpoint(store.reader, logId)
  const state = await stateOf(store.reader, logId)
  if (held !== undefined) await requireContinuation(deps, log, held, state)
  if (shown?.size === state.size) return undefined
  const { size, root } = state
  const advance = await checkpoints.advance(logId, origin, { size, root })
  if (advance === 'BEHIND') return undefined
  if (advance === 'FORKED')
    throw new LogFault(
      'forked',
      `another tree of ${size} leaves was signed as ${origin}: stop the other server.`,
    )
  const checkpoint = { size, root, note: await signed(deps, origin, state), signedAt: clock() }
  await store.write((trx) => insertCheckpoint(trx, logId, checkpoint))
  return checkpoint
}
