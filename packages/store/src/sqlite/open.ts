import type { Database } from 'better-sqlite3'
import { CompiledQuery, Kysely } from 'kysely'
import { readOnly } from '../read-only.ts'
import { keepScrubbing } from '../scrubbing.ts'
import type { Store, Writer } from '../store.ts'
import type { Tables } from '../tables.ts'
import {
  LOCK_TIMEOUT,
  openReader,
  openWriter,
  truncateWal,
  waitForNothing,
  type SqliteOptions,
  type StoreObserver,
} from './connection.ts'
import { type Begin, sqliteDialect } from './dialect.ts'
import { groupCommit } from './group-commit.ts'
import { migrateSqlite, requireSchema } from './migrate.ts'
import { snapshots } from './snapshots.ts'

/** How a store is opened. */
export type StoreOptions = SqliteOptions & {
  /** Whether a schema that is not the newest is migrated or refused; migrated when absent. */
  readonly schema?: 'MIGRATE' | 'REQUIRE'
  readonly observer?: StoreObserver | undefined
}

const SCRUBS = { first: 100, longest: 5_000 }

// More pages than one submission takes: a disk that is all but full takes a few.
const PROVING_WRITES = 32

/** Writes a page and changes nothing: an empty commit would succeed on a full disk. */
const touch = async (trx: Writer): Promise<void> => {
  await trx.executeQuery(CompiledQuery.raw('pragma user_version = 0'))
}

/**
 * Opens a SQLite database as a store, migrated or of the newest schema already. The file belongs to one server process; other
 * processes may read it and take short writes.
 *
 * @throws StorageUnavailable when the file cannot be opened, locked or written.
 * @throws SchemaMismatch when the schema is refused.
 */
export const openSqliteStore = async (options: StoreOptions): Promise<Store> => {
  if (options.schema === 'REQUIRE') requireSchema(options)
  else await migrateSqlite(options)
  const kysely = (database: Database, begin: Begin): Kysely<Tables> =>
    new Kysely<Tables>({ dialect: sqliteDialect(database, begin, options.observer?.onStatement) })
  const database = openWriter(options)
  waitForNothing(database)
  const writer = kysely(database, 'begin immediate')
  const readDatabase = openReader(options)
  const reader = kysely(readDatabase, 'begin')
  const writes = groupCommit(writer, database, options.lockTimeout ?? LOCK_TIMEOUT, options.observer)
  const reads = snapshots(() => kysely(openReader(options), 'begin'))
  let proven = 0
  /** Has a failing disk show that it takes writes again; while nothing fails, that a transaction can begin. */
  const prove = async (): Promise<void> => {
    const failures = writes.failures()
    if (failures === proven) return writes.write(async () => {})
    for (let written = 0; written < PROVING_WRITES; written += 1) await writes.write(touch)
    proven = failures
  }
  const scrubbing = keepScrubbing(
    async () => {
      // Behind the writes that were accepted, as a checkpoint waits for no transaction of its own connection.
      if (database.inTransaction) await writes.write(async () => {})
      return truncateWal(database)
    },
    SCRUBS,
    options.observer?.onScrub,
  )
  // What was deleted before this process began may be there still: it ended, or was killed, with a reader in the way.
  await scrubbing.scrub()
  const probe = reader.selectFrom('log').select('log_id').limit(1)

  return {
    reader: readOnly(reader),
    snapshot: reads.snapshot,
    write: writes.write,
    scrub: scrubbing.scrub,
    // The file belongs to one server process.
    lead: async () => true,
    ready: async () => {
      try {
        await Promise.all([probe.execute(), prove()])
        return true
      } catch {
        return false
      }
    },
    close: async () => {
      await Promise.all([scrubbing.stop(), writes.drain(), reads.close()])
      // Kysely closes only what it has used. The writer goes last: a reader cannot fold the WAL into the file.
      readDatabase.close()
      database.close()
    },
  }
}

/**
 * Opens the reader of a SQLite database of the newest schema, for a thread of its own that reads much in the order of an index.
 *
 * @throws StorageUnavailable
 * @throws SchemaMismatch
 */
export const openSqliteReader = (options: SqliteOptions): Pick<Store, 'reader' | 'close'> => {
  requireSchema(options)
  const database = openReader(options, 'SORTED')
  return {
    reader: readOnly(new Kysely<Tables>({ dialect: sqliteDialect(database, 'begin') })),
    close: async () => void database.close(),
  }
}
