import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import {
  advanceLog,
  checkpointsAfter,
  cosignaturesAfter,
  cosignaturesOf,
  ENTRIES,
  entryOf,
  findCheckpoint,
  findLogState,
  findTile,
  firstTimestampedSize,
  hasPending,
  insertCheckpoint,
  insertCosignature,
  insertStatement,
  insertTimestampToken,
  latestCosignatures,
  leavesFrom,
  leavesOf,
  newestCheckpoint,
  newestCosigned,
  putTile,
  sequencePending,
  statementOfNotice,
  TileConflict,
  timestampTokensOf,
  type Checkpoint,
  type Store,
  type StoredTile,
} from '../index.ts'
import { beginEmpty, CUISINES, given, LOG, NOW, record, sha256, SOLS } from './fixtures.ts'

const tile = (width: number, level = 0, index = 0): StoredTile => ({
  level,
  index,
  width,
  bytes: new Uint8Array(Array.from({ length: width }, (_, at) => at)),
})

const checkpoint = (size: number): Checkpoint => ({
  size,
  root: sha256(`root ${size}`),
  note: `note ${size}\n`,
  signedAt: NOW,
})

const plain = <T extends object>(row: T): T =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? new Uint8Array(value) : value,
    ]),
  ) as T

/** The log: what waits for it, its leaves, tiles and checkpoints. */
export const logContract = (store: () => Store) => {
  const begin = () => beginEmpty(store())
  const sequence = (limit = 4096) => store().write((trx) => sequencePending(trx, LOG, limit))
  const state = async () => plain((await findLogState(store().reader, LOG))!)
  const put = (one: StoredTile) => store().write((trx) => putTile(trx, LOG, one))
  const find = async (level: number, index: number, width: number) => {
    const found = await findTile(store().reader, LOG, { level, index, width })
    return found && plain(found)
  }
  const at = (eventId: string, recordedAt: number) => given(eventId, { recordedAt })

  describe('log', () => {
    it('gives each statement one index, in the order in which they were written, whatever their times', async () => {
      await begin()
      expect(await hasPending(store().reader, LOG)).toBe(false)
      await record(store(), CUISINES, { events: [at('evt_c', NOW), at('evt_a', NOW)] })
      await record(store(), SOLS, { events: [at('evt_b', NOW), at('evt_z', NOW - 1)] })
      expect(await hasPending(store().reader, LOG)).toBe(true)
      expect(await sequence(3)).toBe(3)
      await record(store(), SOLS, { events: [at('evt_0', NOW - 3_600_000)] })
      expect(await sequence()).toBe(2)
      expect(await sequence()).toBe(0)
      expect(await hasPending(store().reader, LOG)).toBe(false)
      const leaves = await leavesFrom(store().reader, LOG, 0, 10)
      const order = ['evt_c', 'evt_a', 'evt_b', 'evt_z', 'evt_0']
      expect(leaves.map(plain)).toEqual(
        order.map((eventId, index) => ({ index, jti: `jti-${eventId}`, entry: entryOf(`jws-${eventId}`) })),
      )
      expect(await leavesFrom(store().reader, LOG, 3, 1)).toEqual([leaves[3]])
      expect(await state()).toMatchObject({ next: 5, size: 0, epoch: 0 })
    })

    it('holds of a statement the SHA-256 of its text', () => {
      // FIPS 180-4, the hash of "abc".
      expect(Buffer.from(entryOf('abc')).toString('hex')).toBe(
        'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      )
    })

    it('shows a tenant no leaf of another', async () => {
      await begin()
      await record(store(), CUISINES, { events: [given('evt_1')] })
      expect(await leavesOf(store().reader, CUISINES, ['jti-evt_1'])).toEqual([])
      await sequence()
      expect((await leavesOf(store().reader, CUISINES, ['jti-evt_1', 'none'])).map(plain)).toEqual([
        { index: 0, jti: 'jti-evt_1', entry: entryOf('jws-evt_1') },
      ])
      expect(await leavesOf(store().reader, SOLS, ['jti-evt_1'])).toEqual([])
      expect(await leavesOf(store().reader, CUISINES, [])).toEqual([])
    })

    it('queues the statement of a notice as it queues any other', async () => {
      await begin()
      await store().write((trx) =>
        insertStatement(trx, CUISINES, { jti: 'jti-n', jws: 'jws-n', noticeId: 'ntc_1', createdAt: NOW }),
      )
      expect(await statementOfNotice(store().reader, CUISINES, 'ntc_1')).toEqual({
        jti: 'jti-n',
        jws: 'jws-n',
      })
      expect(await statementOfNotice(store().reader, SOLS, 'ntc_1')).toBeUndefined()
      expect(await sequence()).toBe(1)
    })

    it('queues nothing of an event that was not recorded', async () => {
      await begin()
      const idempotency = { operation: 'o', key: 'k', fingerprint: sha256('input'), createdAt: NOW }
      await record(store(), CUISINES, { events: [given('evt_1')], idempotency })
      await record(store(), CUISINES, { events: [given('evt_2')], idempotency })
      await expect(
        store().write(async (trx) => {
          await insertStatement(trx, CUISINES, { jti: 'j', jws: 'j', noticeId: 'n', createdAt: NOW })
          throw new RangeError('refused')
        }),
      ).rejects.toThrow(RangeError)
      expect(await sequence()).toBe(1)
    })

    it('gives no index twice, however many sequencers ask at once', async () => {
      await begin()
      const events = Array.from({ length: 100 }, (_, index) => given(`evt_${index}`))
      await record(store(), CUISINES, { events })
      const counts = await Promise.all(Array.from({ length: 10 }, () => sequence(30)))
      expect(counts.toSorted((a, b) => b - a)).toEqual([30, 30, 30, 10, 0, 0, 0, 0, 0, 0])
      const leaves = await leavesFrom(store().reader, LOG, 0, 1000)
      expect(leaves.map(({ index }) => index)).toEqual(events.map((_, index) => index))
      expect(new Set(leaves.map(({ jti }) => jti)).size).toBe(100)
    })

    it('begins once, and grows only from the state that it is in', async () => {
      expect(await findLogState(store().reader, LOG)).toBeUndefined()
      await begin()
      await record(store(), CUISINES, { events: [given('evt_1'), given('evt_2')] })
      await sequence()
      const before = await state()
      const to = { size: 2, root: sha256('two'), range: sha256('range') }
      const advance = () => store().write((trx) => advanceLog(trx, before, to))
      expect((await Promise.all([advance(), advance()])).filter(Boolean)).toEqual([true])
      await begin()
      expect(await state()).toEqual({ logId: LOG, next: 2, ...to, epoch: 1 })
      const beyond = { ...to, size: 3 }
      await expect(store().write(async (trx) => advanceLog(trx, await state(), beyond))).rejects.toThrow()
    })

    it('keeps the widest tile, and finds any narrower one in it', async () => {
      await put(tile(2))
      await put(tile(2))
      await put(tile(5))
      expect(await find(0, 0, 2)).toEqual(tile(5))
      expect(await find(0, 0, 6)).toBeUndefined()
      expect(await find(0, 1, 1)).toBeUndefined()
      expect(await find(ENTRIES, 0, 1)).toBeUndefined()
      await put(tile(3, ENTRIES, 7))
      expect(await find(ENTRIES, 7, 1)).toEqual(tile(3, ENTRIES, 7))
      await put(tile(256))
      expect(await find(0, 0, 1)).toEqual(tile(256))
    })

    it('refuses other bytes for a tile that is there, whatever their width', async () => {
      await put(tile(5))
      const forged = (width: number) => ({ ...tile(width), bytes: tile(width).bytes.with(0, 9) })
      await expect(put(forged(5))).rejects.toThrow(TileConflict)
      await expect(put(forged(8))).rejects.toThrow(TileConflict)
      expect(await find(0, 0, 1)).toEqual(tile(5))
    })

    it('shows checkpoints by size, and the first of a size for ever', async () => {
      expect(await newestCheckpoint(store().reader, LOG)).toBeUndefined()
      for (const size of [0, 7, 3]) await store().write((trx) => insertCheckpoint(trx, LOG, checkpoint(size)))
      await store().write((trx) => insertCheckpoint(trx, LOG, { ...checkpoint(7), note: 'another' }))
      expect(plain((await newestCheckpoint(store().reader, LOG))!)).toEqual(checkpoint(7))
      expect(plain((await findCheckpoint(store().reader, LOG, 3))!)).toEqual(checkpoint(3))
      expect(await findCheckpoint(store().reader, LOG, 4)).toBeUndefined()
      const sizes = async (after: number, limit: number) =>
        (await checkpointsAfter(store().reader, LOG, after, limit)).map(({ size }) => size)
      expect([await sizes(-1, 2), await sizes(3, 9), await sizes(7, 9)]).toEqual([[0, 3], [7], []])
    })

    it('keeps what witnesses and authorities sign of a checkpoint, and of nothing else', async () => {
      for (const size of [3, 7]) await store().write((trx) => insertCheckpoint(trx, LOG, checkpoint(size)))
      const line = (size: number, witness: string) => ({
        size,
        witness,
        line: `— ${witness} ${size}\n`,
        cosignedAt: NOW,
      })
      const token = (size: number, tsa: string) => ({ size, tsa, der: sha256(tsa), receivedAt: NOW })
      for (const witness of ['w2', 'w1'])
        await store().write((trx) => insertCosignature(trx, LOG, line(3, witness)))
      await store().write((trx) => insertCosignature(trx, LOG, { ...line(3, 'w1'), line: 'another' }))
      await store().write((trx) => insertTimestampToken(trx, LOG, token(7, 'tsa')))
      expect(await cosignaturesOf(store().reader, LOG, 3)).toEqual([line(3, 'w1'), line(3, 'w2')])
      expect(await cosignaturesOf(store().reader, LOG, 7)).toEqual([])
      expect([
        await newestCosigned(store().reader, LOG, 'w1'),
        await newestCosigned(store().reader, LOG, 'w3'),
      ]).toEqual([3, undefined])
      await store().write((trx) => insertCosignature(trx, LOG, line(7, 'w2')))
      const latest = await latestCosignatures(store().reader, LOG, 2)
      expect(latest.map(({ size }) => size)).toEqual([7, 3])
      const after = async (size: number, stamped: boolean, limit = 10) =>
        (await cosignaturesAfter(store().reader, LOG, { after: size, stamped, limit })).map(
          (each) => `${each.size} ${each.witness} ${each.line}`,
        )
      const first = [...(await after(0, false))].toSorted()
      expect(first).toEqual(['3 w1 — w1 3\n', '3 w2 — w2 3\n', '7 w2 — w2 7\n'])
      expect(await after(0, true)).toEqual(['7 w2 — w2 7\n'])
      expect([await after(3, false), await after(7, false)]).toEqual([['7 w2 — w2 7\n'], []])
      expect(await after(0, false, 2)).toHaveLength(2)
      expect((await timestampTokensOf(store().reader, LOG, 7)).map(plain)).toEqual([token(7, 'tsa')])
      expect([
        await firstTimestampedSize(store().reader, LOG, 3),
        await firstTimestampedSize(store().reader, LOG, 7),
      ]).toEqual([7, undefined])
      await expect(store().write((trx) => insertCosignature(trx, LOG, line(4, 'w1')))).rejects.toThrow()
      await expect(store().write((trx) => insertTimestampToken(trx, LOG, token(4, 'tsa')))).rejects.toThrow()
    })

    it('never lets go of a full tile or of the state', async () => {
      await begin()
      await put(tile(256))
      const remove = (table: string) =>
        store()
          .write((trx) => sql`delete from ${sql.table(table)}`.execute(trx))
          .catch((error: unknown) => error)
      expect(await remove('log_state')).toBeInstanceOf(Error)
      // An engine may refuse, or pass the tile over.
      await remove('tile')
      expect(await find(0, 0, 256)).toEqual(tile(256))
      expect(await state()).toMatchObject({ logId: LOG })
    })
  })
}
