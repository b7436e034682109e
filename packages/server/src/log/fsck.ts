import {
  findLog,
  newestCheckpoint,
  type CheckpointStore,
  type Handle,
  type LogHead,
  type LogState,
} from '@constat/store'
import { encodeRange, parseCheckpoint, parseNote, rootOf } from '@constat/tlog'
import type { FsckProgress, LogFinding, Report } from './fsck-report.ts'
import { fsckStatements } from './fsck-statements.ts'
import { fsckTree, type WalkedTree } from './fsck-tree.ts'
import type { LogDeps } from './log-deps.ts'
import { isNoteOf } from './log-key.ts'
import { stateOf } from './integrate.ts'

const isEqual = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0

type Held = Awaited<ReturnType<CheckpointStore['newest']>>

const checkHeld = (
  held: Held,
  shown: LogHead | undefined,
  origin: string,
  { size }: LogState,
  tree: WalkedTree,
  report: Report,
): void => {
  if (held === undefined) {
    if (size > 0) report('checkpoint-store-empty', origin)
    return
  }
  if (held.origin !== origin) report('checkpoint-store-differs', held.origin)
  if (shown !== undefined && shown.size > held.size) report('checkpoint-store-behind', held.size)
  if (held.size > size) return report('rolled-back', held.size)
  const root = tree.heldRoot
  if (root !== undefined && !isEqual(root, held.root)) report('checkpoint-store-differs', held.size)
}

/** What an audit reads. */
export type FsckDeps = Pick<LogDeps, 'store' | 'keys'> & {
  readonly checkpoints: Pick<LogDeps['checkpoints'], 'newest'>
}

const checkNote = async (
  { keys }: FsckDeps,
  db: Handle,
  logId: string,
  origin: string,
  report: Report,
): Promise<LogHead | undefined> => {
  const shown = await newestCheckpoint(db, logId)
  if (shown === undefined) return undefined
  const note = parseNote(shown.note)
  const read = note.ok ? parseCheckpoint(note.value.text) : note
  const same =
    read.ok &&
    read.value.origin === origin &&
    read.value.size === shown.size &&
    isEqual(read.value.root, shown.root)
  if (!same || !(await isNoteOf(origin, keys.log, shown.note))) report('checkpoint-unsigned', shown.size)
  return shown
}

/**
 * Derives a log anew and holds it against what is stored: entries from statements, bundles and tiles from entries, the root
 * of every checkpoint from the tree, and all of it against the state, the checkpoint store and the newest signature.
 * It reads one state of the database and changes nothing; the server may run meanwhile.
 *
 * @param onProgress told of each page.
 * @returns what is wrong; nothing when the log is whole.
 * @throws LogFault state-missing for a log that has not begun; StorageUnavailable
 */
export const fsckLog = async (
  deps: FsckDeps,
  logId: string,
  onProgress: (progress: FsckProgress) => void = () => {},
): Promise<readonly LogFinding[]> => {
  const findings: LogFinding[] = []
  const report: Report = (code, at) => void findings.push({ code, at: String(at) })
  // First, so that the state that is read is never behind it.
  const held = await deps.checkpoints.newest(logId)
  await deps.store.snapshot(async (db) => {
    const state = await stateOf(db, logId)
    const { origin } = (await findLog(db, logId)) ?? { origin: '' }
    await fsckStatements(db, logId, report, onProgress)
    const tree = await fsckTree(db, state, held?.size, report, onProgress)
    if (tree.range.size === state.size) {
      if (!isEqual(rootOf(tree.range), state.root)) report('root-differs', state.size)
      if (!isEqual(encodeRange(tree.range), state.range)) report('range-differs', state.size)
    }
    const shown = await checkNote(deps, db, logId, origin, report)
    checkHeld(held, shown, origin, state, tree, report)
  })
  return findings
}
