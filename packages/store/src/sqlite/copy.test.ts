import { rmSync } from 'node:fs'
import { join, dirname } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { checkSqlite, copySqlite, headPosition, openSqliteStore, schemaOf } from '../index.ts'
import { CUISINES, given, insertTenants, record } from '../testing/fixtures.ts'
import { newDatabasePath } from '../testing/folder.ts'

it('copies one state of a database while it is written, in one file that needs no other', async () => {
  const path = newDatabasePath()
  const copy = join(dirname(path), 'copy.db')
  const store = await openSqliteStore({ path })
  await insertTenants(store)
  const copied = new AbortController()
  const write = async (): Promise<void> => {
    for (let written = 0; !copied.signal.aborted; written += 1) {
      const eventId = `evt_${written}`
      await record(store, CUISINES, { events: [given(eventId)], challengeId: eventId })
    }
  }
  const writing = write()
  while ((await headPosition(store.reader, CUISINES)) < 50) await new Promise(setImmediate)
  const before = await headPosition(store.reader, CUISINES)
  await copySqlite({ path }, copy)
  const after = await headPosition(store.reader, CUISINES)
  copied.abort()
  await writing
  await store.close()

  expect(checkSqlite(copy)).toEqual([])
  const database = new Database(copy, { readonly: true })
  expect(database.pragma('journal_mode', { simple: true })).toBe('delete')
  const value = (sql: string) => Number(database.prepare(sql).pluck().get())
  const events = value('select count(*) from consent_event')
  expect(events).toBeGreaterThanOrEqual(before)
  expect(events).toBeLessThanOrEqual(after)
  expect(value('select max(position) from consent_event')).toBe(events)
  expect(value('select count(*) from statement')).toBe(events)
  database.close()
  rmSync(copy)
})

it('opens a database of another schema only to migrate it', async () => {
  const path = newDatabasePath()
  expect(schemaOf({ path })).toBeUndefined()
  await expect(openSqliteStore({ path, schema: 'REQUIRE' })).rejects.toMatchObject({ name: 'SchemaMismatch' })
  await (await openSqliteStore({ path })).close()
  expect(schemaOf({ path })).toEqual({ missing: [], unknown: [] })
  await (await openSqliteStore({ path, schema: 'REQUIRE' })).close()
})

it('tells an observer of statements, of works that wait and of commits', async () => {
  const told = { statements: 0, waiting: 0, commits: 0, works: 0 }
  const store = await openSqliteStore({
    path: newDatabasePath(),
    observer: {
      onStatement: () => (told.statements += 1),
      onWrite: () => (told.waiting += 1),
      onCommit: ({ works, seconds }) => {
        expect(seconds).toBeGreaterThan(0)
        told.waiting -= works
        told.works += works
        told.commits += 1
      },
      onScrub: () => {},
    },
  })
  await insertTenants(store)
  await Promise.all(
    [1, 2, 3].map((n) => record(store, CUISINES, { events: [given(`evt_${n}`)], challengeId: `${n}` })),
  )
  expect(told).toMatchObject({ waiting: 0, works: 4, commits: 2 })
  expect(told.statements).toBeGreaterThan(10)
  await store.close()
})
