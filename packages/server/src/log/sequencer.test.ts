import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'better-sqlite3'
import * as fc from 'fast-check'
import { entryOf, findLogState, leavesFrom, newestCheckpoint, type Checkpoint } from '@constat/store'
import { appendLeaves, EMPTY_RANGE, hashLeaf, rootOf } from '@constat/tlog'
import { expect, test } from 'vitest'
import { generateLogKey } from '@constat/evidence'
import { newFolder } from '../testing/folder.ts'
import { openLogUnderTest, ORIGIN, type LogUnderTest } from '../testing/log-under-test.ts'
import { seededRandom, TUESDAY } from '../testing/seeded.ts'
import { openLog } from './open-log.ts'
import { startSequencer, takeTurn } from './sequencer.ts'

const HOUR = 3_600_000
const LOG = { logId: '1', origin: ORIGIN }

const shown = async ({ deps }: LogUnderTest): Promise<Checkpoint> =>
  (await newestCheckpoint(deps.store.reader, '1'))!

/** Checks that each statement stands at one index, and that the shown root is that of the leaves. */
const requireWhole = async (log: LogUnderTest, jtis: readonly string[]): Promise<void> => {
  const leaves = await leavesFrom(log.deps.store.reader, '1', 0, 100_000)
  expect(leaves.map(({ index }) => index)).toEqual(leaves.map((_, index) => index))
  expect(leaves.map(({ jti }) => jti).toSorted()).toEqual([...jtis].toSorted())
  for (const { jti, entry } of leaves) expect(Buffer.compare(entry, entryOf(`jws of ${jti}`))).toBe(0)
  const { size, root } = await shown(log)
  expect(size).toBe(leaves.length)
  const range = appendLeaves(
    EMPTY_RANGE,
    leaves.map(({ entry }) => hashLeaf(entry)),
  )
  expect(Buffer.compare(rootOf(range), root)).toBe(0)
  expect(await log.deps.checkpoints.newest('1')).toMatchObject({ size, origin: ORIGIN })
}

const backUp = (folder: string): void => {
  const database = new Database(join(folder, 'constat.db'))
  database.prepare('vacuum into ?').run(join(folder, 'backup.db'))
  database.close()
}

const restore = async (folder: string): Promise<void> => {
  for (const file of ['constat.db-wal', 'constat.db-shm']) await rm(join(folder, file), { force: true })
  await copyFile(join(folder, 'backup.db'), join(folder, 'constat.db'))
}

test('a new log shows the empty tree, and a turn shows what was stated since', async () => {
  const log = await openLogUnderTest(await newFolder())
  expect(await openLog(log.deps)).toEqual(LOG)
  expect(await shown(log)).toMatchObject({ size: 0 })
  const jtis = await log.state(5000)
  expect(await takeTurn(log.deps, LOG)).toMatchObject({ size: 5000, signedAt: TUESDAY })
  expect(await takeTurn(log.deps, LOG)).toBeUndefined()
  await requireWhole(log, jtis)
  await log.close()
})

test('a log keeps the origin that it began with, whatever the server is called later', async () => {
  const folder = await newFolder()
  const log = await openLogUnderTest(folder)
  await openLog(log.deps)
  expect(await openLog({ ...log.deps, issuer: 'https://other.example' })).toEqual(LOG)
  await log.close()
})

test('two sequencers on one database make one log, in whatever order their steps fall', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(300), { minLength: 1, maxLength: 5 }), async (counts) => {
      const folder = await newFolder()
      const [one, other] = [await openLogUnderTest(folder, 'one'), await openLogUnderTest(folder, 'other')]
      const jtis: string[] = []
      await Promise.all([openLog(one.deps), openLog(other.deps)])
      for (const count of counts) {
        const [mine, yours] = await Promise.all([one.state(count), other.state(count)])
        jtis.push(...mine, ...yours)
        await Promise.all([takeTurn(one.deps, LOG), takeTurn(other.deps, LOG), takeTurn(one.deps, LOG)])
      }
      await takeTurn(other.deps, LOG)
      await requireWhole(one, jtis)
      await Promise.all([one.close(), other.close()])
    }),
    { numRuns: 15 },
  )
})

test('a clock that jumps an hour back and forth breaks nothing', async () => {
  const log = await openLogUnderTest(await newFolder())
  const faults: unknown[] = []
  const sequencer = startSequencer(log.deps, await openLog(log.deps), {
    interval: 5,
    onFault: (error) => faults.push(error),
  })
  const jtis: string[] = []
  for (const now of [TUESDAY, TUESDAY - HOUR, TUESDAY + HOUR, TUESDAY, TUESDAY - HOUR]) {
    log.setNow(now)
    jtis.push(...(await log.state(10)))
    await sequencer.flush()
    await requireWhole(log, jtis)
    expect(await shown(log)).toMatchObject({ signedAt: now })
  }
  // It has turns by itself, too.
  jtis.push(...(await log.state(1)))
  while ((await shown(log)).size < jtis.length) await wait(5)
  await sequencer.stop()
  expect(faults).toEqual([])
  await log.close()
})

test('storage that does not answer is waited for, and a stopped sequencer has no other turn', async () => {
  const folder = await newFolder()
  const log = await openLogUnderTest(folder)
  const faults: unknown[] = []
  const sequencer = startSequencer(log.deps, await openLog(log.deps), {
    interval: 5,
    onFault: (error) => faults.push(error),
  })
  const jtis = [...(await log.state(3))]
  await sequencer.flush()
  const database = new Database(join(folder, 'checkpoints.db'))
  database.exec('begin immediate')
  jtis.push(...(await log.state(3)))
  await expect(sequencer.flush()).rejects.toMatchObject({ name: 'StorageUnavailable', reason: 'LOCKED' })
  database.exec('rollback')
  database.close()
  await sequencer.flush()
  await requireWhole(log, jtis)
  await sequencer.stop()
  await log.state(1)
  await expect(sequencer.flush()).rejects.toMatchObject({ reason: 'CLOSED' })
  expect((await shown(log)).size).toBe(jtis.length)
  expect(faults).toEqual([])
  await log.close()
})

test('a database restored from an older backup is refused before anything is signed', async () => {
  const folder = await newFolder()
  const before = await openLogUnderTest(folder)
  await openLog(before.deps)
  await before.state(10)
  await takeTurn(before.deps, LOG)
  await before.close()
  backUp(folder)
  const after = await openLogUnderTest(folder, 'after')
  await after.state(10)
  await takeTurn(after.deps, LOG)
  await after.close()
  await restore(folder)

  const restored = await openLogUnderTest(folder, 'restored')
  await expect(openLog(restored.deps)).rejects.toMatchObject({ name: 'LogFault', code: 'rolled-back' })
  // Another ten statements bring it to the size that was signed, but to another tree.
  await restored.state(10)
  await expect(takeTurn(restored.deps, LOG)).rejects.toMatchObject({ code: 'forked' })
  await expect(openLog(restored.deps)).rejects.toMatchObject({ code: 'forked' })
  await restored.state(10)
  await expect(takeTurn(restored.deps, LOG)).rejects.toMatchObject({ code: 'forked' })
  expect((await shown(restored)).size).toBe(10)
  await restored.close()
})

test('a fault is told once, and ends the turns', async () => {
  const folder = await newFolder()
  const log = await openLogUnderTest(folder)
  const faults: unknown[] = []
  const open = await openLog(log.deps)
  await log.deps.checkpoints.advance('1', ORIGIN, { size: 3, root: new Uint8Array(32) })
  const sequencer = startSequencer(log.deps, open, { interval: 5, onFault: (error) => faults.push(error) })
  while (faults.length === 0) await wait(5)
  expect(faults).toMatchObject([{ code: 'rolled-back' }])
  await expect(sequencer.flush()).rejects.toMatchObject({ reason: 'CLOSED' })
  expect(faults).toHaveLength(1)
  await sequencer.stop()
  await log.close()
})

test.each([
  ['checkpoint-store-empty', 'the checkpoint store is lost', 'checkpoints.db', 'delete from head'],
  [
    'checkpoint-store-behind',
    'the checkpoint store is an old one',
    'checkpoints.db',
    `update head set size = 1`,
  ],
  [
    'origin-differs',
    'the checkpoint store is that of another log',
    'checkpoints.db',
    `update head set origin = 'other.example/log/1'`,
  ],
  ['forked', 'another root was signed', 'checkpoints.db', `update head set root = zeroblob(32)`],
  ['root-differs', 'the root is another', 'constat.db', 'update log_state set root = zeroblob(32)'],
  ['range-malformed', 'the range is none', 'constat.db', `update log_state set range = x'00'`],
  [
    'tile-missing',
    'a tile is gone',
    'constat.db',
    'drop trigger tile_no_delete; delete from tile where level = 0 and n = 1',
  ],
  [
    'tile-differs',
    'a tile is another',
    'constat.db',
    'drop trigger tile_no_update; update tile set bytes = zeroblob(length(bytes)) where level = 0',
  ],
] as const)('%s: a log is not opened where %s', async (code, _, file, sql) => {
  const folder = await newFolder()
  const log = await openLogUnderTest(folder)
  await openLog(log.deps)
  await log.state(300)
  await takeTurn(log.deps, LOG)
  const database = new Database(join(folder, file))
  database.exec(sql)
  database.close()
  await expect(openLog(log.deps)).rejects.toMatchObject({ name: 'LogFault', code })
  await log.close()
})

test('a log is not opened under another key than that which signed it', async () => {
  const log = await openLogUnderTest(await newFolder())
  await openLog(log.deps)
  const keys = { ...log.deps.keys, log: generateLogKey(seededRandom('another key')) }
  await expect(openLog({ ...log.deps, keys })).rejects.toMatchObject({ code: 'key-differs' })
  await log.close()
})

test('a turn that was cut between its steps is finished by the next', async () => {
  const log = await openLogUnderTest(await newFolder())
  await openLog(log.deps)
  const jtis = [...(await log.state(3))]
  await takeTurn(log.deps, LOG)
  jtis.push(...(await log.state(4)))
  await takeTurn(
    { ...log.deps, checkpoints: { ...log.deps.checkpoints, advance: async () => 'BEHIND' } },
    LOG,
  )
  expect(await findLogState(log.deps.store.reader, '1')).toMatchObject({ size: 7 })
  expect((await shown(log)).size).toBe(3)
  await openLog(log.deps)
  await requireWhole(log, jtis)
  await log.close()
})
