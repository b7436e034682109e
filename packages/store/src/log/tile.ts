import type { Bytes, Handle, Writer } from '../store.ts'

/** The level under which entry bundles are kept. */
export const ENTRIES = -1

/** A tile of hashes, or under level {@link ENTRIES} an entry bundle (C2SP tlog-tiles). */
export type StoredTile = {
  readonly level: number
  readonly index: number
  /** How many hashes or entries it holds, 1 to 256. */
  readonly width: number
  readonly bytes: Bytes
}

/** A tile that was written before holds other bytes: the tree must not grow on either of them. */
export class TileConflict extends Error {
  override readonly name = 'TileConflict'
}

const isEqual = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0

/**
 * Writes a tile, and drops the narrower ones that it holds. Writing it again is nothing.
 *
 * @throws TileConflict when one of its width is there with other bytes, or a narrower one does not begin it.
 */
export const putTile = async (trx: Writer, logId: string, tile: StoredTile): Promise<void> => {
  const place = { log_id: logId, level: tile.level, n: tile.index }
  const written = await trx
    .selectFrom('tile')
    .select(['width', 'bytes'])
    .where((eb) => eb.and(place))
    .where('width', '<=', tile.width)
    .execute()
  for (const { bytes } of written)
    if (!isEqual(bytes, tile.bytes.subarray(0, bytes.length)))
      throw new TileConflict(`tile ${tile.level}/${tile.index} of log ${logId} holds other bytes`)
  if (!written.some(({ width }) => width === tile.width))
    await trx
      .insertInto('tile')
      .values({ ...place, width: tile.width, bytes: tile.bytes })
      .execute()
  await trx
    .deleteFrom('tile')
    .where((eb) => eb.and(place))
    .where('width', '<', tile.width)
    .execute()
}

/**
 * The narrowest stored tile that has at least this width. What it holds beyond is the same in every narrower one, so
 * its first hashes are the tile of any smaller width.
 */
export const findTile = (
  db: Handle,
  logId: string,
  { level, index, width }: Omit<StoredTile, 'bytes'>,
): Promise<StoredTile | undefined> =>
  db
    .selectFrom('tile')
    .select(['level', 'n as index', 'width', 'bytes'])
    .where((eb) => eb.and({ log_id: logId, level, n: index }))
    .where('width', '>=', width)
    .orderBy('width')
    .limit(1)
    .executeTakeFirst()
