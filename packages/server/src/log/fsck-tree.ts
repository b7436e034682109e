import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  checkpointsAfter,
  ENTRIES,
  findTile,
  leavesFrom,
  type Checkpoint,
  type Handle,
  type LogState,
} from '@constat/store'
import {
  appendLeaves,
  bundlePath,
  decodeEntries,
  EMPTY_RANGE,
  EMPTY_ROOT,
  encodeTile,
  HASH_LENGTH,
  hashLeaf,
  rootOf,
  TILE_HEIGHT,
  TILE_WIDTH,
  tilePath,
  type CompactRange,
  type Hash,
  type Tile,
} from '@constat/tlog'
import type { FsckProgress, Report } from './fsck-report.ts'

/** A tree as its leaves make it. */
export type WalkedTree = {
  /** As far as the leaves go without a gap. */
  readonly range: CompactRange
  /** The root at the size that the checkpoint store holds; undefined when the tree does not reach it. */
  readonly heldRoot: Hash | undefined
}

const PAGE = 1000

const isEqual = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0

const checkTile = async (
  db: Handle,
  logId: string,
  tile: Tile,
  hashes: readonly Hash[],
  report: Report,
): Promise<void> => {
  const found = await findTile(db, logId, tile)
  if (found === undefined) report('tile-missing', tilePath(tile))
  else if (!isEqual(found.bytes.subarray(0, HASH_LENGTH * tile.width), encodeTile(hashes)))
    report('tile-differs', tilePath(tile))
}

const checkBundle = async (
  db: Handle,
  logId: string,
  tile: Tile,
  entries: readonly Uint8Array[],
  report: Report,
): Promise<void> => {
  const found = await findTile(db, logId, { ...tile, level: ENTRIES })
  if (found === undefined) return report('bundle-missing', bundlePath(tile))
  const stored = decodeEntries(found.bytes) ?? []
  if (!entries.every((entry, at) => isEqual(entry, stored[at] ?? new Uint8Array(0))))
    report('bundle-differs', bundlePath(tile))
}

/** Gives the checkpoints of a log one after the other. */
const checkpointsOf = async function* (db: Handle, logId: string): AsyncGenerator<Checkpoint> {
  for (let after = -1, more = true; more;) {
    const page = await checkpointsAfter(db, logId, after, PAGE)
    yield* page
    after = page.at(-1)?.size ?? after
    more = page.length === PAGE
  }
}

/** Derives the tree from its leaves, one tile's width at a time, and holds stored tiles and checkpoints against it. */
export const fsckTree = async (
  db: Handle,
  { logId, size }: LogState,
  heldSize: number | undefined,
  report: Report,
  onProgress: (progress: FsckProgress) => void,
): Promise<WalkedTree> => {
  let range: CompactRange = EMPTY_RANGE
  let heldRoot: Hash | undefined = heldSize === 0 ? EMPTY_ROOT : undefined
  // Hashes of the tile at the right edge, of each level, with its number.
  const edges = new Map<number, { index: number; hashes: Hash[] }>()
  const checkpoints = checkpointsOf(db, logId)
  let checkpoint = await checkpoints.next()

  const onNode = (level: number, index: number, hash: Hash): void => {
    if (level % TILE_HEIGHT !== 0) return
    const at = level / TILE_HEIGHT
    const edge = edges.get(at)
    const tile = Math.floor(index / TILE_WIDTH)
    if (edge?.index === tile) edge.hashes.push(hash)
    else edges.set(at, { index: tile, hashes: [hash] })
  }
  const checkEdges = async (isDue: (hashes: readonly Hash[]) => boolean): Promise<void> => {
    for (const [level, { index, hashes }] of edges)
      if (isDue(hashes)) {
        await checkTile(db, logId, { level, index, width: hashes.length }, hashes, report)
        edges.delete(level)
      }
  }
  const checkHeads = async (): Promise<void> => {
    if (range.size === heldSize) heldRoot = rootOf(range)
    for (; !checkpoint.done && checkpoint.value.size <= range.size; checkpoint = await checkpoints.next())
      if (!isEqual(checkpoint.value.root, rootOf(range)))
        report('checkpoint-root-differs', checkpoint.value.size)
  }

  await checkHeads()
  while (range.size < size) {
    const from = range.size
    const leaves = await leavesFrom(db, logId, from, Math.min(TILE_WIDTH, size - from))
    const gap = leaves.findIndex(({ index }, at) => index !== from + at)
    const entries = (gap < 0 ? leaves : leaves.slice(0, gap)).map(({ entry }) => entry)
    for (const entry of entries) {
      range = appendLeaves(range, [hashLeaf(entry)], onNode)
      await checkHeads()
    }
    const tile = { level: 0, index: from / TILE_WIDTH, width: entries.length }
    if (entries.length > 0) await checkBundle(db, logId, tile, entries, report)
    await checkEdges(({ length }) => length === TILE_WIDTH)
    onProgress({ step: 'tree', done: range.size, total: size })
    if (range.size < Math.min(from + TILE_WIDTH, size)) {
      report('leaf-missing', range.size)
      return { range, heldRoot }
    }
    await nextTurn()
  }
  await checkEdges(() => true)
  for (; !checkpoint.done; checkpoint = await checkpoints.next())
    report('checkpoint-beyond', checkpoint.value.size)
  return { range, heldRoot }
}
