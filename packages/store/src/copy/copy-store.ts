import type { Database } from 'better-sqlite3'
import { type Kysely, sql } from 'kysely'
import { postgresKysely } from '../postgres/database.ts'
import { schemaIn, withDatabase } from '../postgres/migrate.ts'
import type { PostgresOptions } from '../postgres/sessions.ts'
import { SchemaMismatch } from '../schema.ts'
import { openWriter, type SqliteOptions } from '../sqlite/connection.ts'
import { requireSchema } from '../sqlite/migrate.ts'
import { storageError } from '../sqlite/storage-error.ts'
import { syncTable } from './sync-table.ts'
import { tablesInOrder } from './tables-in-order.ts'
import { beginCopy, CopyRefused, isFree } from './under-way.ts'

/** How far a copy is. */
export type CopyProgress = {
  readonly table: string
  /** Rows of this table that are the same on both sides. */
  readonly done: number
  readonly total: number
}

/** What a copy did. */
export type Copied = {
  /** Rows of the source, all of which the target has. */
  readonly rows: number
  /** Rows that were written or removed now; 0 when the target was the same already. */
  readonly changed: number
}

/** From where to where. */
export type CopyOptions = {
  readonly from: SqliteOptions
  /** The PostgreSQL database under the role that owns its tables, migrated. */
  readonly to: PostgresOptions
  readonly onProgress?: ((progress: CopyProgress) => void) | undefined
  /** Ends the copy between two pages; it goes on from there when it is called again. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Makes an empty PostgreSQL database hold what a SQLite database holds, row by row: positions, statements, log, keys. The source is
 * locked against writing meanwhile. What is the same already is read and not written, so that a copy that was cut off goes on;
 * until it has ended the database is not served. Once it has, the source records nothing any more, and nothing is written by a
 * copy: repeated, it tells whether both are the same.
 *
 * @throws CopyRefused when the target holds anything but the same, or an unfinished copy of the same; it is not changed.
 * @throws StorageUnavailable when one of them does not answer, or the source is being written.
 * @throws SchemaMismatch when one of them is not of the newest schema.
 * @throws the signal's reason when it is aborted.
 */
export const copyStore = async ({ from, to, onProgress, signal }: CopyOptions): Promise<Copied> => {
  requireSchema(from)
  const source = openWriter(from)
  const { db, close } = postgresKysely(to)
  try {
    const state = await schemaIn(db)
    if (state === undefined || state.missing.length + state.unknown.length > 0)
      throw new SchemaMismatch(state)
    source.exec('begin immediate')
    const copy = await beginCopy(db, identityOf(source))
    let rows = 0
    let changed = 0
    for (const table of await tablesInOrder(db)) {
      const synced = await syncTable(source, db, { table, copy }, (done, total) => {
        onProgress?.({ table: table.name, done, total })
        signal?.throwIfAborted()
      })
      rows += synced.rows
      changed += synced.changed
      if (!copy && synced.changed > 0)
        throw new CopyRefused({ code: 'differs', table: table.name, rows: synced.changed })
    }
    if (copy) await analyze(db)
    // First, so that no server that waits for its lock acknowledges what the copy has not.
    source.exec(MOVED)
    source.exec('commit')
    await copy?.end()
    return { rows, changed }
  } catch (error) {
    throw error instanceof CopyRefused ? error : storageError(error)
  } finally {
    if (source.inTransaction) source.exec('rollback')
    source.close()
    await close()
  }
}

/** What tells a source from others: its logs by name and birth, and its first tenant. */
const identityOf = (source: Database): string =>
  JSON.stringify([
    source.prepare('select origin, created_at from log order by origin').raw().all(),
    source.prepare('select min(tenant_id) from tenant').pluck().get(),
  ])

// Whoever serves the file still, or again, is refused what would be lost.
const MOVED = ['position_counter', 'log_state']
  .map(
    (table) => `create trigger if not exists ${table}_moved before update on ${table}
      begin select raise(abort, 'this database was moved to PostgreSQL: serve that'); end`,
  )
  .join(';')

/**
 * Whether a database is nobody's yet, so that its tables may be made for a copy.
 *
 * @throws StorageUnavailable
 */
export const isFreeForCopy = (to: PostgresOptions): Promise<boolean> => withDatabase(to, isFree)

// Plans of an unknown table are those of an empty one.
const analyze = async (db: Kysely<unknown>): Promise<void> => void (await sql`analyze`.execute(db))
