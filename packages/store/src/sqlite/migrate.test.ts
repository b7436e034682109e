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
import { newDatabasePath } from '../testing/folder.ts'
import { openWriter } from './connection.ts'
import { sqliteDialect } from './dialect.ts'
import { migrateSqlite } from './migrate.ts'
import { consentTables } from './migrations/0001-consent.ts'
import { attemptTable } from './migrations/0002-attempt.ts'

const TENANT = { logId: 'log/1', tenantId: 'tnt' }

// Held equal to `Tables` by the compiler: neither a column more nor one less.
const COLUMNS: { readonly [T in keyof Tables]: { readonly [C in keyof Tables[T]]: 1 } } = {
  log: { log_id: 1, origin: 1, created_at: 1, issuer: 1 },
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
    party: 1,
    last_used_on: 1,
    replaced_by: 1,
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
  statement: { log_id: 1, tenant_id: 1, jti: 1, event_id: 1, notice_id: 1, subject: 1, jws: 1 },
  statement_key: {
    log_id: 1,
    kid: 1,
    x: 1,
    added_at: 1,
    used_at: 1,
    retired_at: 1,
    is_compromised: 1,
  },
  pending: { log_id: 1, tenant_id: 1, jti: 1, entry: 1, created_at: 1 },
  leaf: { log_id: 1, tenant_id: 1, leaf_index: 1, jti: 1, entry: 1 },
  log_state: { log_id: 1, next: 1, size: 1, root: 1, range: 1, epoch: 1 },
  tile: { log_id: 1, level: 1, n: 1, width: 1, bytes: 1 },
  checkpoint: { log_id: 1, size: 1, root: 1, note: 1, signed_at: 1 },
  cosignature: { log_id: 1, size: 1, witness: 1, line: 1, cosigned_at: 1 },
  timestamp_token: { log_id: 1, size: 1, tsa: 1, der: 1, received_at: 1 },
  certificate: {
    log_id: 1,
    tenant_id: 1,
    certificate_id: 1,
    event_id: 1,
    recipient: 1,
    questions: 1,
    contacts: 1,
    issued_at: 1,
  },
  disclosure: { log_id: 1, tenant_id: 1, event_id: 1, ct: 1 },
  dek: { log_id: 1, tenant_id: 1, event_id: 1, kek_id: 1, wrapped: 1 },
  blind_index: { log_id: 1, tenant_id: 1, kind: 1, bidx: 1, event_id: 1, epoch: 1 },
  erased_link: { log_id: 1, tenant_id: 1, token_sha256: 1, erased_at: 1 },
  manage_token: { log_id: 1, tenant_id: 1, token_sha256: 1, event_id: 1 },
  idempotency_event: { log_id: 1, tenant_id: 1, event_id: 1, operation: 1, key: 1 },
  webhook: {
    log_id: 1,
    tenant_id: 1,
    webhook_id: 1,
    url: 1,
    description: 1,
    kinds: 1,
    state: 1,
    disabled_reason: 1,
    disabled_at: 1,
    created_at: 1,
    position: 1,
    waiting: 1,
    due_at: 1,
    lease: 1,
    lease_until: 1,
    delivered_at: 1,
  },
  webhook_secret: {
    log_id: 1,
    tenant_id: 1,
    webhook_id: 1,
    secret_id: 1,
    kek_id: 1,
    sealed: 1,
    created_at: 1,
    expires_at: 1,
  },
  webhook_delivery: {
    log_id: 1,
    tenant_id: 1,
    webhook_id: 1,
    position: 1,
    event_id: 1,
    state: 1,
    attempts: 1,
    first_at: 1,
    due_at: 1,
    dead_at: 1,
  },
  webhook_attempt: {
    log_id: 1,
    tenant_id: 1,
    webhook_id: 1,
    attempt_id: 1,
    message_id: 1,
    event_id: 1,
    outcome: 1,
    status: 1,
    at: 1,
    duration: 1,
  },
  confirmation: {
    log_id: 1,
    tenant_id: 1,
    confirmation_id: 1,
    event_id: 1,
    kind: 1,
    bidx: 1,
    means: 1,
    secret_mac: 1,
    address_mac: 1,
    idempotency_key: 1,
    fingerprint: 1,
    state: 1,
    tries: 1,
    requested_at: 1,
    expires_at: 1,
    confirmed_by: 1,
  },
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

/** Of a log as a whole: its indexes are shared by its tenants. */
const OF_LOG = ['log_state', 'statement_key', 'leaf', 'tile', 'checkpoint', 'cosignature', 'timestamp_token']

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
