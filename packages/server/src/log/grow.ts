import { setImmediate as nextTurn } from 'node:timers/promises'
import { ENTRIES, type StoredTile } from '@constat/store'
import {
  appendLeaves,
  decodeEntries,
  decodeTile,
  encodeEntries,
  encodeTile,
  hashLeaf,
  TILE_HEIGHT,
  TILE_WIDTH,
  tilesBetween,
  type CompactRange,
  type Hash,
  type Tile,
} from '@constat/tlog'

/** What the tiles at the right edge of a tree hold, by level; entry bundles under level {@link ENTRIES}. */
export type Edge = ReadonlyMap<number, Uint8Array>

/** A tree after its growth, with the tiles to write. */
export type Grown = { readonly range: CompactRange; readonly tiles: readonly StoredTile[] }

const hashesAt = (level: number, size: number): number => Math.floor(size / TILE_WIDTH ** level)

/** The partial tiles at the right edge of a tree of so many leaves: those that its growth makes wider. */
export const edgeTiles = (size: number, grownSize: number): readonly Tile[] =>
  tilesBetween(size, grownSize).flatMap(({ level, index }) => {
    const width = hashesAt(level, size) - index * TILE_WIDTH
    return width > 0 ? [{ level, index, width }] : []
  })

/**
 * Appends entries to a tree: a pure function of the tree and the entries, so that whoever repeats it gets the same
 * bytes. Other work gets its turn after each 256 entries.
 */
export const growTree = async (
  range: CompactRange,
  edge: Edge,
  entries: readonly Uint8Array[],
): Promise<Grown> => {
  // New hashes of each level of tiles, in order.
  const fresh = new Map<number, Hash[]>()
  let grown = range
  for (let at = 0; at < entries.length; at += TILE_WIDTH) {
    grown = appendLeaves(grown, entries.slice(at, at + TILE_WIDTH).map(hashLeaf), (level, _index, hash) => {
      if (level % TILE_HEIGHT !== 0) return
      const hashes = fresh.get(level / TILE_HEIGHT) ?? []
      hashes.push(hash)
      fresh.set(level / TILE_HEIGHT, hashes)
    })
    await nextTurn()
  }
  const before = range.size
  const tiles = tilesBetween(before, grown.size).flatMap(({ level, index, width }): StoredTile[] => {
    const first = index * TILE_WIDTH
    const old = hashesAt(level, before)
    const kept = <Part>(parts: readonly Part[] | undefined): readonly Part[] =>
      first < old ? (parts ?? []) : []
    const added = <Part>(parts: readonly Part[]): readonly Part[] =>
      parts.slice(Math.max(0, first - old), first + width - old)
    const place = { index, width }
    const hashes = [
      ...kept(decodeTile(edge.get(level) ?? new Uint8Array(0))),
      ...added(fresh.get(level) ?? []),
    ]
    const tile = { ...place, level, bytes: new Uint8Array(encodeTile(hashes)) }
    if (level > 0) return [tile]
    const bundle = [...kept(decodeEntries(edge.get(ENTRIES) ?? new Uint8Array(0))), ...added(entries)]
    return [tile, { ...place, level: ENTRIES, bytes: new Uint8Array(encodeEntries(bundle)) }]
  })
  return { range: grown, tiles }
}
