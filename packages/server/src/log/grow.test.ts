import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import {
  appendLeaves,
  bundlePath,
  EMPTY_RANGE,
  encodeEntries,
  encodeTile,
  hashLeaf,
  rootOf,
  TILE_WIDTH,
  tilePath,
  tilesBetween,
  type CompactRange,
  type Hash,
} from '@constat/tlog'
import { ENTRIES, type StoredTile } from '@constat/store'
import { expect, test } from 'vitest'
import { edgeTiles, growTree, type Edge } from './grow.ts'

const entryOf = (index: number): Uint8Array =>
  new Uint8Array(createHash('sha256').update(String(index)).digest())

const pathOf = ({ level, ...tile }: Omit<StoredTile, 'bytes'>): string =>
  level === ENTRIES ? bundlePath(tile) : tilePath({ level, ...tile })

/** Every tile and bundle of a tree of these entries, made at once. */
const tilesOf = (entries: readonly Uint8Array[]): Map<string, string> => {
  const hashes = new Map<string, Hash>()
  appendLeaves(EMPTY_RANGE, entries.map(hashLeaf), (level, index, hash) =>
    hashes.set(`${level}/${index}`, hash),
  )
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  return new Map(
    tilesBetween(0, entries.length).flatMap((tile) => {
      const first = tile.index * TILE_WIDTH
      const nodes = Array.from({ length: tile.width }, (_, at) =>
        hashes.get(`${8 * tile.level}/${first + at}`)!,
      )
      const written = [[tilePath(tile), hex(encodeTile(nodes))] as const]
      if (tile.level > 0) return written
      return [
        ...written,
        [bundlePath(tile), hex(encodeEntries(entries.slice(first, first + tile.width)))] as const,
      ]
    }),
  )
}

/** A tree that grows by batches, over tiles kept in a map; a wider tile takes the place of a narrower one. */
const growBy = async (batches: readonly number[]) => {
  const kept = new Map<string, StoredTile>()
  let range: CompactRange = EMPTY_RANGE
  for (const count of batches) {
    const from = range.size
    const entries = Array.from({ length: count }, (_, at) => entryOf(from + at))
    const edge: Edge = new Map(
      [
        ...edgeTiles(from, from + count),
        ...(from % TILE_WIDTH > 0 ? [{ level: ENTRIES, index: Math.floor(from / TILE_WIDTH) }] : []),
      ].map(({ level, index }) => [level, kept.get(`${level}/${index}`)!.bytes]),
    )
    const grown = await growTree(range, edge, entries)
    for (const tile of grown.tiles) kept.set(`${tile.level}/${tile.index}`, tile)
    range = grown.range
  }
  return { range, tiles: new Map([...kept.values()].map((tile) => [pathOf(tile), tile])) }
}

test('in whatever batches a tree grows, its tiles and bundles are those of tlog', async () => {
  const batch = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 40 }) },
    fc.constantFrom(1, 255, 256, 257, 511, 512, 1024),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { maxLength: 12 }), async (batches) => {
      const { range, tiles } = await growBy(batches)
      const size = batches.reduce((sum, count) => sum + count, 0)
      const entries = Array.from({ length: size }, (_, index) => entryOf(index))
      expect(Buffer.compare(rootOf(range), rootOf(appendLeaves(EMPTY_RANGE, entries.map(hashLeaf))))).toBe(0)
      const written = [...tiles].map(([path, { bytes }]) => [path, Buffer.from(bytes).toString('hex')])
      expect(new Map(written as [string, string][])).toEqual(tilesOf(entries))
    }),
    { numRuns: 60 },
  )
})

test('a tree of three levels of tiles grows over their edges', async () => {
  const { tiles } = await growBy([65_530, 5, 1, 300])
  const entries = Array.from({ length: 65_836 }, (_, index) => entryOf(index))
  const written = [...tiles].map(([path, { bytes }]) => [path, Buffer.from(bytes).toString('hex')])
  expect(new Map(written as [string, string][])).toEqual(tilesOf(entries))
  expect([...tiles.keys()]).toContain('tile/2/000.p/1')
})
