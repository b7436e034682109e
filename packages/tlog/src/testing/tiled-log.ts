import {
  appendLeaves,
  EMPTY_RANGE,
  encodeTile,
  TILE_WIDTH,
  tilePath,
  tilesBetween,
  type Hash,
} from '../index.ts'

/** The tiles of a log, by path, as they are written while its tree grows from nothing to these leaves. */
export const tilesOf = (leaves: readonly Hash[]): ReadonlyMap<string, Uint8Array> => {
  const hashes = new Map<string, Hash>()
  appendLeaves(EMPTY_RANGE, leaves, (level, index, hash) => hashes.set(`${level}/${index}`, hash))
  return new Map(
    tilesBetween(0, leaves.length).map((tile) => [
      tilePath(tile),
      encodeTile(
        Array.from({ length: tile.width }, (_, at) =>
          hashes.get(`${8 * tile.level}/${TILE_WIDTH * tile.index + at}`)!,
        ),
      ),
    ]),
  )
}
