import { isCount, parseCount, requireCount } from '../platform/count.ts'
import type { NodeId } from '../tree/node.ts'

/**
 * A tile of the tree: hash i of it is the complete subtree (8 · level, 256 · index + i). Full tiles are 256 wide, those
 * at the right edge of a tree may be narrower (tlog-tiles, "Partial Tiles").
 */
export type Tile = { readonly level: number; readonly index: number; readonly width: number }

/** Entries that are served together; they are those of the level 0 tile of the same index and width. */
export type Bundle = { readonly index: number; readonly width: number }

/** Hashes of a full tile, and entries of a full bundle. */
export const TILE_WIDTH = 256
/** Levels of the tree from one tile to the one above. */
export const TILE_HEIGHT = 8

/** Level 7 starts at 256^7 = 2^56 leaves, more than any tree here has. */
const MAX_LEVEL = 6

const leavesPerHash = (level: number): number => TILE_WIDTH ** level

/** Whether a tree of at most 2^53 − 1 leaves can have this tile. */
const isTile = ({ level, index, width }: Tile): boolean =>
  [level, index, width].every(isCount) &&
  level <= MAX_LEVEL &&
  width >= 1 &&
  width <= TILE_WIDTH &&
  isCount((index * TILE_WIDTH + width) * leavesPerHash(level))

const pathOf = (level: string, { index, width }: Bundle): string => {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? []
  const name = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
  return `tile/${level}/${name}${width < TILE_WIDTH ? `.p/${width}` : ''}`
}

const requireTile = (tile: Tile): void => {
  if (!isTile(tile)) throw new RangeError(`No tree has the tile ${JSON.stringify(tile)}.`)
}

/**
 * Where a tile is served, under the prefix of the log: `tile/<L>/<N>[.p/<W>]` (tlog-tiles, "Merkle Tree").
 *
 * @throws RangeError when no tree of at most 2^53 − 1 leaves has this tile.
 */
export const tilePath = (tile: Tile): string => {
  requireTile(tile)
  return pathOf(String(tile.level), tile)
}

/**
 * Where a bundle of entries is served, under the prefix of the log: `tile/entries/<N>[.p/<W>]` (tlog-tiles, "Log entries").
 *
 * @throws RangeError when no tree of at most 2^53 − 1 leaves has this bundle.
 */
export const bundlePath = (bundle: Bundle): string => {
  requireTile({ level: 0, index: bundle.index, width: bundle.width })
  return pathOf('entries', bundle)
}

const PATH =
  /^tile\/(?<level>entries|[0-9]{1,2})\/(?<name>(?:x[0-9]{3}\/){0,6}[0-9]{3})(?:\.p\/(?<width>[0-9]{1,3}))?$/

const parsePath = (path: string): { readonly level: string; readonly bundle: Bundle } | undefined => {
  const { level, name, width } = PATH.exec(path)?.groups ?? {}
  if (level === undefined || name === undefined) return undefined
  const bundle = { index: Number(name.replaceAll(/[x/]/g, '')), width: Number(width ?? TILE_WIDTH) }
  // There is one path for each tile: groups of zeroes before the others and a full tile as a partial one are none.
  return pathOf(level, bundle) === path ? { level, bundle } : undefined
}

/** The tile that is served at a path, or undefined for any other path. */
export const parseTilePath = (path: string): Tile | undefined => {
  const parsed = parsePath(path)
  const level = parseCount(parsed?.level ?? '')
  if (!parsed || level === undefined) return undefined
  const tile = { level, ...parsed.bundle }
  return isTile(tile) ? tile : undefined
}

/** The bundle that is served at a path, or undefined for any other path. */
export const parseBundlePath = (path: string): Bundle | undefined => {
  const parsed = parsePath(path)
  if (parsed?.level !== 'entries') return undefined
  return isTile({ level: 0, ...parsed.bundle }) ? parsed.bundle : undefined
}

const hashesAt = (level: number, size: number): number => Math.floor(size / leavesPerHash(level))

const widthAt = (level: number, index: number, size: number): number =>
  Math.min(TILE_WIDTH, hashesAt(level, size) - index * TILE_WIDTH)

/**
 * The tiles to write when a log grows from one size to another, level 0 first: those that are new and those that are
 * wider than before. Bundles are those of level 0.
 *
 * @throws RangeError when the old size is larger than the new one.
 */
export const tilesBetween = (oldSize: number, size: number): Tile[] => {
  requireCount('size', size)
  requireCount('oldSize', oldSize, size)
  const tiles: Tile[] = []
  for (let level = 0; level <= MAX_LEVEL; level += 1) {
    const before = hashesAt(level, oldSize)
    const after = hashesAt(level, size)
    if (after === before) break
    for (let index = Math.floor(before / TILE_WIDTH); index * TILE_WIDTH < after; index += 1)
      tiles.push({ level, index, width: widthAt(level, index, size) })
  }
  return tiles
}

/**
 * The tile that a node is read from in a tree of so many leaves.
 *
 * @throws RangeError when that tree has no such complete subtree.
 */
export const nodeTile = ({ level, index }: NodeId, size: number): Tile => {
  requireCount('size', size)
  requireCount('level', level)
  requireCount('index', index)
  if ((index + 1) * 2 ** level > size)
    throw new RangeError(`A tree of ${size} leaves has no complete subtree (${level}, ${index}).`)
  const tileLevel = Math.floor(level / TILE_HEIGHT)
  const tileIndex = Math.floor((index * 2 ** (level % TILE_HEIGHT)) / TILE_WIDTH)
  return { level: tileLevel, index: tileIndex, width: widthAt(tileLevel, tileIndex, size) }
}
