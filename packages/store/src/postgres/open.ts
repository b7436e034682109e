import { HandleEmptyInListsPlugin, Kysely, replaceWithNoncontingentExpression, sql } from 'kysely'
import { readOnly } from '../read-only.ts'
import { SchemaMismatch } from '../schema.ts'
import { keepScrubbing } from '../scrubbing.ts'
import type { Store } from '../store.ts'
import type { StoreObserver } from '../sqlite/connection.ts'
import type { Tables } from '../tables.ts'
import { type Begin, postgresDialect } from './dialect.ts'
import { acceptance } from './acceptance.ts'
import { ERASABLE } from './grants.ts'
import { leadership } from './leadership.ts'
import { newLosses } from './losses.ts'
import { schemaIn } from './migrate.ts'
import { requireSafe } from './safe.ts'
import {
  CONNECTIONS,
  FLUSHED,
  FORGOTTEN,
  openSessions,
  type PostgresOptions,
  type Sessions,
} from './sessions.ts'
import { faultAtStart } from './storage-error.ts'

/** How a store is opened. */
export type PostgresStoreOptions = PostgresOptions & {
  readonly observer?: StoreObserver | undefined
  /** False takes a server that may lose commits in a power cut; for tests of what that is no part of. */
  readonly durable?: boolean | undefined
}

// Milliseconds between two statements of a work, which waits for nothing outside: a process that is silent for so long hangs, and
// the others wait behind its locks. Less than a lock is waited for, so that who waits is given it.
const IDLE_IN_TRANSACTION = 3_500

const WRITING = [`set idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION}`, FLUSHED, FORGOTTEN]
// Between two reads of a snapshot, which works on what it has read: a client that does so for longer is gone, and nothing that was
// deleted since it began could be scrubbed. Milliseconds.
const IDLE_IN_SNAPSHOT = 300_000
const READING = [
  'set default_transaction_read_only = on',
  `set idle_in_transaction_session_timeout = ${IDLE_IN_SNAPSHOT}`,
  FORGOTTEN,
]

// Nothing is in an empty list, as SQLite has it; PostgreSQL has no words for one.
const EMPTY_LISTS = new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })

const SCRUBS = { first: 1_000, longest: 60_000 }
const VACUUMED = ERASABLE.join(', ')

const kysely = (sessions: Sessions, begin: Begin, observer: StoreObserver | undefined): Kysely<Tables> =>
  new Kysely<Tables>({
    dialect: postgresDialect(sessions, begin, observer?.onStatement),
    plugins: [EMPTY_LISTS],
  })

/** Tells of a work and of what its commit took: the time from the end of its statements to its answer. */
const observed = async <T>(
  observer: StoreObserver | undefined,
  run: (ending: (work: Promise<T>) => Promise<T>) => Promise<T>,
): Promise<T> => {
  let ended: number | undefined
  observer?.onWrite()
  try {
    const value = await run(async (work) => {
      const result = await work
      ended = performance.now()
      return result
    })
    observer?.onCommit({ works: 1, seconds: (performance.now() - (ended ?? performance.now())) / 1000 })
    return value
  } catch (error) {
    observer?.onCommit({ works: 1, seconds: null })
    throw error
  }
}

/**
 * Opens a PostgreSQL database as a store, under the role of the server; its tables are there. Any number of processes may share it.
 * Each work has a transaction of its own: processes that shared commits among works would hold the locks of one work through
 * all others of its commit, and two such processes would wait for each other in a circle. PostgreSQL shares the flush itself.
 *
 * @throws StorageUnavailable when the database cannot be reached.
 * @throws SchemaMismatch when its schema is not the newest.
 * @throws UnsafeDatabase when it would not keep what it is told, or lets this role change it.
 */
export const openPostgresStore = async (options: PostgresStoreOptions): Promise<Store> => {
  const { connections = CONNECTIONS, durable = true, observer } = options
  const losses = newLosses()
  const writing = openSessions(options, { width: connections, settings: WRITING, losses })
  const reading = openSessions(options, { width: connections, settings: READING, losses })
  // Apart from the point reads, which a snapshot may wait for.
  const looking = openSessions(options, { width: connections, settings: READING, losses, isLong: true })
  const writer = kysely(writing, 'begin', observer)
  const reader = kysely(reading, 'begin', observer)
  const snapshots = kysely(looking, 'begin isolation level repeatable read read only', observer)
  const leads = leadership(options)
  const { accept, drain } = acceptance()
  const probe = reader.selectFrom('log').select('log_id').limit(1)

  const scrubbing = keepScrubbing(
    () =>
      accept(async () => {
        await sql.raw(`vacuum ${VACUUMED}`).execute(writer)
        const { rows } = await sql<{ left: number }>`
          select coalesce(sum(n_dead_tup), 0) as left from pg_stat_user_tables
          where relname in (${sql.join(ERASABLE)})`.execute(writer)
        return rows[0]?.left === 0
      }),
    SCRUBS,
    observer?.onScrub,
  )

  const close = async (): Promise<void> => {
    await scrubbing.stop()
    await drain()
    await Promise.all([writing.close(), reading.close(), looking.close(), leads.close()])
  }
  const write: Store['write'] = (work) =>
    accept(() => observed(observer, (ending) => writer.transaction().execute((trx) => ending(work(trx)))))

  try {
    const state = await schemaIn(writer as Kysely<unknown>)
    if (state === undefined || state.missing.length + state.unknown.length > 0)
      throw new SchemaMismatch(state)
    await requireSafe(writer as Kysely<unknown>, durable)
  } catch (error) {
    await close()
    throw faultAtStart(error)
  }

  return {
    reader: readOnly(reader),
    snapshot: (work) => accept(() => snapshots.transaction().execute((trx) => work(readOnly(trx)))),
    write,
    scrub: scrubbing.scrub,
    lead: leads.lead,
    ready: async () => {
      try {
        const [, isWritable] = await Promise.all([
          probe.execute(),
          // Takes a number for the transaction, whose commit is then on disk and not only in name.
          write(async (trx) => {
            const { rows } = await sql<{ only: string }>`
              select pg_current_xact_id()::text, current_setting('transaction_read_only') as only`.execute(
              trx,
            )
            return rows[0]?.only === 'off'
          }),
        ])
        return isWritable
      } catch {
        return false
      }
    },
    close,
  }
}
