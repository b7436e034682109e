import Database from 'better-sqlite3'
import { storageError } from './storage-error.ts'

/** Where the database is and how it is opened. */
export type SqliteOptions = {
  /** Path of the database file; it is created when absent. */
  readonly path: string
  /** How long to wait for another process's lock, milliseconds; 5,000 when absent. */
  readonly lockTimeout?: number
}

/** Is told what an engine does, as it does it; for metrics. */
export type StoreObserver = {
  /** A statement of a read or of a work is run. */
  readonly onStatement: (text: string) => void
  /** A work waits for its commit. */
  readonly onWrite: () => void
  /** So many works are settled; `seconds` is what the commit took, its flush to disk included, null when it failed. */
  readonly onCommit: (commit: { readonly works: number; readonly seconds: number | null }) => void
  /** It was tried to take what was deleted out of where the engine keeps it; while something is left it is tried again. */
  readonly onScrub: (isOwed: boolean) => void
}

/** How long another process's lock is waited for when nothing is said, milliseconds. */
export const LOCK_TIMEOUT = 5000
// 64 MB: the pages that a busy minute touches; SQLite's own 2 MB are read from disk again and again.
const CACHE = 'cache_size = -65536'
// 8 MB: who reads in the order of an index reads each page once.
const SORTED_CACHE = 'cache_size = -8192'
const JOURNAL_LIMIT = 64 * 1024 * 1024

const withPragmas = (database: Database.Database, pragmas: readonly string[]): Database.Database => {
  try {
    for (const pragma of pragmas) database.pragma(pragma)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

const RETRY = 20

export const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY'

const pause = (milliseconds: number): void =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)

/** SQLite does not wait for locks when it turns a new database to WAL while another process does so too. */
const turnToWal = (database: Database.Database, lockTimeout: number): Database.Database => {
  for (let left = lockTimeout; ; left -= RETRY)
    try {
      database.pragma('journal_mode = WAL')
      return database
    } catch (error) {
      if (!isBusy(error) || left <= 0) {
        database.close()
        throw error
      }
      pause(RETRY)
    }
}

/**
 * The connection that writes. `synchronous` is set on each open: better-sqlite3 opens an existing WAL database with NORMAL, under
 * which a power cut loses commits that were acknowledged.
 *
 * @throws StorageUnavailable
 */
export const openWriter = ({ path, lockTimeout = LOCK_TIMEOUT }: SqliteOptions): Database.Database => {
  try {
    return withPragmas(turnToWal(new Database(path, { timeout: lockTimeout }), lockTimeout), [
      'synchronous = FULL',
      CACHE,
      // 16 MB: a shared commit writes some 2 MB, and each checkpoint is one more flush in its way.
      'wal_autocheckpoint = 4096',
      'foreign_keys = ON',
      'trusted_schema = OFF',
      `journal_size_limit = ${JOURNAL_LIMIT}`,
      // Erased personal data is overwritten, not only unlinked (evidence.md 1.8).
      'secure_delete = ON',
      // Without it `insert or replace` deletes past the append-only triggers.
      'recursive_triggers = ON',
    ])
  } catch (error) {
    throw storageError(error)
  }
}

/**
 * Moves the write-ahead log into the database and empties it: until then it holds pages as they were before a deletion.
 * False while a reader, or another writer, is in the way.
 *
 * @param database waits for no lock
 * @throws StorageUnavailable
 */
export const truncateWal = (database: Database.Database): boolean => {
  try {
    return database.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0
  } catch (error) {
    throw storageError(error)
  }
}

/** Has a connection wait for no lock from now on: SQLite waits with the whole process held up. */
export const waitForNothing = (database: Database.Database): void => void database.pragma('busy_timeout = 0')

/**
 * A connection that cannot write.
 *
 * @param reads SORTED where keys are looked up in their order
 * @throws StorageUnavailable
 */
export const openReader = (
  { path, lockTimeout = LOCK_TIMEOUT }: SqliteOptions,
  reads: 'SORTED' | 'SCATTERED' = 'SCATTERED',
): Database.Database => {
  try {
    return withPragmas(new Database(path, { timeout: lockTimeout, readonly: true }), [
      'trusted_schema = OFF',
      reads === 'SORTED' ? SORTED_CACHE : CACHE,
    ])
  } catch (error) {
    throw storageError(error)
  }
}
