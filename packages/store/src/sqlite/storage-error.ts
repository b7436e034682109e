import Database from 'better-sqlite3'
import { StorageUnavailable, type UnavailableReason } from '../store.ts'

// SQLite's primary result codes; extended ones start with the primary's name.
const REASONS: readonly (readonly [string, UnavailableReason])[] = [
  ['SQLITE_FULL', 'FULL'],
  ['SQLITE_IOERR', 'IO'],
  ['SQLITE_CANTOPEN', 'IO'],
  ['SQLITE_NOMEM', 'IO'],
  ['SQLITE_BUSY', 'LOCKED'],
  ['SQLITE_LOCKED', 'LOCKED'],
  ['SQLITE_READONLY', 'READ_ONLY'],
  ['SQLITE_CORRUPT', 'CORRUPT'],
  ['SQLITE_NOTADB', 'CORRUPT'],
]

/**
 * What to throw for what the driver threw: {@link StorageUnavailable} for a fault of disk, file or lock, anything else as it is.
 * The driver's messages name tables and columns, never values.
 */
export const storageError = (error: unknown): unknown => {
  if (!(error instanceof Database.SqliteError)) return error
  const [, reason] = REASONS.find(([code]) => error.code.startsWith(code)) ?? []
  return reason === undefined ? error : new StorageUnavailable(reason, { cause: error })
}
