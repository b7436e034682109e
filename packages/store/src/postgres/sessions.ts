import { Pool, type ClientBase, type PoolClient } from 'pg'
import { StorageUnavailable } from '../store.ts'
import { connectionOf } from './address.ts'
import { storageError } from './storage-error.ts'
import { VALUE_TYPES } from './types.ts'

/** Where the database is and how it is reached. */
export type PostgresOptions = {
  /** `postgres://role:password@host:port/database`, as libpq writes it. */
  readonly url: string
  /** How long to wait for another transaction's lock, milliseconds; 5,000 when absent. */
  readonly lockTimeout?: number | undefined
  /** How long a statement may take before its connection is given up, milliseconds; 20,000 when absent, 0 for as long as it takes. */
  readonly answerTimeout?: number | undefined
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
  /**
   * Runs what a connection is asked. One that did not answer in time is asked nothing more and is not used again: what stands between may
   * have dropped it without a word.
   *
   * @throws StorageUnavailable, or what {@link storageError} makes of a refusal
   */
  readonly ask: <T>(client: PoolClient, question: () => Promise<T>) => Promise<T>
  /** Ends idle connections at once and refuses what comes later. */
  readonly close: () => Promise<void>
}

const LOCK_TIMEOUT = 5000
const CONNECT_TIMEOUT = 10_000
const IDLE = 30_000
// Far longer than a statement of ours takes that waits for a lock; of a dead connection the system tells after minutes, or never.
const ANSWER_TIMEOUT = 20_000
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
  { url, lockTimeout = LOCK_TIMEOUT, answerTimeout = ANSWER_TIMEOUT }: PostgresOptions,
  width: number,
  settings: readonly string[],
): Sessions => {
  const lost = new WeakSet<ClientBase>()
  const begin = [`set lock_timeout = ${Math.ceil(lockTimeout)}`, ...settings].join(';')
  const pool = new Pool({
    ...connectionOf(url),
    max: width,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    query_timeout: answerTimeout,
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
    ask: async (client, question) => {
      if (lost.has(client)) throw new StorageUnavailable('IO')
      try {
        return await question()
      } catch (error) {
        const fault = storageError(error)
        if (fault instanceof StorageUnavailable && fault.reason === 'IO') lost.add(client)
        throw fault
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
