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

const MAX_FINDINGS = 100

const isCorrupt = (error: unknown): error is Error =>
  error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)

const findingsOf = (database: Database.Database, pragma: string): readonly string[] => {
  try {
    const lines = database.prepare<[], string>(pragma).pluck().all()
    return lines.filter((line) => line !== 'ok')
  } catch (error) {
    // A page can be too broken for the check itself.
    if (isCorrupt(error)) return [error.message]
    throw error
  }
}

const tablesOf = (database: Database.Database): readonly string[] =>
  database.prepare<[], string>(`select name from sqlite_schema where type = 'table'`).pluck().all()

const foreignKeys = (database: Database.Database): readonly string[] =>
  database
    .prepare<[], { table: string }>('pragma foreign_key_check')
    .all()
    .map(({ table }) => `a row of ${table} points nowhere`)

/**
 * What SQLite itself finds wrong with a database, in its words, with the table or page; nothing when it is whole.
 *
 * @throws StorageUnavailable when it cannot be read at all.
 */
export const checkSqlite = (path: string): readonly string[] => {
  const database = openReader({ path })
  try {
    const whole = findingsOf(database, `pragma integrity_check(${MAX_FINDINGS})`)
    if (whole.length === 0) return foreignKeys(database).slice(0, MAX_FINDINGS)
    const byTable = tablesOf(database).flatMap((table) =>
      findingsOf(database, `pragma integrity_check('${table}')`).map((line) => `${table}: ${line}`),
    )
    return (byTable.length > 0 ? byTable : whole).slice(0, MAX_FINDINGS)
  } catch (error) {
    throw storageError(error)
  } finally {
    database.close()
  }
}
