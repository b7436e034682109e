import { findTile, type Handle } from '@constat/store'
import {
  consistencyNodes,
  consistencyProof,
  HASH_LENGTH,
  inclusionNodes,
  inclusionProof,
  nodeTile,
  tilePath,
  tileReader,
  type Hash,
  type ProofNodes,
  type ReadNode,
  type Tile,
} from '@constat/tlog'
import { LogFault } from './log-fault.ts'

/**
 * The hashes of a tile of this width, out of the narrowest stored tile that holds them.
 *
 * @throws LogFault tile-missing
 */
export const readTile = async (db: Handle, logId: string, tile: Tile): Promise<Uint8Array> => {
  const found = await findTile(db, logId, tile)
  if (found === undefined)
    throw new LogFault('tile-missing', `log ${logId} has no ${tilePath(tile)}: run \`constat log fsck\`.`)
  return found.bytes.subarray(0, HASH_LENGTH * tile.width)
}

// Reading is asynchronous and proving is not, so the few tiles of a proof are read beforehand.
const readerOf = async (db: Handle, logId: string, size: number, groups: ProofNodes): Promise<ReadNode> => {
  const tiles = new Map(
    groups.flat().map((node) => {
      const tile = nodeTile(node, size)
      return [tilePath(tile), tile]
    }),
  )
  const read = new Map<string, Uint8Array>()
  for (const [path, tile] of tiles) read.set(path, await readTile(db, logId, tile))
  return tileReader(size, (tile) => read.get(tilePath(tile)) ?? new Uint8Array(0))
}

/**
 * The audit path of a leaf in the tree of a size, from stored tiles.
 *
 * @throws LogFault tile-missing; RangeError when that tree has no such leaf.
 */
export const proveInclusion = async (
  db: Handle,
  logId: string,
  index: number,
  size: number,
): Promise<readonly Hash[]> =>
  inclusionProof(index, size, await readerOf(db, logId, size, inclusionNodes(index, size)))

/**
 * The proof that the tree of a size continues that of an older one, from stored tiles.
 *
 * @throws LogFault tile-missing; RangeError when the old size is larger.
 */
export const proveConsistency = async (
  db: Handle,
  logId: string,
  oldSize: number,
  size: number,
): Promise<readonly Hash[]> =>
  consistencyProof(oldSize, size, await readerOf(db, logId, size, consistencyNodes(oldSize, size)))
