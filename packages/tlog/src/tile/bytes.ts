import { concat } from '../platform/bytes.ts'
import { HASH_LENGTH, hashNode, type Hash } from '../tree/hash.ts'
import type { NodeId, ReadNode } from '../tree/node.ts'
import { nodeTile, TILE_HEIGHT, TILE_WIDTH, tilePath, type Tile } from './tile.ts'

/** The longest entry of a bundle, whose length is a uint16 (tlog-tiles, "Log entries"). */
export const MAX_ENTRY_LENGTH = 0xffff
const PREFIX_LENGTH = 2

/**
 * The bytes of a tile: its hashes one after the other.
 *
 * @throws RangeError when they are none, more than 256, or not of 32 bytes.
 */
export const encodeTile = (hashes: readonly Hash[]): Uint8Array => {
  if (
    hashes.length === 0 ||
    hashes.length > TILE_WIDTH ||
    hashes.some(({ length }) => length !== HASH_LENGTH)
  )
    throw new RangeError('A tile has 1 to 256 hashes of 32 bytes.')
  return concat(...hashes)
}

/** The hashes of a tile, or undefined when these bytes are none. */
export const decodeTile = (bytes: Uint8Array): Hash[] | undefined => {
  const width = bytes.length / HASH_LENGTH
  if (!Number.isInteger(width) || width === 0 || width > TILE_WIDTH) return undefined
  return Array.from({ length: width }, (_, at) => bytes.slice(HASH_LENGTH * at, HASH_LENGTH * (at + 1)))
}

/**
 * The hash of a complete subtree, from the hashes of the tile that {@link nodeTile} names or a wider one of the same
 * level and index; undefined when the tile is too narrow for it.
 */
export const nodeInTile = ({ level, index }: NodeId, tile: readonly Hash[]): Hash | undefined => {
  const count = 2 ** (level % TILE_HEIGHT)
  const first = (index * count) % TILE_WIDTH
  let hashes = tile.slice(first, first + count)
  if (hashes.length < count) return undefined
  while (hashes.length > 1)
    hashes = hashes.flatMap((left, at) => {
      const right = hashes[at + 1]
      return at % 2 === 0 && right ? hashNode(left, right) : []
    })
  return hashes[0]
}

/**
 * A reader of nodes over tiles of a tree of so many leaves; each tile is read once.
 *
 * @param readTile The bytes of a tile.
 * @throws RangeError, on reading, when a tile is not as wide as asked for.
 */
export const tileReader = (size: number, readTile: (tile: Tile) => Uint8Array): ReadNode => {
  const known = new Map<string, readonly Hash[]>()
  const hashesOf = (tile: Tile): readonly Hash[] => {
    const path = tilePath(tile)
    const hashes = known.get(path) ?? decodeTile(readTile(tile)) ?? []
    known.set(path, hashes)
    return hashes
  }
  return (node) => {
    const tile = nodeTile(node, size)
    const hashes = hashesOf(tile)
    const hash = hashes.length === tile.width ? nodeInTile(node, hashes) : undefined
    if (!hash) throw new RangeError(`These bytes are not those of ${tilePath(tile)}.`)
    return hash
  }
}

/**
 * The bytes of a bundle: each entry after its length as a big-endian uint16.
 *
 * @throws RangeError when there are none or more than 256, or one is longer than 65,535 bytes.
 */
export const encodeEntries = (entries: readonly Uint8Array[]): Uint8Array => {
  if (entries.length === 0 || entries.length > TILE_WIDTH)
    throw new RangeError('A bundle has 1 to 256 entries.')
  if (entries.some(({ length }) => length > MAX_ENTRY_LENGTH))
    throw new RangeError('An entry has at most 65,535 bytes.')
  return concat(
    ...entries.flatMap((entry) => [Uint8Array.of(Math.floor(entry.length / 256), entry.length % 256), entry]),
  )
}

/** The entries of a bundle, or undefined when these bytes are none. */
export const decodeEntries = (bytes: Uint8Array): Uint8Array[] | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    if (entries.length === TILE_WIDTH || at + PREFIX_LENGTH > bytes.length) return undefined
    const end = at + PREFIX_LENGTH + view.getUint16(at)
    if (end > bytes.length) return undefined
    entries.push(bytes.slice(at + PREFIX_LENGTH, end))
    at = end
  }
  return entries.length > 0 ? entries : undefined
}
