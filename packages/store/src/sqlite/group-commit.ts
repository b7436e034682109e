import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { ControlledTransaction, Kysely } from 'kysely'
import { StorageUnavailable, type Writer } from '../store.ts'
import type { Tables } from '../tables.ts'
import type { StoreObserver } from './connection.ts'

/** Writers that share commits. */
export type GroupCommit = {
  readonly write: <T>(work: (trx: Writer) => Promise<T>) => Promise<T>
  /** How many commits and works storage has failed so far. */
  readonly failures: () => number
  /** Refuses what comes later and waits for what was accepted. */
  readonly drain: () => Promise<void>
}

/** A queued work; `run` answers how to acknowledge it once the commit is on disk. */
type Job = {
  readonly run: (trx: Writer) => Promise<() => void>
  readonly reject: (error: unknown) => void
}

// Bounds the time between the first work of a batch and its acknowledgement.
const MAX_BATCH = 512

// How often another process's lock is asked for, milliseconds.
const LOCK_PAUSE = 10

// A disk that refuses writes may refuse this too: then the next transaction cannot begin, and says so.
const undo = (database: Database): void => {
  try {
    if (database.inTransaction) database.exec('rollback')
  } catch {
    // The works of this commit are refused either way.
  }
}

/**
 * Runs works one after another inside one transaction, each in its savepoint, and commits them together: the flush to disk is what a
 * small write costs, so what arrives during one commit shares the next.
 *
 * @param database must wait for no lock by itself: SQLite waits with the process held up. That of another process is asked for
 *   again and again instead, for `lockTimeout` milliseconds; then all works that wait are refused.
 */
export const groupCommit = (
  db: Kysely<Tables>,
  database: Database,
  lockTimeout: number,
  observer?: StoreObserver,
): GroupCommit => {
  const queue: Job[] = []
  let closed = false
  let failures = 0
  let running: Promise<void> | undefined

  // Not through Kysely, whose savepoints cost as much as several inserts.
  const savepoint = database.prepare('savepoint work')
  const release = database.prepare('release work')
  const rollback = database.prepare('rollback to work')

  /** Runs one work in its savepoint; undefined when it threw and was undone alone. */
  const runAlone = async (trx: Writer, job: Job): Promise<(() => void) | undefined> => {
    savepoint.run()
    try {
      const acknowledge = await job.run(trx)
      release.run()
      return acknowledge
    } catch (error) {
      if (error instanceof StorageUnavailable) failures += 1
      job.reject(error)
      // SQLite may end the whole transaction by itself on a full disk or an I/O error; then the others are lost too.
      if (!database.inTransaction) throw error
      rollback.run()
      release.run()
      return undefined
    }
  }

  /** @throws StorageUnavailable when another process keeps its lock for too long, or storage fails. */
  const begin = async (): Promise<ControlledTransaction<Tables>> => {
    const started = performance.now()
    for (;;)
      try {
        return await db.startTransaction().execute()
      } catch (error) {
        const isLocked = error instanceof StorageUnavailable && error.reason === 'LOCKED'
        if (!isLocked || performance.now() - started >= lockTimeout) throw error
        await pause(LOCK_PAUSE)
      }
  }

  const commit = async (): Promise<void> => {
    let seconds: number | null = null
    let batch: readonly Job[] = []
    try {
      const trx = await begin()
      batch = queue.splice(0, MAX_BATCH)
      const acknowledgements: (() => void)[] = []
      for (const job of batch) {
        const acknowledge = await runAlone(trx, job)
        if (acknowledge !== undefined) acknowledgements.push(acknowledge)
      }
      const started = performance.now()
      await trx.commit().execute()
      seconds = (performance.now() - started) / 1000
      for (const acknowledge of acknowledgements) acknowledge()
    } catch (error) {
      undo(database)
      // Where no transaction begins nobody who waits is served.
      if (batch.length === 0) batch = queue.splice(0)
      const unavailable =
        error instanceof StorageUnavailable ? error : new StorageUnavailable('IO', { cause: error })
      failures += 1
      for (const job of batch) job.reject(unavailable)
    }
    observer?.onCommit({ works: batch.length, seconds })
  }

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      // Lets every request that waited behind the last flush reach the queue first.
      await nextTurn()
      await commit()
    }
    running = undefined
  }

  return {
    write: (work) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new StorageUnavailable('CLOSED'))
        observer?.onWrite()
        queue.push({
          run: async (trx) => {
            const value = await work(trx)
            return () => resolve(value)
          },
          reject,
        })
        running ??= drain()
      }),
    failures: () => failures,
    drain: async () => {
      closed = true
      await running
    },
  }
}
