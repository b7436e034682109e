import type { Database } from 'better-sqlite3'
import { Kysely } from 'kysely'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import { openReader, openWriter, truncateWal, type SqliteOptions } from './connection.ts'
import { type Begin, sqliteDialect } from './dialect.ts'
import { groupCommit } from './group-commit.ts'
import { migrateSqlite } from './migrate.ts'
import { readOnly } from '../read-only.ts'
import { snapshots } from './snapshots.ts'

const kysely = (database: Database, begin: Begin): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: sqliteDialect(database, begin) })

/**
 * Migrates a SQLite database and opens it as a store. The file belongs to one server process; other processes may read it and take
 * short writes.
 *
 * @throws StorageUnavailable when the file cannot be opened, locked or written.
 */
export const openSqliteStore = async (options: SqliteOptions): Promise<Store> => {
  await migrateSqlite(options)
  const database = openWriter(options)
  const writer = kysely(database, 'begin immediate')
  const readDatabase = openReader(options)
  const reader = kysely(readDatabase, 'begin')
  const writes = groupCommit(writer, database)
  const reads = snapshots(() => kysely(openReader(options), 'begin'))
  const probe = reader.selectFrom('log').select('log_id').limit(1)

  return {
    reader: readOnly(reader),
    snapshot: reads.snapshot,
    write: writes.write,
    scrub: async () => {
      // Behind the writes that were accepted, as a checkpoint waits for no transaction of its own connection.
      await writes.write(async () => {})
      return truncateWal(database)
    },
    ready: async () => {
      try {
        await Promise.all([probe.execute(), writes.write(async () => {})])
        return true
      } catch {
        return false
      }
    },
    close: async () => {
      await Promise.all([writes.drain(), reads.close()])
      // Kysely closes only what it has used. The writer goes last: a reader cannot fold the WAL into the file.
      readDatabase.close()
      database.close()
    },
  }
}
