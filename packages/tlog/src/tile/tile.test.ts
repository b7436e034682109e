import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendLeaves,
  bundlePath,
  consistencyProof,
  decodeEntries,
  decodeTile,
  EMPTY_RANGE,
  encodeEntries,
  encodeTile,
  hashLeaf,
  inclusionProof,
  parseBundlePath,
  parseTilePath,
  rootOf,
  tilePath,
  tileReader,
  tilesBetween,
  verifyConsistency,
  verifyInclusion,
  type Tile,
} from '../index.ts'
import { tilesOf } from '../testing/tiled-log.ts'
import { utf8 } from '../testing/vectors.ts'

describe('a log of 300 entries, of two levels of tiles', () => {
  const size = 300
  const leaves = Array.from({ length: size }, (_, index) => hashLeaf(utf8(`entry ${index}`)))
  const root = rootOf(appendLeaves(EMPTY_RANGE, leaves))
  const tiles = tilesOf(leaves)
  const read = (tile: Tile): Uint8Array => tiles.get(tilePath(tile))!
  const paths = ['tile/0/000', 'tile/0/001.p/44', 'tile/1/000.p/1']

  it('has the tiles that lead back to its leaves and its root', () => {
    expect([...tiles.keys()]).toEqual(paths)
    expect(paths.slice(0, 2).flatMap((path) => decodeTile(tiles.get(path)!)!)).toEqual(leaves)
    expect(decodeTile(tiles.get('tile/1/000.p/1')!)).toEqual([
      rootOf(appendLeaves(EMPTY_RANGE, leaves.slice(0, 256))),
    ])
  })

  it('proves entries from its tiles, each read once', () => {
    const asked: string[] = []
    const readNode = tileReader(size, (tile) => {
      asked.push(tilePath(tile))
      return read(tile)
    })
    for (const index of [0, 44, 255, 256, 299]) {
      const proof = inclusionProof(index, size, readNode)
      expect(verifyInclusion({ index, size, leaf: leaves[index]!, root, proof })).toBe(true)
    }
    expect(asked.toSorted()).toEqual(paths)
  })

  it.each([1, 44, 255, 256, 257, 300])('proves from its tiles that it continues %d entries', (oldSize) => {
    const oldRoot = rootOf(appendLeaves(EMPTY_RANGE, leaves.slice(0, oldSize)))
    const proof = consistencyProof(oldSize, size, tileReader(size, read))
    expect(verifyConsistency({ oldSize, oldRoot, size, root, proof })).toBe(true)
  })

  it.each([
    ['narrower', (bytes: Uint8Array) => bytes.slice(0, -32)],
    ['wider', (bytes: Uint8Array) => Uint8Array.of(...bytes, ...bytes.slice(0, 32))],
    ['empty', () => new Uint8Array(0)],
  ])('refuses a tile that is %s than the tree asks for', (_, change) => {
    const readNode = tileReader(size, (tile) => change(read(tile)))
    expect(() => readNode({ level: 0, index: 256 })).toThrow(RangeError)
  })
})

describe('paths', () => {
  it.each([
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/0/999', { level: 0, index: 999, width: 256 }],
    ['tile/0/x001/000', { level: 0, index: 1000, width: 256 }],
    ['tile/1/x001/x234/067', { level: 1, index: 1_234_067, width: 256 }],
    ['tile/2/x001/234.p/8', { level: 2, index: 1234, width: 8 }],
    ['tile/6/000.p/31', { level: 6, index: 0, width: 31 }],
  ])('%s is a tile', (path, tile) => {
    expect(parseTilePath(path)).toEqual(tile)
    expect(tilePath(tile)).toBe(path)
  })

  it('are those of bundles too', () => {
    expect(parseBundlePath('tile/entries/x001/234.p/17')).toEqual({ index: 1234, width: 17 })
    expect(bundlePath({ index: 1234, width: 17 })).toBe('tile/entries/x001/234.p/17')
  })

  it.each([
    '',
    'tile/0/0',
    'tile/0/00',
    'tile/00/000',
    'tile/0/x000/001',
    'tile/0/001/x000',
    'tile/0/1000',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/0/000/',
    'tile/0/-01',
    '/tile/0/000',
    'tile/0/000\n',
    'tile/7/000',
    'tile/6/000.p/32',
    'tile/6/001.p/1',
    'tile/64/000',
    'tile/0/x035/x184/x372/x088/832',
    'tile/data/000',
  ])('%j is none', (path) => {
    expect(parseTilePath(path)).toBeUndefined()
  })

  it('of tiles are no bundles, nor the other way round', () => {
    expect(parseBundlePath('tile/0/000')).toBeUndefined()
    expect(parseTilePath('tile/entries/000')).toBeUndefined()
    expect(parseBundlePath('tile/entries/x035/x184/x372/x088/832')).toBeUndefined()
  })

  it.each([
    { level: 7, index: 0, width: 1 },
    { level: 0, index: -1, width: 1 },
    { level: 0, index: 0, width: 0 },
    { level: 0, index: 0, width: 257 },
    { level: 0, index: 2 ** 45, width: 256 },
    { level: 0, index: 2 ** 53, width: 1 },
  ])('are not made of %o', (tile) => {
    expect(() => tilePath(tile)).toThrow(RangeError)
  })

  it('read back what they say, for any tile', () => {
    const tiles = fc
      .record({ level: fc.nat(6), part: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }) })
      .map(({ level, part }) => {
        const hash = Math.floor(part * Math.floor(Number.MAX_SAFE_INTEGER / 256 ** level))
        return { level, index: Math.floor(hash / 256), width: 1 + (hash % 256) }
      })
    fc.assert(
      fc.property(tiles, (tile) => {
        expect(parseTilePath(tilePath(tile))).toEqual(tile)
        const { index, width } = tile
        expect(parseBundlePath(bundlePath({ index, width }))).toEqual({ index, width })
      }),
    )
  })
})

describe('the tiles of a tree', () => {
  it('are those of the example of tlog-tiles, 70,000 leaves', () => {
    const tiles = tilesBetween(0, 70_000)
    const widths = (level: number) => tiles.filter((tile) => tile.level === level).map(({ width }) => width)
    expect(widths(0)).toEqual([...Array.from({ length: 273 }, () => 256), 112])
    expect(widths(1)).toEqual([256, 17])
    expect(widths(2)).toEqual([1])
    expect(tiles).toHaveLength(277)
    expect(tilesBetween(0, 256).map(tilePath)).toEqual(['tile/0/000', 'tile/1/000.p/1'])
  })

  it('are written again only where they grew, in however many steps', () => {
    const sizes = fc.tuple(fc.nat(200_000), fc.nat(2_000), fc.nat(2_000))
    fc.assert(
      fc.property(sizes, ([start, first, second]) => {
        const [middle, end] = [start + first, start + first + second]
        const latest = (tiles: readonly Tile[]) =>
          new Map(tiles.map(({ level, index, width }) => [`${level}/${index}`, width]))
        const twice = latest([...tilesBetween(start, middle), ...tilesBetween(middle, end)])
        expect(twice).toEqual(latest(tilesBetween(start, end)))
        for (const { width } of tilesBetween(start, end)) expect(width).toBeGreaterThan(0)
      }),
    )
  })

  it('beyond 2^53 − 257 leaves are the last that can be', () => {
    const size = Number.MAX_SAFE_INTEGER
    expect(tilesBetween(size - 1, size).map(tilePath)).toEqual(['tile/0/x035/x184/x372/x088/831.p/255'])
    expect(tilesBetween(size, size)).toEqual([])
    expect(() => tilesBetween(2, 1)).toThrow(RangeError)
    expect(() => tilesBetween(0, 2 ** 53)).toThrow(RangeError)
  })

  it('hold every node that a proof asks for, and no other node is asked for', () => {
    const leaves = Array.from({ length: 66_000 }, (_, index) => hashLeaf(Uint8Array.of(index % 251)))
    const tiles = tilesOf(leaves)
    const root = rootOf(appendLeaves(EMPTY_RANGE, leaves))
    const readNode = tileReader(leaves.length, (tile) => tiles.get(tilePath(tile))!)
    for (const index of [0, 255, 256, 65_535, 65_536, 65_999]) {
      const proof = inclusionProof(index, leaves.length, readNode)
      expect(verifyInclusion({ index, size: leaves.length, leaf: leaves[index]!, root, proof })).toBe(true)
    }
    expect(() => readNode({ level: 17, index: 0 })).toThrow(RangeError)
    expect(() => readNode({ level: 0, index: 66_000 })).toThrow(RangeError)
  })
})

describe('the bytes of a bundle', () => {
  it('read back as the entries they hold', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 256 })
    fc.assert(
      fc.property(entries, (each) => {
        expect(decodeEntries(encodeEntries(each))).toEqual(each)
      }),
    )
  })

  it('hold entries of up to 65,535 bytes', () => {
    const longest = new Uint8Array(65_535).fill(7)
    expect(decodeEntries(encodeEntries([longest]))).toEqual([longest])
    expect(() => encodeEntries([new Uint8Array(65_536)])).toThrow(RangeError)
  })

  it.each([
    ['nothing', new Uint8Array(0)],
    ['half a length', Uint8Array.of(0)],
    ['an entry cut short', Uint8Array.of(0, 2, 1)],
    ['257 entries', new Uint8Array(2 * 257)],
  ])('are refused: %s', (_, bytes) => {
    expect(decodeEntries(bytes)).toBeUndefined()
  })

  it.each([
    ['nothing', new Uint8Array(0)],
    ['half a hash', new Uint8Array(48)],
    ['257 hashes', new Uint8Array(257 * 32)],
  ])('and those of a tile: %s', (_, bytes) => {
    expect(decodeTile(bytes)).toBeUndefined()
  })

  it('are never made of too few or too many', () => {
    expect(() => encodeEntries([])).toThrow(RangeError)
    expect(() => encodeEntries(Array.from({ length: 257 }, () => new Uint8Array(1)))).toThrow(RangeError)
    expect(() => encodeTile([])).toThrow(RangeError)
    expect(() => encodeTile([new Uint8Array(31)])).toThrow(RangeError)
  })
})
