import { Pool, type ClientBase, type PoolClient } from 'pg'
import { StorageUnavailable } from '../store.ts'
import { connectionOf } from './address.ts'
import { newLosses, type Losses } from './losses.ts'
import { connectionError, storageError } from './storage-error.ts'
import { turnstile } from './turnstile.ts'
import { VALUE_TYPES } from './types.ts'

/** Where the database is and how it is reached. */
export type PostgresOptions = {
  /** `postgres://role:password@host:port/database`, as libpq writes it. */
  readonly url: string
  /** How long to wait for another transaction's lock, milliseconds; 5,000 when absent. */
  readonly lockTimeout?: number | undefined
  /** How long a statement may take before its connection is given up, milliseconds; 20,000 when absent, 0 for as long as it takes. */
  readonly answerTimeout?: number | undefined
  /**
   * How long whoever asks now waits at most, milliseconds; undefined when as long as it takes. Nobody waits longer for a connection, nor
   * for a statement outside of a snapshot: what nobody waits for any more must not stand before those who do.
   */
  readonly patience?: (() => number | undefined) | undefined
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
   * Runs what a connection is asked, which is given how long it may take (milliseconds, 0 for as long as it takes). One that did not
   * answer in time is asked nothing more and is not used again: what stands between may have dropped it without a word.
   *
   * @throws StorageUnavailable, or what {@link storageError} makes of a refusal
   */
  readonly ask: <T>(client: PoolClient, question: (timeout: number) => Promise<T>) => Promise<T>
  /** Ends idle connections at once and refuses what comes later. */
  readonly close: () => Promise<void>
}

/** What tells the connections of one pool from others. */
export type SessionsKind = {
  /** How many at most. */
  readonly width: number
  /** Statements that each new session begins with. */
  readonly settings: readonly string[]
  /** Whether a statement may take longer than who asks waits, as one of a snapshot of everything does. */
  readonly isLong?: boolean
  /** Shared with other connections to the same server. */
  readonly losses?: Losses
}

const LOCK_TIMEOUT = 5000
// Less than a request may take, most of which it would be.
const CONNECT_TIMEOUT = 4000
// Of the time of who asks, for a turn: served at the end of it, all that he does with it would be in vain, and under load so would
// be all that is done for those behind him.
const TURN_PART = 1 / 3
const IDLE = 30_000
// Far longer than a statement of ours takes that waits for a lock; of a dead connection the system tells after minutes, or never.
const ANSWER_TIMEOUT = 20_000
export const CONNECTIONS = 10

// Of a client that is gone without a word PostgreSQL learns by its probes and by what it cannot deliver, within two minutes; else it
// keeps its session, with its locks, for hours. Seconds; the last in milliseconds.
const WATCHED = [
  'set tcp_keepalives_idle = 60',
  'set tcp_keepalives_interval = 15',
  'set tcp_keepalives_count = 4',
  'set tcp_user_timeout = 120000',
]
// Our own probes, milliseconds from the last word.
const PROBE_AFTER = 30_000

/** Ends a session that nobody asks: far longer than a connection stays idle here, so that none in use is ended. */
export const FORGOTTEN = `set idle_session_timeout = ${4 * IDLE}`

/** Opens connections as they are needed. */
export const openSessions = (
  { url, lockTimeout = LOCK_TIMEOUT, answerTimeout = ANSWER_TIMEOUT, patience }: PostgresOptions,
  { width, settings, isLong = false, losses = newLosses() }: SessionsKind,
): Sessions => {
  const lost = new WeakSet<ClientBase>()
  // When each was last heard, milliseconds of a monotonic clock.
  const heard = new WeakMap<ClientBase, number>()
  const begin = [`set lock_timeout = ${Math.ceil(lockTimeout)}`, ...WATCHED, ...settings].join(';')
  const patienceNow = (): number => patience?.() ?? answerTimeout
  const turnPatienceNow = (): number => {
    const given = patience?.()
    return given === undefined ? answerTimeout : given * TURN_PART
  }
  const pool = new Pool({
    ...connectionOf(url),
    max: width,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    idleTimeoutMillis: IDLE,
    allowExitOnIdle: true,
    keepAlive: true,
    keepAliveInitialDelayMillis: PROBE_AFTER,
    pipeline: true,
    types: VALUE_TYPES,
    onConnect: async (client) => {
      // Said of a connection that nobody waits on; without a listener it would end the process.
      client.on('error', () => lost.add(client))
      const asked = { text: begin, query_timeout: CONNECT_TIMEOUT }
      await client.query(asked)
      heard.set(client, performance.now())
    },
  })
  pool.on('error', () => {})
  const turns = turnstile(width)
  let closed = false

  const connect = async (): Promise<PoolClient> => {
    for (;;) {
      const client = await pool.connect()
      if (!losses.isSuspect(heard.get(client) ?? 0)) return client
      client.release(true)
      // A farewell to one that is dead would be waited for.
      client.connection.stream.destroy()
    }
  }

  return {
    acquire: async () => {
      // The pool's own queue would count the wait for a turn as time to connect.
      if (!(await turns.enter(turnPatienceNow())))
        throw new StorageUnavailable('IO', { cause: new Error('no connection was free in time') })
      try {
        if (closed) throw new StorageUnavailable('CLOSED')
        return await connect()
      } catch (error) {
        turns.leave()
        throw connectionError(error)
      }
    },
    ask: async (client, question) => {
      if (lost.has(client)) throw new StorageUnavailable('IO')
      const askedAt = performance.now()
      try {
        const answer = await question(isLong ? answerTimeout : patienceNow())
        heard.set(client, performance.now())
        return answer
      } catch (error) {
        const fault = storageError(error)
        if (fault instanceof StorageUnavailable && fault.reason === 'IO') {
          lost.add(client)
          losses.note(askedAt)
        } else heard.set(client, performance.now())
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
