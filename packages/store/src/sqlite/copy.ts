import { open } from 'node:fs/promises'
import Database from 'better-sqlite3'
import { openReader, type SqliteOptions } from './connection.ts'
import { storageError } from './storage-error.ts'

// The rest of the process is heard between so many pages; other processes are never held up.
const PAGES_A_STEP = 4096

const flush = async (path: string): Promise<void> => {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

// A file that says it has a write-ahead log is not whole without one.
const withoutWal = (path: string): void => {
  const copy = new Database(path)
  try {
    copy.pragma('journal_mode = DELETE')
  } finally {
    copy.close()
  }
}

/**
 * Copies a database that is in use: what the copy holds is one state of it, that of the moment of the call, and it is on disk
 * when this resolves. Writers go on meanwhile; the write-ahead log cannot be folded in until the copy is made.
 *
 * @param to the file to make; it must not exist.
 * @throws StorageUnavailable when one of the files cannot be read or written.
 */
export const copySqlite = async (from: SqliteOptions, to: string): Promise<void> => {
  const database = openReader(from)
  try {
    // A copy made in steps begins anew at each foreign commit, unless its connection stays on one state.
    database.exec('begin')
    database.prepare('select count(*) from sqlite_schema').get()
    await database.backup(to, { progress: () => PAGES_A_STEP })
    withoutWal(to)
    await flush(to)
  } catch (error) {
    throw storageError(error)
  } finally {
    database.close()
  }
}

/** What SQLite itself finds wrong with a database, in its words: which page, index or row. Nothing when it is whole. */
export const checkSqlite = (path: string, limit = 100): readonly string[] => {
  const database = openReader({ path })
  try {
    const integrity = database.prepare<[], string>(`pragma integrity_check(${limit})`).pluck().all()
    const foreign = database.prepare<[], { table: string }>('pragma foreign_key_check').all()
    return [
      ...integrity.filter((line) => line !== 'ok'),
      ...foreign.slice(0, limit).map(({ table }) => `a row of ${table} points nowhere`),
    ]
  } catch (error) {
    // A page can be too broken for the check itself.
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CORRUPT'))
      return [error.message]
    throw storageError(error)
  } finally {
    database.close()
  }
}
