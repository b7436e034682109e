import { Pool, type ClientBase, type PoolClient } from 'pg'
import { StorageUnavailable } from '../store.ts'
import { storageError } from './storage-error.ts'
import { VALUE_TYPES } from './types.ts'

/** Where the database is and how it is reached. */
export type PostgresOptions = {
  /** `postgres://role:password@host:port/database`, as libpq writes it. */
  readonly url: string
  /** How long to wait for another transaction's lock, milliseconds; 5,000 when absent. */
  readonly lockTimeout?: number | undefined
  /** How many connections write at most, and as many that read; 10 when absent. */
  readonly connections?: number | undefined
}

/** Where the role or the server has it off, a commit would be answered before it is on disk. */
export const FLUSHED = `select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'`

/** Connections of one kind; each is one session of PostgreSQL. */
export type Sessions = {
  /** A connection of one's own until it is released; further callers wait in order. */
  readonly acquire: () => Promise<PoolClient>
  readonly release: (client: PoolClient) => void
  /** Ends idle connections at once and refuses what comes later. */
  readonly close: () => Promise<void>
}

const LOCK_TIMEOUT = 5000
const CONNECT_TIMEOUT = 10_000
const IDLE = 30_000
export const CONNECTIONS = 10

/** At most so many at once; who comes later waits, first come first served. */
const turnstile = (width: number) => {
  const waiting: (() => void)[] = []
  let free = width
  return {
    enter: async (): Promise<void> => {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
    },
    leave: (): void => {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    },
  }
}

/**
 * Opens connections as they are needed.
 *
 * @param settings statements that each new session begins with.
 */
export const openSessions = (
  { url, lockTimeout = LOCK_TIMEOUT }: PostgresOptions,
  width: number,
  settings: readonly string[],
): Sessions => {
  const lost = new WeakSet<ClientBase>()
  const begin = [`set lock_timeout = ${Math.ceil(lockTimeout)}`, ...settings].join(';')
  const pool = new Pool({
    connectionString: url,
    max: width,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    idleTimeoutMillis: IDLE,
    allowExitOnIdle: true,
    keepAlive: true,
    pipeline: true,
    types: VALUE_TYPES,
    onConnect: async (client) => {
      // Said of a connection that nobody waits on; without a listener it would end the process.
      client.on('error', () => lost.add(client))
      await client.query(begin)
    },
  })
  pool.on('error', () => {})
  const turns = turnstile(width)
  let closed = false

  return {
    acquire: async () => {
      // The pool's own queue would count the wait for a turn as time to connect.
      await turns.enter()
      try {
        if (closed) throw new StorageUnavailable('CLOSED')
        return await pool.connect()
      } catch (error) {
        turns.leave()
        throw storageError(error)
      }
    },
    release: (client) => {
      client.release(lost.has(client))
      turns.leave()
    },
    close: async () => {
      if (closed) return
      closed = true
      await pool.end()
    },
  }
}
