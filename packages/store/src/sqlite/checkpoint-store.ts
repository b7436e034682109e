import type { Database } from 'better-sqlite3'
import { refusalOf, type CheckpointStore } from '../log/checkpoint-store.ts'
import { StorageUnavailable, type Bytes } from '../store.ts'
import { openWriter, type SqliteOptions } from './connection.ts'
import { storageError } from './storage-error.ts'

const TABLE = `create table if not exists head (
  log_id text not null primary key,
  origin text not null,
  size integer not null check (size >= 0),
  root blob not null check (length(root) = 32)
) strict`

// One statement, hence atomic: the comparison and the write see the same row.
const ADVANCE = `insert into head (log_id, origin, size, root) values (?, ?, ?, ?)
  on conflict (log_id) do update set size = excluded.size, root = excluded.root
  where excluded.size > head.size and excluded.origin = head.origin`

type Row = { readonly origin: string; readonly size: number; readonly root: Bytes }

const guarded = <T>(database: Database, work: () => T): T => {
  if (!database.open) throw new StorageUnavailable('CLOSED')
  try {
    return work()
  } catch (error) {
    throw storageError(error)
  }
}

// A lock is waited for with the thread held, and nobody holds this one for longer than a write.
const LOCK_TIMEOUT = 250

/**
 * Opens a checkpoint store in a SQLite file of its own; keep it out of the backups of the database, and never restore it
 * from one.
 *
 * @throws StorageUnavailable when the file cannot be opened, locked or written.
 */
export const openSqliteCheckpointStore = async (options: SqliteOptions): Promise<CheckpointStore> => {
  const database = openWriter({ lockTimeout: LOCK_TIMEOUT, ...options })
  const { select, advance } = guarded(database, () => {
    database.exec(TABLE)
    return {
      select: database.prepare<[string], Row>('select origin, size, root from head where log_id = ?'),
      advance: database.prepare<[string, string, number, Bytes]>(ADVANCE),
    }
  })
  return {
    newest: async (logId) => guarded(database, () => select.get(logId)),
    advance: async (logId, origin, { size, root }) =>
      guarded(database, () => {
        if (advance.run(logId, origin, size, root).changes === 1) return 'HELD'
        return refusalOf(select.get(logId), origin, { size, root })
      }),
    close: async () => void database.close(),
  }
}
