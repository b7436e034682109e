import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, it } from 'vitest'
import {
  beginLog,
  entryOf,
  leavesFrom,
  openSqliteStore,
  sequencePending,
  statementsOf,
  type Tables,
} from '../index.ts'
import { COLUMNS, GLOBAL, OF_LOG } from '../testing/columns.ts'
import { newDatabasePath } from '../testing/folder.ts'
import { openWriter } from './connection.ts'
import { sqliteDialect } from './dialect.ts'
import { migrateSqlite } from './migrate.ts'
import { consentTables } from './migrations/0001-consent.ts'
import { attemptTable } from './migrations/0002-attempt.ts'

const TENANT = { logId: 'log/1', tenantId: 'tnt' }

it('creates the tables that the types say', async () => {
  const path = newDatabasePath()
  await migrateSqlite({ path })
  const db = new Kysely<Tables>({ dialect: sqliteDialect(openWriter({ path }), 'begin') })
  const tables = await db.introspection.getTables()
  const created = tables.map(({ name, columns }) => [name, columns.map((column) => column.name).toSorted()])
  const typed = Object.entries(COLUMNS).map(([name, columns]) => [name, Object.keys(columns).toSorted()])
  expect(Object.fromEntries(created)).toEqual(Object.fromEntries(typed))
  await db.destroy()
})

it('makes every table strict, and each unique key of a tenant start with its log and itself', async () => {
  const path = newDatabasePath()
  await migrateSqlite({ path })
  const database = new Database(path)
  const rows = (sql: string): Record<string, unknown>[] =>
    database.prepare<[], Record<string, unknown>>(sql).all()
  for (const { name, strict } of rows('pragma table_list')) {
    if (typeof name !== 'string' || !(name in COLUMNS)) continue
    expect(strict, name).toBe(1)
    if (GLOBAL.includes(name)) continue
    for (const index of rows(`pragma index_list(${name})`).filter(({ unique }) => unique === 1)) {
      const columns = rows(`pragma index_info(${String(index['name'])})`).map((column) => column['name'])
      expect(columns[0], name).toBe('log_id')
      if (!OF_LOG.includes(name)) expect(columns[1], name).toBe('tenant_id')
    }
  }
  database.close()
})

it('does not let a replacing insert past append-only', async () => {
  const path = newDatabasePath()
  await migrateSqlite({ path })
  const database = openWriter({ path })
  database.exec(`insert into log values ('log/1', 'a', 0, null)`)
  expect(() => database.exec(`insert or replace into log values ('log/1', 'b', 0, null)`)).toThrow(
    'refuses delete',
  )
  database.close()
})

it('migrates once when several processes start together', { timeout: 60_000 }, async () => {
  const path = newDatabasePath()
  const script = `import('${new URL('./migrate.ts', import.meta.url).href}').then((m) => m.migrateSqlite({ path: process.argv[1] }))`
  const run = promisify(execFile)
  const start = () => run(process.execPath, ['--conditions=@constat/source', '-e', script, path])
  await Promise.all([start(), start(), start()])
  const database = new Database(path)
  expect(database.prepare('select name from kysely_migration').pluck().all()).toEqual([
    '0001-consent',
    '0002-attempt',
    '0003-log',
    '0004-certificate',
    '0005-erasure',
    '0006-access',
    '0007-webhook',
    '0008-confirmation',
    '0009-operator',
    '0010-contact-state',
  ])
  database.close()
})

it('brings every statement of a database from before the log into it', async () => {
  const path = newDatabasePath()
  const old = new Kysely<unknown>({ dialect: sqliteDialect(openWriter({ path }), 'begin exclusive') })
  const before = { '0001-consent': consentTables, '0002-attempt': attemptTable }
  const provider = { getMigrations: async () => ({ ...before }) }
  expect((await new Migrator({ db: old, provider }).migrateToLatest()).error).toBeUndefined()
  await old.destroy()
  const database = openWriter({ path })
  database.exec(`insert into log values ('log/1', 'proofs.example.fr/log/1', 0)`)
  database.exec(`insert into tenant values ('log/1', 'tnt', 'Cuisines', 0)`)
  const event = database.prepare(
    `insert into consent_event values ('log/1', 'tnt', ?, ?, 'GIVEN', 0, ?, 'SITE_CHALLENGED', 'ASSURED', '[]', null, null, ?, null)`,
  )
  const statement = database.prepare(`insert into statement values ('log/1', 'tnt', ?, ?, ?)`)
  const count = 2345
  database.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      statement.run(`jti-${index}`, `evt-${index}`, `jws-${index}`)
      event.run(`evt-${index}`, index + 1, count - index, `jti-${index}`)
    }
  })()
  database.close()

  const store = await openSqliteStore({ path })
  expect(await statementsOf(store.reader, TENANT, ['evt-7'])).toEqual([
    { eventId: 'evt-7', jti: 'jti-7', jws: 'jws-7' },
  ])
  const empty = { size: 0, root: new Uint8Array(32), range: new Uint8Array(0) }
  await store.write((trx) => beginLog(trx, 'log/1', empty))
  expect(await store.write((trx) => sequencePending(trx, 'log/1', count + 1))).toBe(count)
  const leaves = await leavesFrom(store.reader, 'log/1', 0, count)
  for (const [index, { jti, entry }] of leaves.entries()) {
    expect(jti).toBe(`jti-${count - 1 - index}`)
    expect(new Uint8Array(entry)).toEqual(entryOf(`jws-${count - 1 - index}`))
  }
  await store.close()
})

it('refuses a database that a newer version migrated', async () => {
  const path = newDatabasePath()
  await migrateSqlite({ path })
  const database = new Database(path)
  database.exec(`insert into kysely_migration values ('9999-later', '2027-01-01')`)
  database.close()
  await expect(migrateSqlite({ path })).rejects.toThrow('9999-later')
})
