import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from 'node:process'
import {
  copySqlite,
  openPostgresStore,
  openSqliteStore,
  type Store,
  type StoreObserver,
} from '@constat/store'
import Database from 'better-sqlite3'
import { createPostgres, sharedCluster } from '@constat/store/testing/postgres'
import { newDatabase } from './new-database.ts'

/** The engine that the tests of the API run on: `CONSTAT_TEST_ENGINE` picks `postgres`, else it is SQLite. */
const ENGINE = env['CONSTAT_TEST_ENGINE'] === 'postgres' ? 'postgres' : 'sqlite'

/** A new store, whose `close` takes its database with it. */
export type StoreUnderTest = {
  readonly store: Store
  /** All that is kept: the files of SQLite and a fresh backup of it; what a dump of PostgreSQL holds. */
  readonly written: () => Promise<Buffer>
  /** Keeps the store from writing, and not from reading, until what it gives is called. */
  readonly holdWrites: () => Promise<() => Promise<void>>
}

const filesOf = async (folder: string): Promise<Buffer> => {
  const backup = join(folder, 'backup.db')
  await rm(backup, { force: true })
  await copySqlite({ path: join(folder, 'constat.db') }, backup)
  const names = (await readdir(folder)).filter((name) => !name.startsWith('checkpoints'))
  return Buffer.concat(await Promise.all(names.map((name) => readFile(join(folder, name)))))
}

const holdFile = (path: string): (() => Promise<void>) => {
  const other = new Database(path)
  other.exec('begin immediate')
  return async () => {
    other.exec('rollback')
    other.close()
  }
}

/** Opens a new store of the engine that the tests run on. */
export const openStoreUnderTest = async (
  folder: string,
  options: { readonly lockTimeout?: number; readonly observer?: StoreObserver },
): Promise<StoreUnderTest> => {
  if (ENGINE === 'sqlite') {
    const path = join(folder, 'constat.db')
    await newDatabase(path)
    const store = await openSqliteStore({ ...options, path })
    return { store, written: () => filesOf(folder), holdWrites: async () => holdFile(path) }
  }
  const { url, dump, holdWrites, drop } = await createPostgres(await sharedCluster())
  const store = await openPostgresStore({ ...options, url, durable: false })
  const close = async (): Promise<void> => {
    await store.close()
    await drop()
  }
  return { store: { ...store, close }, written: dump, holdWrites }
}
