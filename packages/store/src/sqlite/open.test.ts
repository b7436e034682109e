import { mkdirSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { headPosition } from '../index.ts'
import { CUISINES, given, insertTenants, record } from '../testing/fixtures.ts'
import { newDatabasePath } from '../testing/folder.ts'
import { storeContract } from '../testing/store-contract.ts'
import { openReader, openWriter } from './connection.ts'
import { openSqliteStore } from './open.ts'

storeContract('SQLite', () => openSqliteStore({ path: newDatabasePath() }))

it('flushes every commit to disk, on the first open and on later ones', () => {
  const path = newDatabasePath()
  for (const _ of ['creates the file', 'finds it']) {
    const writer = openWriter({ path })
    const pragma = (name: string) => writer.pragma(name, { simple: true })
    expect(pragma('journal_mode')).toBe('wal')
    expect(pragma('synchronous')).toBe(2)
    expect(pragma('foreign_keys')).toBe(1)
    expect(pragma('trusted_schema')).toBe(0)
    expect(pragma('secure_delete')).toBe(1)
    expect(pragma('recursive_triggers')).toBe(1)
    expect(pragma('busy_timeout')).toBe(5000)
    expect(pragma('journal_size_limit')).toBe(64 * 1024 * 1024)
    writer.close()
  }
})

it('cannot write through a reading connection', () => {
  const path = newDatabasePath()
  openWriter({ path }).close()
  const reader = openReader({ path })
  expect(() => reader.exec('create table t (a)')).toThrow('readonly')
  reader.close()
})

it('keeps what was stored when it is opened again', async () => {
  const path = newDatabasePath()
  const first = await openSqliteStore({ path })
  await insertTenants(first)
  await record(first, CUISINES, { events: [given('evt_1')] })
  await first.close()
  const second = await openSqliteStore({ path })
  expect(await headPosition(second.reader, CUISINES)).toBe(1)
  await second.close()
})

it('says that a write cannot have its lock, and writes again once it can', async () => {
  const path = newDatabasePath()
  const store = await openSqliteStore({ path, lockTimeout: 20 })
  await insertTenants(store)
  const other = new Database(path)
  other.exec('begin immediate')
  const refused = record(store, CUISINES, { events: [given('evt_1')] })
  await expect(refused).rejects.toMatchObject({ name: 'StorageUnavailable', reason: 'LOCKED' })
  expect(await store.ready()).toBe(false)
  expect(await headPosition(store.reader, CUISINES)).toBe(0)
  other.close()
  expect(await store.ready()).toBe(true)
  expect(await record(store, CUISINES, { events: [given('evt_1')] })).toMatchObject({ positions: [1] })
  await store.close()
})

it('waits for the lock of another process with a write, and with nothing else', async () => {
  const path = newDatabasePath()
  const store = await openSqliteStore({ path, lockTimeout: 3_600_000 })
  await insertTenants(store)
  const other = new Database(path)
  other.exec('begin immediate')
  const written = record(store, CUISINES, { events: [given('evt_1')] })
  for (let turn = 0; turn < 5; turn += 1) {
    await wait(1)
    expect(await headPosition(store.reader, CUISINES)).toBe(0)
  }
  other.close()
  expect(await written).toMatchObject({ positions: [1] })
  await store.close()
})

it('says why it cannot open', async () => {
  const folder = newDatabasePath()
  mkdirSync(folder)
  await expect(openSqliteStore({ path: folder })).rejects.toMatchObject({ reason: 'IO' })
  const text = newDatabasePath()
  writeFileSync(text, 'not a database, but long enough to be read as the header of one'.repeat(20))
  await expect(openSqliteStore({ path: text })).rejects.toMatchObject({ reason: 'CORRUPT' })
})
