import { join } from 'node:path'
import { migrateSqlite, openSqliteCheckpointStore, openSqliteStore } from '@constat/store'
import { goldenSchemas } from '@constat/store/testing/golden'
import Database from 'better-sqlite3'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { checkEligibility } from './eligibility/eligibility.service.ts'
import { fsckLog } from './log/fsck.ts'
import { openLog } from './log/open-log.ts'
import { takeTurn } from './log/sequencer.ts'
import { checkRecords } from './operate/check-records.ts'
import type { Principal } from './platform/context.ts'
import { newFolder } from './testing/folder.ts'
import { goldenRows } from './testing/golden-rows.ts'
import { keysUnderTest, seededRandom, TUESDAY } from './testing/seeded.ts'

type Row = Readonly<Record<string, unknown>>
type Rows = Readonly<Record<string, readonly Row[]>>

const PEOPLE = [0, 1, 2, 3, 4, 5].map((index) => `06 39 98 00 0${index}`)
// Agreed; refused; withdrew; objected; called too often; never heard of.
const VERDICTS = ['ALLOW', 'DENY', 'DENY', 'DENY', 'DEFER', 'DENY']

const namesIn = (database: Database.Database, schema: string): readonly string[] =>
  database
    .prepare<[], string>(
      `select name from ${schema}.sqlite_schema where type = 'table' and name not like 'kysely_%' and name not like 'sqlite_%'`,
    )
    .pluck()
    .all()
const columnsOf = (database: Database.Database, schema: string, table: string): readonly string[] =>
  database.prepare<[], string>(`select name from pragma_table_info('${table}', '${schema}')`).pluck().all()

/** The rows of these tables, of each what is in these columns, in an order of their own. */
const rowsOf = (database: Database.Database, columns: ReadonlyMap<string, readonly string[]>): Rows =>
  Object.fromEntries(
    [...columns].map(([table, names]) => [
      table,
      database
        .prepare<[], Row>(`select ${names.join(', ')} from "${table}"`)
        .all()
        .toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
    ]),
  )

/** A database of a released schema with what was kept of a newer one: what had a place in it then. */
const writeGolden = (path: string, schema: string, source: string) => {
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.pragma('foreign_keys = OFF')
  database.exec(`attach '${source}' as newer; begin; ${schema}`)
  const columns = new Map(
    namesIn(database, 'main').map((table) => {
      const newer = columnsOf(database, 'newer', table)
      return [table, columnsOf(database, 'main', table).filter((name) => newer.includes(name))]
    }),
  )
  for (const [table, names] of columns) {
    // Publications had no statement before there was a log.
    const isOld = table === 'statement' && !names.includes('notice_id')
    database.exec(
      `insert into main."${table}" (${names.join(', ')}) select ${names.join(', ')} from newer."${table}" ${isOld ? 'where event_id is not null' : ''}`,
    )
  }
  database.exec('commit')
  expect(database.pragma('foreign_key_check')).toEqual([])
  const rows = rowsOf(database, columns)
  database.close()
  return { columns, rows }
}

const head = z.object({ origin: z.string(), size: z.number(), root: z.instanceof(Buffer) })

/** A database of the newest schema that rows were kept of, with those rows. */
const writeNewest = (path: string): void => {
  const kept = goldenRows().at(-1)
  const schema = goldenSchemas().find(({ level }) => level === kept?.level)
  const database = new Database(path)
  database.pragma('foreign_keys = OFF')
  database.exec(`begin; ${schema?.sql ?? ''}${kept?.sql ?? ''} commit`)
  database.close()
}

test('rows are kept of the newest schema: run make-golden.ts with a new migration', () => {
  expect(goldenRows().at(-1)?.level).toBe(goldenSchemas().at(-1)?.level)
})

test.each(goldenSchemas().map(({ level, sql }) => [level, sql]))(
  'a store of %s keeps all that it held through every migration since, and its proofs verify',
  async (level, sql) => {
    const folder = await newFolder()
    const path = join(folder, 'constat.db')
    const newest = join(folder, 'newest.db')
    writeNewest(newest)
    const { columns, rows } = writeGolden(path, sql, newest)
    await migrateSqlite({ path })
    const database = new Database(path)
    expect(rowsOf(database, columns)).toEqual(rows)
    const shown = head.safeParse(
      columns.has('checkpoint')
        ? database
            .prepare(
              'select origin, size, root from checkpoint join log using (log_id) order by size desc limit 1',
            )
            .get()
        : undefined,
    ).data
    const tenantId = z
      .string()
      .parse(database.prepare('select tenant_id from consent_event limit 1').pluck().get())
    database.close()

    const keys = keysUnderTest()
    const checkpoints = await openSqliteCheckpointStore({ path: join(folder, 'checkpoints.db') })
    if (shown)
      await checkpoints.advance('1', shown.origin, { size: shown.size, root: new Uint8Array(shown.root) })
    const store = await openSqliteStore({ path, schema: 'REQUIRE' })
    const deps = {
      store,
      checkpoints,
      keys,
      clock: () => TUESDAY + 3_600_000,
      random: seededRandom(`since ${level}`),
      issuer: 'https://proofs.example',
      log: pino({ level: 'silent' }),
    }
    const log = await openLog(deps)
    // Statements from before there was a log come into it now.
    await takeTurn(deps, log)
    expect(await fsckLog(deps, '1')).toEqual([])
    expect(await checkRecords(deps, '1')).toEqual([])
    const asking: Principal = {
      tenant: { logId: '1', tenantId },
      keyId: 'golden',
      kind: 'SECRET',
      scopes: ['eligibility:read'],
      origin: null,
      party: null,
    }
    const verdicts = await Promise.all(
      PEOPLE.map(async (phone) => {
        const { verdict } = await checkEligibility(deps, asking, {
          contact: { phone, email: null },
          channel: 'LIVE_CALL',
          advertiser: 'cuisines',
          goods: 'cuisines',
          purpose: 'COMMERCIAL_PROSPECTING',
          at: null,
          profile: 'strict',
          facts: {},
        })
        return verdict
      }),
    )
    // Calls were kept from the second on.
    expect(verdicts).toEqual(columns.has('attempt') ? VERDICTS : VERDICTS.with(4, 'ALLOW'))
    await store.close()
    await checkpoints.close()
  },
)
