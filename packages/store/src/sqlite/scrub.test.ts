import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { copySqlite, eraseRecords, findSealed, openSqliteStore, type Store } from '../index.ts'
import { CUISINES, given, insertTenants, NOW, record } from '../testing/fixtures.ts'
import { newDatabasePath } from '../testing/folder.ts'

// Longer than a test may take: whoever waits for the lock with the process held up is not done in time.
const lockTimeout = 3_600_000

/** A database with one record, and the ciphertext of it. */
const withRecord = async () => {
  const path = newDatabasePath()
  const owed: boolean[] = []
  const observer = {
    onStatement: () => {},
    onWrite: () => {},
    onCommit: () => {},
    onScrub: (isOwed: boolean) => void owed.push(isOwed),
  }
  const store = await openSqliteStore({ path, lockTimeout, observer })
  await insertTenants(store)
  await record(store, CUISINES, { events: [given('evt_1')] })
  const { ct } = (await findSealed(store.reader, CUISINES, 'evt_1')) ?? {}
  if (ct === undefined) throw new Error('There is no record.')
  return { path, store, ct: Buffer.from(ct), owed }
}

/** Reads the database as it is now, from beside, until what it gives is called. */
const readFrom = (path: string): (() => void) => {
  const other = new Database(path, { readonly: true })
  other.exec('begin')
  other.prepare('select count(*) from consent_event').get()
  return () => other.close()
}

const erase = (store: Store) => store.write((trx) => eraseRecords(trx, CUISINES, ['evt_1'], NOW))

const holds = (path: string, bytes: Buffer): boolean =>
  [path, `${path}-wal`].some((file) => existsSync(file) && readFileSync(file).includes(bytes))

it('what was erased beside a reader leaves the files once the reader ends, and nobody waits for it', async () => {
  const { path, store, ct, owed } = await withRecord()
  const end = readFrom(path)
  expect(holds(path, ct)).toBe(true)
  await erase(store)
  expect(await store.scrub()).toBe(false)
  expect(owed.at(-1)).toBe(true)
  expect(holds(path, ct)).toBe(true)
  // Long enough for several attempts, and no backup that is made meanwhile has it.
  await wait(1_000)
  await copySqlite({ path }, `${path}.backup`)
  expect(holds(`${path}.backup`, ct)).toBe(false)
  await record(store, CUISINES, { events: [given('evt_2')] })
  end()
  while (holds(path, ct)) await wait(10)
  expect(await store.scrub()).toBe(true)
  expect([owed.at(0), owed.at(-1)]).toEqual([false, false])
  await store.close()
})

it('what a process that was killed left in the files is taken out by the next that opens them', async () => {
  const { path, store, ct } = await withRecord()
  const end = readFrom(path)
  await erase(store)
  expect(await store.scrub()).toBe(false)
  const copy = newDatabasePath()
  for (const suffix of ['', '-wal']) copyFileSync(path + suffix, copy + suffix)
  expect(holds(copy, ct)).toBe(true)
  const next = await openSqliteStore({ path: copy })
  expect(holds(copy, ct)).toBe(false)
  await next.close()

  // Here a reader is in the way of the next one too.
  await store.close()
  expect(holds(path, ct)).toBe(true)
  const reopened = await openSqliteStore({ path, lockTimeout })
  expect(holds(path, ct)).toBe(true)
  end()
  while (holds(path, ct)) await wait(10)
  await reopened.close()
})
