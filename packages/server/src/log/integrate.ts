import {
  advanceLog,
  ENTRIES,
  findLogState,
  findTile,
  leavesFrom,
  putTile,
  TileConflict,
  type Handle,
  type LogState,
  type StoredTile,
} from '@constat/store'
import { decodeRange, encodeRange, rootOf, TILE_WIDTH, type CompactRange } from '@constat/tlog'
import { edgeTiles, growTree, type Edge, type Grown } from './grow.ts'
import type { LogDeps } from './log-deps.ts'
import { LogFault } from './log-fault.ts'
import { readTile } from './proof.ts'

/** An entry in its bundle: two bytes of length and 32 of hash. */
const BUNDLED_LENGTH = 34

const isEqual = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0

/**
 * The state of a log.
 *
 * @throws LogFault state-missing before it has begun.
 */
export const stateOf = async (db: Handle, logId: string): Promise<LogState> => {
  const state = await findLogState(db, logId)
  if (state === undefined) throw new LogFault('state-missing', `log ${logId} has not begun.`)
  return state
}

/**
 * The compact range of a state, whose root is that of the state.
 *
 * @throws LogFault range-malformed, root-differs
 */
export const rangeOf = ({ logId, size, root, range }: LogState): CompactRange => {
  const decoded = decodeRange(range)
  if (decoded?.size !== size)
    throw new LogFault(
      'range-malformed',
      `log ${logId} holds no range of its size: run \`constat log fsck\`.`,
    )
  if (!isEqual(rootOf(decoded), root))
    throw new LogFault(
      'root-differs',
      `the range of log ${logId} is not that of its root: run \`constat log fsck\`.`,
    )
  return decoded
}

const entriesOf = async (db: Handle, { logId, size, next }: LogState): Promise<readonly Uint8Array[]> => {
  const leaves = await leavesFrom(db, logId, size, next - size)
  if (leaves.length !== next - size || leaves.some(({ index }, at) => index !== size + at))
    throw new LogFault('leaf-missing', `log ${logId} lacks leaves from ${size} on: run \`constat log fsck\`.`)
  return leaves.map(({ entry }) => entry)
}

const edgeOf = async (db: Handle, { logId, size, next }: LogState): Promise<Edge> => {
  const edge = new Map<number, Uint8Array>()
  for (const tile of edgeTiles(size, next)) edge.set(tile.level, await readTile(db, logId, tile))
  const width = size % TILE_WIDTH
  if (width === 0) return edge
  const bundle = { level: ENTRIES, index: Math.floor(size / TILE_WIDTH), width }
  const found = await findTile(db, logId, bundle)
  if (found === undefined)
    throw new LogFault('tile-missing', `log ${logId} lacks its last entry bundle: run \`constat log fsck\`.`)
  return edge.set(ENTRIES, found.bytes.subarray(0, BUNDLED_LENGTH * width))
}

const grow = async (db: Handle, state: LogState): Promise<Grown> =>
  growTree(rangeOf(state), await edgeOf(db, state), await entriesOf(db, state))

const isSame = (one: Grown, other: Grown): boolean => {
  const sameTile = (tile: StoredTile, at: number): boolean => {
    const twin = other.tiles[at]
    return twin !== undefined && isEqual(tile.bytes, twin.bytes)
  }
  return isEqual(rootOf(one.range), rootOf(other.range)) && one.tiles.every(sameTile)
}

/**
 * Brings every sequenced leaf into the tree: tiles and bundles written, state advanced, in one transaction. What stands
 * at an index never changes, so whoever repeats it writes the same bytes; whoever is second writes nothing.
 *
 * @throws LogFault; StorageUnavailable
 */
export const integrate = async ({ store }: LogDeps, logId: string): Promise<void> => {
  const state = await stateOf(store.reader, logId)
  if (state.size === state.next) return
  const grown = await grow(store.reader, state)
  // One flipped bit under a signature kills a log for good (Yeti 2022): everything is read and computed twice.
  if (!isSame(grown, await grow(store.reader, state)))
    throw new LogFault(
      'recomputation-differs',
      `two computations of log ${logId} disagree: check this machine.`,
    )
  const { range, tiles } = grown
  const to = {
    size: range.size,
    root: new Uint8Array(rootOf(range)),
    range: new Uint8Array(encodeRange(range)),
  }
  try {
    await store.write(async (trx) => {
      if (!(await advanceLog(trx, state, to))) return
      for (const tile of tiles) await putTile(trx, logId, tile)
    })
  } catch (error) {
    if (!(error instanceof TileConflict)) throw error
    throw new LogFault('tile-differs', `${error.message}: run \`constat log fsck\`.`, { cause: error })
  }
}
