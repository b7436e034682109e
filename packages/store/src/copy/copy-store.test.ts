import { copyFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import {
  copyStore,
  eraseRecords,
  insertApiKey,
  insertLog,
  insertNoticeVersion,
  insertWebhook,
  isFreeForCopy,
  openPostgresStore,
  openSqliteStore,
  readContact,
  recordEvents,
  type CopyProgress,
  type Store,
  type Tables,
} from '../index.ts'
import { COLUMNS } from '../testing/columns.ts'
import {
  bidx,
  CUISINES,
  given,
  insertTenants,
  notice,
  NOW,
  record,
  sha256,
  withdrawn,
} from '../testing/fixtures.ts'
import { newDatabasePath } from '../testing/folder.ts'
import { createPostgres, newPostgres, runSql } from '../testing/postgres.ts'

let database: Awaited<ReturnType<typeof newPostgres>>
beforeAll(async () => {
  database = await newPostgres()
})
beforeEach(() => database.empty())

const EVENTS = 2_400

/** Fills a SQLite store with more than two pages of events, the later ones acting on the earlier, and a bit of all else. */
const filled = async (): Promise<string> => {
  const path = newDatabasePath()
  const store = await openSqliteStore({ path })
  await insertTenants(store)
  await store.write(async (trx) => {
    await insertNoticeVersion(trx, CUISINES, notice('ntc_1'))
    await insertApiKey(trx, CUISINES, {
      keyId: 'key_1',
      kind: 'SECRET',
      name: 'Œuvre “clé” 🔑',
      hint: 'constat_…',
      secretSha256: sha256('secret'),
      scopes: ['consent:read'],
      allowedOrigins: [],
      party: null,
      createdAt: NOW,
      expiresAt: null,
    })
    await insertWebhook(trx, CUISINES, {
      webhookId: 'whk_1',
      url: 'https://example.fr/hook',
      description: null,
      kinds: null,
      createdAt: NOW,
      position: 0,
    })
    // Identifiers against the order of positions, and two that differ for a language but not for bytes.
    const events = Array.from({ length: EVENTS / 2 }, (_, index) => given(`evt_${String(9_999 - index)}`))
    const ends = events.map(({ eventId }, index) =>
      withdrawn(`end_${index}_${index % 2 ? 'É' : 'e'}`, eventId),
    )
    await recordEvents(trx, CUISINES, {
      events: [...events, ...ends],
      idempotency: { operation: 'recordConsent', key: 'k', fingerprint: sha256('input'), createdAt: NOW },
    })
  })
  await store.close()
  return path
}

const rowsOf = async (store: Store): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const tables = new Map<string, ReadonlySet<string>>()
  for (const table of Object.keys(COLUMNS) as (keyof Tables)[]) {
    const rows = await store.reader.selectFrom(table).selectAll().execute()
    const print = (row: object): string =>
      Object.entries(row)
        .map(([name, value]) =>
          JSON.stringify([name, value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value]),
        )
        .toSorted()
        .join()
    tables.set(table, new Set(rows.map(print)))
  }
  return tables
}

const requireSame = async (path: string): Promise<void> => {
  const [from, to] = [
    await openSqliteStore({ path }),
    await openPostgresStore({ url: database.url, durable: false }),
  ]
  const [wanted, there] = [await rowsOf(from), await rowsOf(to)]
  for (const [table, rows] of wanted) expect(there.get(table), table).toEqual(rows)
  await Promise.all([from.close(), to.close()])
}

const copy = (path: string, more: Partial<Parameters<typeof copyStore>[0]> = {}) =>
  copyStore({ from: { path, lockTimeout: 50 }, to: { url: database.ownerUrl }, ...more })

it('copies every row of every table, tells how far it is, and finds nothing to do the second time', async () => {
  const path = await filled()
  const told: CopyProgress[] = []
  const { rows, changed } = await copy(path, { onProgress: (progress) => told.push(progress) })
  expect(changed).toBe(rows)
  expect(rows).toBeGreaterThan(EVENTS * 5)
  expect(told.filter(({ table }) => table === 'consent_event')).toEqual(
    [1_000, 2_000, 2_400].map((done) => ({ table: 'consent_event', done, total: EVENTS })),
  )
  await requireSame(path)
  expect(await copy(path)).toEqual({ rows, changed: 0 })
})

it('goes on where it was cut off, and takes over what happened since', async () => {
  const path = await filled()
  const cut = new AbortController()
  const onProgress = ({ table, done }: CopyProgress): void => {
    if (table === 'consent_event' && done === 2_000) cut.abort(new Error('cut off'))
  }
  await expect(copy(path, { onProgress, signal: cut.signal })).rejects.toThrow('cut off')
  const store = await openSqliteStore({ path })
  await record(store, CUISINES, { events: [given('evt_new')] })
  await store.write((trx) => eraseRecords(trx, CUISINES, ['evt_9999'], NOW))
  await store.close()
  const { rows, changed } = await copy(path)
  expect(changed).toBeLessThan(rows)
  await requireSame(path)

  const target = await openPostgresStore({ url: database.url, durable: false })
  expect(await record(target, CUISINES, { events: [given('evt_after')] })).toEqual({
    outcome: 'RECORDED',
    positions: [EVENTS + 2],
  })
  const { events } = await readContact(target.reader, CUISINES, {
    kind: 'phone',
    bidx: [bidx('+33639980001')],
  })
  expect(events.at(-1)?.eventId).toBe('evt_after')
  await target.close()
})

it('writes nothing into a database that was served since, or is another’s', async () => {
  const path = await filled()
  await copy(path)
  const target = await openPostgresStore({ url: database.url, durable: false })
  await record(target, CUISINES, { events: [given('evt_since')] })
  const before = await rowsOf(target)
  await expect(copy(path)).rejects.toMatchObject({
    name: 'CopyRefused',
    message: expect.stringContaining('Nothing was changed'),
  })
  const other = newDatabasePath()
  const store = await openSqliteStore({ path: other })
  await insertTenants(store)
  await store.close()
  await expect(copy(other)).rejects.toMatchObject({ name: 'CopyRefused' })
  expect(await rowsOf(target)).toEqual(before)
  await target.close()
})

it('leaves a database that is not served before the copy has ended, and goes on with the same file alone', async () => {
  const path = await filled()
  const cut = new AbortController()
  const onProgress = ({ table }: CopyProgress): void => {
    if (table === 'statement') cut.abort(new Error('cut off'))
  }
  await expect(copy(path, { onProgress, signal: cut.signal })).rejects.toThrow('cut off')
  await expect(openPostgresStore({ url: database.url, durable: false })).rejects.toMatchObject({
    name: 'UnsafeDatabase',
    message: expect.stringContaining('a copy into this database has not ended'),
  })
  const other = newDatabasePath()
  const store = await openSqliteStore({ path: other })
  await store.write((trx) =>
    insertLog(trx, { logId: 'log/1', origin: 'others.example.fr/log/1', createdAt: NOW }),
  )
  await store.close()
  await expect(copy(other)).rejects.toMatchObject({ name: 'CopyRefused' })
  await copy(path)
  await requireSame(path)
})

it('is seen by the server whatever schema its role or the owner’s makes tables in', async () => {
  const path = await filled()
  const own = await createPostgres(database.superuserUrl)
  const name = new URL(own.ownerUrl).pathname.slice(1)
  const owner = new URL(own.ownerUrl).username
  await runSql(
    own.superuserUrl,
    `create schema ops authorization ${owner}`,
    `alter role ${owner} in database ${name} set search_path = ops, public`,
  )
  const cut = new AbortController()
  const onProgress = (): void => cut.abort(new Error('cut off'))
  const to = { url: own.ownerUrl }
  expect(await isFreeForCopy(to)).toBe(true)
  await expect(copyStore({ from: { path }, to, onProgress, signal: cut.signal })).rejects.toThrow('cut off')
  await expect(openPostgresStore({ url: own.url, durable: false })).rejects.toThrow('has not ended')
  expect(await isFreeForCopy(to)).toBe(true)
  await copyStore({ from: { path }, to })
  // Nobody makes tables or gives rights in it for another copy.
  expect(await isFreeForCopy(to)).toBe(false)
  await own.drop()
})

it('is taken over by whoever goes on with it, and writes nothing any more', async () => {
  const path = await filled()
  const same = newDatabasePath()
  copyFileSync(path, same)
  let second: ReturnType<typeof copyStore> | undefined
  const onProgress = (): void => void (second ??= copy(same))
  await expect(copy(path, { onProgress })).rejects.toMatchObject({ name: 'CopyRefused' })
  await second
  await requireSame(same)
})

it('ends what the file records: a server that has it still acknowledges nothing more', async () => {
  const path = await filled()
  const store = await openSqliteStore({ path })
  await copy(path)
  await expect(record(store, CUISINES, { events: [given('evt_late')] })).rejects.toThrow(
    'moved to PostgreSQL',
  )
  await store.close()
  await requireSame(path)
})

it('waits for no server that writes the source', async () => {
  const path = await filled()
  const other = new Database(path)
  other.exec('begin immediate')
  await expect(copy(path)).rejects.toMatchObject({ reason: 'LOCKED' })
  other.close()
})

it('copies between databases of the newest schema alone', async () => {
  await expect(copy(newDatabasePath())).rejects.toMatchObject({ name: 'SchemaMismatch' })
})
