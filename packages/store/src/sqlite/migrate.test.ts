import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { expect, it } from 'vitest'
import type { Tables } from '../index.ts'
import { newDatabasePath } from '../testing/folder.ts'
import { openWriter } from './connection.ts'
import { sqliteDialect } from './dialect.ts'
import { migrateSqlite } from './migrate.ts'

// Held equal to `Tables` by the compiler: neither a column more nor one less.
const COLUMNS: { readonly [T in keyof Tables]: { readonly [C in keyof Tables[T]]: 1 } } = {
  log: { log_id: 1, origin: 1, created_at: 1 },
  tenant: { log_id: 1, tenant_id: 1, name: 1, created_at: 1 },
  api_key: {
    log_id: 1,
    tenant_id: 1,
    key_id: 1,
    kind: 1,
    name: 1,
    hint: 1,
    secret_sha256: 1,
    scopes: 1,
    allowed_origins: 1,
    created_at: 1,
    expires_at: 1,
    revoked_at: 1,
  },
  party: { log_id: 1, tenant_id: 1, key: 1, legal_name: 1 },
  goods: { log_id: 1, tenant_id: 1, key: 1, sector: 1 },
  notice_version: {
    log_id: 1,
    tenant_id: 1,
    id: 1,
    key: 1,
    locale: 1,
    version: 1,
    sha256: 1,
    document: 1,
    published_at: 1,
  },
  position_counter: { log_id: 1, tenant_id: 1, position: 1 },
  consent_event: {
    log_id: 1,
    tenant_id: 1,
    event_id: 1,
    position: 1,
    kind: 1,
    occurred_at: 1,
    recorded_at: 1,
    provenance: 1,
    grade: 1,
    flags: 1,
    notice_id: 1,
    supersedes: 1,
    jti: 1,
    site: 1,
  },
  choice: { log_id: 1, tenant_id: 1, event_id: 1, question_key: 1, answer: 1, slot_start: 1, slot_end: 1 },
  withdrawal: { log_id: 1, tenant_id: 1, event_id: 1, supersedes: 1, question_key: 1, advertiser_key: 1 },
  objection: {
    log_id: 1,
    tenant_id: 1,
    event_id: 1,
    ordinal: 1,
    scope: 1,
    source: 1,
    advertisers: 1,
    at: 1,
  },
  attempt: {
    log_id: 1,
    tenant_id: 1,
    kind: 1,
    bidx: 1,
    epoch: 1,
    advertiser: 1,
    channel: 1,
    at: 1,
    recorded_at: 1,
  },
  challenge_use: { log_id: 1, tenant_id: 1, challenge_id: 1, event_id: 1 },
  statement: { log_id: 1, tenant_id: 1, jti: 1, event_id: 1, jws: 1 },
  disclosure: { log_id: 1, tenant_id: 1, event_id: 1, ct: 1 },
  dek: { log_id: 1, tenant_id: 1, event_id: 1, kek_id: 1, wrapped: 1 },
  blind_index: { log_id: 1, tenant_id: 1, kind: 1, bidx: 1, event_id: 1, epoch: 1 },
  manage_token: { log_id: 1, tenant_id: 1, token_sha256: 1, event_id: 1 },
  idempotency: {
    log_id: 1,
    tenant_id: 1,
    operation: 1,
    key: 1,
    fingerprint: 1,
    event_ids: 1,
    created_at: 1,
  },
}

/** Unique over all tenants: what finds a tenant, or is none's. */
const GLOBAL = ['log', 'tenant', 'api_key']

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
      expect(columns.slice(0, 2), name).toEqual(['log_id', 'tenant_id'])
    }
  }
  database.close()
})

it('does not let a replacing insert past append-only', async () => {
  const path = newDatabasePath()
  await migrateSqlite({ path })
  const database = openWriter({ path })
  database.exec(`insert into log values ('log/1', 'a', 0)`)
  expect(() => database.exec(`insert or replace into log values ('log/1', 'b', 0)`)).toThrow('refuses delete')
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
  ])
  database.close()
})

it('refuses a database that a newer version migrated', async () => {
  const path = newDatabasePath()
  await migrateSqlite({ path })
  const database = new Database(path)
  database.exec(`insert into kysely_migration values ('0003-later', '2027-01-01')`)
  database.close()
  await expect(migrateSqlite({ path })).rejects.toThrow('0003-later')
})
