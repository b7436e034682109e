import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newFolder } from '../testing/folder.ts'
import { openLogUnderTest, ORIGIN } from '../testing/log-under-test.ts'
import { fsckLog } from './fsck.ts'
import type { FsckProgress } from './fsck-report.ts'
import { openLog } from './open-log.ts'
import { takeTurn } from './sequencer.ts'

const LOG = { logId: '1', origin: ORIGIN }

/** A log of 600 leaves under three checkpoints, with two statements that wait. */
let grown: string

beforeAll(async () => {
  grown = await mkdtemp(join(tmpdir(), 'constat-grown-'))
  const log = await openLogUnderTest(grown)
  await openLog(log.deps)
  for (const count of [1, 299, 300]) {
    await log.state(count)
    await takeTurn(log.deps, LOG)
  }
  await log.state(2)
  await log.close()
})
afterAll(() => rm(grown, { recursive: true }))

/** A copy of that log. */
const grownLog = async () => {
  const folder = await newFolder()
  await cp(grown, folder, { recursive: true })
  return { folder, log: await openLogUnderTest(folder, 'two') }
}

test('a whole log has nothing to find, and tells how far the audit is', async () => {
  const { log } = await grownLog()
  const progress: FsckProgress[] = []
  expect(await fsckLog(log.deps, '1', (each) => progress.push(each))).toEqual([])
  expect(progress).toEqual([
    { step: 'statements', done: 602, total: 602 },
    { step: 'tree', done: 256, total: 600 },
    { step: 'tree', done: 512, total: 600 },
    { step: 'tree', done: 600, total: 600 },
  ])
  await log.close()
})

test('an empty log is whole, one that has not begun is none', async () => {
  const log = await openLogUnderTest(await newFolder())
  await expect(fsckLog(log.deps, '1')).rejects.toMatchObject({ code: 'state-missing' })
  await openLog(log.deps)
  expect(await fsckLog(log.deps, '1')).toEqual([])
  await log.close()
})

const JTI = 'jti-one-3'
const unlock = (table: string) =>
  `drop trigger ${table}_no_update; drop trigger ${table}_no_delete; pragma foreign_keys = off;`

test.each([
  [
    'a statement is changed',
    `${unlock('statement')} update statement set jws = 'x' where jti = '${JTI}'`,
    [`entry-differs ${JTI}`],
  ],
  [
    'a statement is gone',
    `${unlock('statement')} delete from statement where jti = '${JTI}'`,
    ['entry-unstated'],
  ],
  [
    'a statement waits for nothing',
    `delete from pending where jti = 'jti-one-600'`,
    ['statement-unqueued jti-one-600'],
  ],
  [
    'a statement waits again',
    `insert into pending select log_id, tenant_id, jti, entry, 0 from leaf where jti = '${JTI}'`,
    [`statement-twice ${JTI}`],
  ],
  [
    'what waits is another entry',
    `drop trigger pending_no_update; update pending set entry = zeroblob(32) where jti = 'jti-one-600'`,
    ['entry-differs jti-one-600'],
  ],
  [
    'a leaf is gone',
    `${unlock('leaf')} delete from leaf where leaf_index = 300`,
    ['statement-unqueued', 'leaf-missing 300'],
  ],
  [
    'a leaf holds another entry',
    `${unlock('leaf')} update leaf set entry = zeroblob(32) where leaf_index = 300`,
    [
      'entry-differs',
      'bundle-differs tile/entries/001',
      'tile-differs tile/0/001',
      'checkpoint-root-differs 600',
      'tile-differs tile/1/000.p/2',
      'root-differs 600',
      'range-differs 600',
      'checkpoint-store-differs 600',
    ],
  ],
  [
    'a tile is gone',
    `${unlock('tile')} delete from tile where level = 0 and n = 1`,
    ['tile-missing tile/0/001'],
  ],
  [
    'a tile of the second level is another',
    `${unlock('tile')} update tile set bytes = zeroblob(length(bytes)) where level = 1`,
    ['tile-differs tile/1/000.p/2'],
  ],
  [
    'a bundle is gone',
    `${unlock('tile')} delete from tile where level = -1 and n = 2`,
    ['bundle-missing tile/entries/002.p/88'],
  ],
  [
    'a bundle is another',
    `${unlock('tile')} update tile set bytes = zeroblob(length(bytes)) where level = -1 and n = 0`,
    ['bundle-differs tile/entries/000'],
  ],
  ['the root is another', 'update log_state set root = zeroblob(32)', ['root-differs 600']],
  ['the range is another', `update log_state set range = x'00'`, ['range-differs 600']],
  [
    'an old checkpoint has another root',
    `${unlock('checkpoint')} update checkpoint set root = zeroblob(32) where size = 300`,
    ['checkpoint-root-differs 300'],
  ],
  [
    'the newest note is another',
    `${unlock('checkpoint')} update checkpoint set note = replace(note, '600', '601') where size = 600`,
    ['checkpoint-unsigned 600'],
  ],
  [
    'a checkpoint is larger than the tree',
    `insert into checkpoint select log_id, 700, root, note, 0 from checkpoint where size = 600`,
    ['checkpoint-beyond 700', 'checkpoint-unsigned 700', 'checkpoint-store-behind 600'],
  ],
] as const)('it is found that %s', async (_, sql, expected) => {
  const { folder, log } = await grownLog()
  const database = new Database(join(folder, 'constat.db'))
  database.exec(sql)
  database.close()
  const found = await fsckLog(log.deps, '1')
  expect(found.map(({ code, at }) => `${code} ${at}`)).toEqual(
    expected.map((each) => expect.stringContaining(each)),
  )
  await log.close()
})

test.each([
  ['has lost its head', 'delete from head', ['checkpoint-store-empty']],
  ['is behind', 'update head set size = 300', ['checkpoint-store-behind', 'checkpoint-store-differs']],
  ['is ahead', 'update head set size = 700', ['rolled-back']],
  ['has another root', 'update head set root = zeroblob(32)', ['checkpoint-store-differs']],
  ['is of another log', `update head set origin = 'x'`, ['checkpoint-store-differs']],
] as const)('it is found that the checkpoint store %s', async (_, sql, codes) => {
  const { folder, log } = await grownLog()
  const database = new Database(join(folder, 'checkpoints.db'))
  database.exec(sql)
  database.close()
  expect((await fsckLog(log.deps, '1')).map(({ code }) => code)).toEqual(codes)
  await log.close()
})

test('the server may grow the log meanwhile: the audit reads one state of it', async () => {
  const { log } = await grownLog()
  let isGrowing = false
  const found = await fsckLog(log.deps, '1', () => {
    if (isGrowing) return
    isGrowing = true
    void log.state(100).then(() => takeTurn(log.deps, LOG))
  })
  expect([found, isGrowing]).toEqual([[], true])
  await takeTurn(log.deps, LOG)
  await log.close()
})
