import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import {
  beginLog,
  findEvent,
  headPosition,
  insertCheckpoint,
  insertCosignature,
  insertNoticeVersion,
  insertTimestampToken,
  recordEvents,
  sequencePending,
  StorageUnavailable,
  type Store,
  type Tables,
} from '../index.ts'
import { bidx, CUISINES, given, notice, NOW, record, sha256, withdrawn } from './fixtures.ts'

/** What can never be changed or removed, with a column of each. */
const APPEND_ONLY = {
  log: 'origin',
  notice_version: 'key',
  party: 'legal_name',
  goods: 'sector',
  consent_event: 'site',
  choice: 'answer',
  withdrawal: 'advertiser_key',
  objection: 'source',
  challenge_use: 'event_id',
  statement: 'jws',
  leaf: 'jti',
  checkpoint: 'note',
  cosignature: 'line',
  timestamp_token: 'tsa',
} as const satisfies { [table in keyof Tables]?: keyof Tables[table] }

const ERASABLE = ['dek', 'blind_index', 'disclosure', 'manage_token', 'idempotency', 'attempt'] as const

const fillLog = async (store: Store): Promise<void> => {
  const { logId } = CUISINES
  const root = sha256('root')
  await store.write(async (trx) => {
    await beginLog(trx, logId, { size: 0, root, range: new Uint8Array(0) })
    await sequencePending(trx, logId, 1)
    await insertCheckpoint(trx, logId, { size: 1, root, note: 'note', signedAt: NOW })
    await insertCosignature(trx, logId, { size: 1, witness: 'w', line: 'line', cosignedAt: NOW })
    await insertTimestampToken(trx, logId, { size: 1, tsa: 'tsa', der: root, receivedAt: NOW })
  })
}

const fillEveryTable = async (store: Store): Promise<void> => {
  await store.write((trx) => insertNoticeVersion(trx, CUISINES, notice('ntc_1')))
  const objections = [{ scope: 'ALL', source: 'LETTER', advertisers: null, at: NOW }] as const
  await record(store, CUISINES, {
    events: [given('evt_1', { objections }), withdrawn('evt_2', 'evt_1')],
    idempotency: { operation: 'recordConsent', key: 'k', fingerprint: bidx('input'), createdAt: NOW },
    challengeId: 'challenge',
    attempts: [
      {
        contact: { kind: 'phone', epoch: 1, bidx: bidx('+33639980001') },
        advertiser: 'cuisines',
        channel: 'LIVE_CALL',
        at: NOW,
        recordedAt: NOW,
      },
    ],
  })
  await fillLog(store)
}

/** Writes, snapshots and what the engine refuses. */
export const writeContract = (store: () => Store) =>
  describe('store', () => {
    it('undoes a work that throws alone, with its batch-mates unharmed', async () => {
      const good = record(store(), CUISINES, { events: [given('evt_1')] })
      const bad = store().write(async (trx) => {
        await recordEvents(trx, CUISINES, { events: [given('evt_2')] })
        throw new RangeError('refused')
      })
      const late = record(store(), CUISINES, { events: [given('evt_3')] })
      await expect(bad).rejects.toThrow(RangeError)
      const positions = [await good, await late].flatMap((each) =>
        each.outcome === 'RECORDED' ? each.positions : [],
      )
      expect(new Set(positions)).toEqual(new Set([1, 2]))
      expect(await findEvent(store().reader, CUISINES, 'evt_2')).toBeUndefined()
    })

    it('lets a reader see what a resolved write wrote, and a work what it wrote itself', async () => {
      await store().write(async (trx) => {
        await recordEvents(trx, CUISINES, { events: [given('evt_1')] })
        expect(await headPosition(trx, CUISINES)).toBe(1)
        expect(await headPosition(store().reader, CUISINES)).toBe(0)
      })
      expect(await headPosition(store().reader, CUISINES)).toBe(1)
    })

    it('keeps a snapshot unmoved by commits made meanwhile', async () => {
      await store().snapshot(async (reader) => {
        expect(await headPosition(reader, CUISINES)).toBe(0)
        await record(store(), CUISINES, { events: [given('evt_1')] })
        expect(await headPosition(reader, CUISINES)).toBe(0)
        expect(await headPosition(store().reader, CUISINES)).toBe(1)
      })
      expect(await store().snapshot((reader) => headPosition(reader, CUISINES))).toBe(1)
    })

    it('serves more snapshots than it has connections, and goes on after one that throws', async () => {
      const turns = Array.from({ length: 30 }, (_, index) =>
        store().snapshot(async (reader) => {
          await new Promise(setImmediate)
          if (index === 0) throw new RangeError('refused')
          return headPosition(reader, CUISINES)
        }),
      )
      const results = await Promise.allSettled(turns)
      expect(results.map(({ status }) => status)).toEqual(['rejected', ...Array(29).fill('fulfilled')])
    })

    it('refuses to update or delete what is append-only, and erases the rest', async () => {
      await fillEveryTable(store())
      for (const [table, column] of Object.entries(APPEND_ONLY)) {
        const rows = sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`
        const count = () => store().write(async (trx) => Number((await rows.execute(trx)).rows[0]?.count))
        const before = await count()
        expect(before, table).toBeGreaterThan(0)
        const update = sql`update ${sql.table(table)} set ${sql.ref(column)} = 'forged'`
        const remove = sql`delete from ${sql.table(table)}`
        for (const mutation of [update, remove])
          await expect(
            store().write((trx) => mutation.execute(trx)),
            table,
          ).rejects.toThrow()
        expect(await count()).toBe(before)
      }
      const repointable = {
        blind_index: 'event_id',
        disclosure: 'event_id',
        manage_token: 'event_id',
        idempotency: 'key',
      }
      for (const [table, column] of Object.entries(repointable)) {
        const update = sql`update ${sql.table(table)} set ${sql.ref(column)} = 'another'`
        await expect(
          store().write((trx) => update.execute(trx)),
          table,
        ).rejects.toThrow()
      }
      for (const table of ERASABLE) await store().write((trx) => trx.deleteFrom(table).execute())
    })

    it('is ready until it is closed, finishes what it accepted, and then refuses', async () => {
      expect(await store().ready()).toBe(true)
      const accepted = record(store(), CUISINES, { events: [given('evt_1')] })
      await store().close()
      expect(await accepted).toMatchObject({ outcome: 'RECORDED' })
      expect(await store().ready()).toBe(false)
      await expect(record(store(), CUISINES, { events: [given('evt_2')] })).rejects.toThrow(
        StorageUnavailable,
      )
      await expect(store().snapshot(async () => 1)).rejects.toThrow(StorageUnavailable)
      await expect(headPosition(store().reader, CUISINES)).rejects.toThrow(StorageUnavailable)
      await store().close()
    })
  })
