import { Kysely, sql } from 'kysely'
import { refusalOf, type CheckpointStore, type LogHead } from '../log/checkpoint-store.ts'
import { postgresDialect } from './dialect.ts'
import { UnsafeDatabase } from './safe.ts'
import { FLUSHED, FORGOTTEN, openSessions, type PostgresOptions } from './sessions.ts'
import { faultAtStart } from './storage-error.ts'

/** Where the heads of logs are remembered for server processes on several machines. */
export type PostgresCheckpointOptions = PostgresOptions & {
  /** Address of the database of the logs, which must be on another PostgreSQL server. */
  readonly apartFrom: string
}

const TABLE = `create table if not exists head (
  log_id text collate "C" not null primary key,
  origin text collate "C" not null,
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32)
)`

type Head = LogHead & { readonly origin: string }
type Database = Kysely<{ head: { log_id: string; origin: string; size: number; root: LogHead['root'] } }>

const CONNECTIONS = 2

const connect = (
  options: PostgresOptions,
): { readonly db: Database; readonly close: () => Promise<void> } => {
  const sessions = openSessions(options, { width: CONNECTIONS, settings: [FLUSHED, FORGOTTEN] })
  return { db: new Kysely({ dialect: postgresDialect(sessions, 'begin') }), close: sessions.close }
}

/** Which cluster answers: a number that it is given when it is made, and that its copies keep. */
const clusterOf = async (db: Database): Promise<string> => {
  const { rows } = await sql<{ id: string }>`
    select system_identifier::text as id from pg_control_system()`.execute(db)
  return rows[0]?.id ?? ''
}

/**
 * Checks that two databases are not of one server, whose backup would hold both and bring both back to the same day.
 *
 * @throws UnsafeDatabase
 */
const requireApart = async (db: Database, apartFrom: string): Promise<void> => {
  const other = connect({ url: apartFrom })
  try {
    if ((await clusterOf(db)) === (await clusterOf(other.db)))
      throw new UnsafeDatabase(
        'the checkpoint store is on the PostgreSQL server of the database, in whose backups it must not be: give it a server of its own, or a file.',
      )
  } finally {
    await other.close()
  }
}

/**
 * Opens a checkpoint store in a PostgreSQL database of its own, for processes on several machines; it is never restored from a
 * backup of the other database. Its role makes the one table there.
 *
 * @throws StorageUnavailable when it cannot be reached or written.
 * @throws UnsafeDatabase when it is on the same server as the database of the logs.
 */
export const openPostgresCheckpointStore = async ({
  apartFrom,
  ...options
}: PostgresCheckpointOptions): Promise<CheckpointStore> => {
  const { db, close } = connect(options)
  const newest = (logId: string): Promise<Head | undefined> =>
    db.selectFrom('head').select(['origin', 'size', 'root']).where('log_id', '=', logId).executeTakeFirst()
  try {
    await requireApart(db, apartFrom)
    await db.transaction().execute(async (trx) => {
      // Two that make the table at once disturb each other.
      await sql`select pg_advisory_xact_lock(1)`.execute(trx)
      await sql.raw(TABLE).execute(trx)
    })
  } catch (error) {
    await close()
    throw faultAtStart(error)
  }
  return {
    newest,
    advance: async (logId, origin, { size, root }) => {
      // One statement, hence atomic: the comparison and the write see the same row.
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('head')
        .values({ log_id: logId, origin, size, root })
        .onConflict((conflict) =>
          conflict
            .column('log_id')
            .doUpdateSet((eb) => ({ size: eb.ref('excluded.size'), root: eb.ref('excluded.root') }))
            .whereRef('excluded.size', '>', 'head.size')
            .whereRef('excluded.origin', '=', 'head.origin'),
        )
        .executeTakeFirstOrThrow()
      return numInsertedOrUpdatedRows === 1n ? 'HELD' : refusalOf(await newest(logId), origin, { size, root })
    },
    close,
  }
}
