import { beginLog, newestCheckpoint, type LogState } from '@constat/store'
import {
  EMPTY_RANGE,
  EMPTY_ROOT,
  encodeRange,
  nodeInTile,
  decodeTile,
  nodeTile,
  type NodeId,
  type PolicyWitness,
} from '@constat/tlog'
import type { Deps } from '../platform/context.ts'
import { noteSigningKey } from '../signing-key/signing-key.service.ts'
import { ensureFirstLog } from './first-log.ts'
import { rangeOf, stateOf } from './integrate.ts'
import { settleIssuer } from './issuer.ts'
import type { LogDeps, OpenLog } from './log-deps.ts'
import { LogFault } from './log-fault.ts'
import { isNoteOf } from './log-key.ts'
import { readTile } from './proof.ts'
import { publish, requireContinuation } from './publish.ts'
import { isNewestTo } from './witness-client.ts'

// The complete subtrees that a tree is made of, largest first: what its range holds.
const rangeNodes = (size: number): readonly NodeId[] => {
  const nodes: NodeId[] = []
  for (let level = 52, start = 0; level >= 0; level -= 1) {
    const width = 2 ** level
    if (start + width > size) continue
    nodes.push({ level, index: start / width })
    start += width
  }
  return nodes
}

/** Holds the range of a state against the stored tiles: one tile for each hash, however large the tree. */
const requireTiles = async ({ store }: LogDeps, state: LogState): Promise<void> => {
  const { hashes } = rangeOf(state)
  for (const [at, node] of rangeNodes(state.size).entries()) {
    const tile = await readTile(store.reader, state.logId, nodeTile(node, state.size))
    const hash = nodeInTile(node, decodeTile(tile) ?? [])
    if (hash === undefined || Buffer.compare(hash, hashes[at] ?? new Uint8Array(0)) !== 0)
      throw new LogFault(
        'tile-differs',
        `the tiles of log ${state.logId} are not those of its root: run \`constat log fsck\`.`,
      )
  }
}

const requireKey = async ({ store, keys }: LogDeps, { logId, origin }: OpenLog): Promise<void> => {
  const shown = await newestCheckpoint(store.reader, logId)
  if (shown !== undefined && !(await isNoteOf(origin, keys.log, shown.note)))
    throw new LogFault(
      'key-differs',
      `the key of this server did not sign the checkpoints of ${origin}: restore log.pem from your backup of keys.`,
    )
}

const requireHead = async (deps: LogDeps, log: OpenLog): Promise<void> => {
  // In this order, as another process may grow the log meanwhile: a head is held after its state is on disk and before it is
  // shown.
  const shown = await newestCheckpoint(deps.store.reader, log.logId)
  const before = await stateOf(deps.store.reader, log.logId)
  const held = await deps.checkpoints.newest(log.logId)
  const state = await stateOf(deps.store.reader, log.logId)
  if (held === undefined) {
    if (before.size === 0) return
    throw new LogFault(
      'checkpoint-store-empty',
      `heads of ${log.origin} were signed, but the checkpoint store knows none: put its file back beside the database.`,
    )
  }
  if (shown !== undefined && shown.size > held.size)
    throw new LogFault(
      'checkpoint-store-behind',
      `a head of ${shown.size} leaves of ${log.origin} was shown, but the checkpoint store knows ${held.size}: put its newest file back; it is never restored from a backup.`,
    )
  await requireContinuation(deps, log, held, state)
}

const WITNESS_DEADLINE = 5_000

/** Asks the configured witnesses at once; one that does not answer in time is told of and holds nothing up. */
const requireWitnesses = async (deps: LogDeps & Pick<Deps, 'witnesses'>, log: OpenLog): Promise<void> => {
  const shown = await newestCheckpoint(deps.store.reader, log.logId)
  if (shown === undefined) return
  const askOne = async (witness: PolicyWitness): Promise<void> => {
    const signal = AbortSignal.timeout(WITNESS_DEADLINE)
    const agrees = await isNewestTo(deps, log, witness, shown, signal).catch(() => {
      deps.log.warn({ witness: witness.name, origin: log.origin }, 'a witness did not answer at start')
      return true
    })
    if (!agrees)
      throw new LogFault(
        'witness-differs',
        `the witness ${witness.name} has seen another or a larger tree of ${log.origin} than the ${shown.size} leaves here: this data was restored from a copy. Put the newest back; this log is never signed again from an older one.`,
      )
  }
  await Promise.all((deps.witnesses?.witnesses ?? []).map(askOne))
}

/**
 * Opens the first log of a server and shows its head. A new one begins with the empty tree, whose checkpoint is shown at
 * once. One whose database, tiles, key, checkpoint store and witnesses do not agree is refused, before anything is signed.
 *
 * @throws LogFault saying what differs and what to do; StorageUnavailable
 */
export const openLog = async (deps: LogDeps & Pick<Deps, 'issuer' | 'witnesses'>): Promise<OpenLog> => {
  const { logId, origin } = await deps.store.write(async (trx) => {
    const log = await ensureFirstLog(deps, trx)
    await settleIssuer(deps, trx, log)
    await noteSigningKey(deps, trx)
    await beginLog(trx, log.logId, {
      size: 0,
      root: new Uint8Array(EMPTY_ROOT),
      range: new Uint8Array(encodeRange(EMPTY_RANGE)),
    })
    return log
  })
  const log = { logId, origin }
  await requireTiles(deps, await stateOf(deps.store.reader, logId))
  await requireKey(deps, log)
  await requireHead(deps, log)
  await requireWitnesses(deps, log)
  await publish(deps, log)
  return log
}
