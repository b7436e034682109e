import type { Kysely } from 'kysely'
import { StorageUnavailable, type Reader } from '../store.ts'
import type { Tables } from '../tables.ts'
import { readOnly } from '../read-only.ts'

/** Reads over one state of the database each. */
export type Snapshots = {
  readonly snapshot: <T>(work: (reader: Reader) => Promise<T>) => Promise<T>
  /** Refuses what comes later, waits for what runs, closes the connections. */
  readonly close: () => Promise<void>
}

const MAX_CONNECTIONS = 8

/** Gives each snapshot a connection of its own, since a read transaction holds one; further snapshots wait for a free one. */
export const snapshots = (connect: () => Kysely<Tables>): Snapshots => {
  const all: Kysely<Tables>[] = []
  const idle: Kysely<Tables>[] = []
  const waiting: ((db: Kysely<Tables>) => void)[] = []
  const running = new Set<Promise<unknown>>()
  let closed = false

  const acquire = async (): Promise<Kysely<Tables>> => {
    const free = idle.pop()
    if (free !== undefined) return free
    if (all.length >= MAX_CONNECTIONS) return new Promise((resolve) => waiting.push(resolve))
    const db = connect()
    all.push(db)
    return db
  }

  const release = (db: Kysely<Tables>): void => {
    const next = waiting.shift()
    if (next === undefined) idle.push(db)
    else next(db)
  }

  const run = async <T>(work: (reader: Reader) => Promise<T>): Promise<T> => {
    const db = await acquire()
    try {
      return await db.transaction().execute((trx) => work(readOnly(trx)))
    } finally {
      release(db)
    }
  }

  return {
    snapshot: async (work) => {
      if (closed) throw new StorageUnavailable('CLOSED')
      const result = run(work)
      running.add(result)
      try {
        return await result
      } finally {
        running.delete(result)
      }
    },
    close: async () => {
      closed = true
      await Promise.allSettled(running)
      await Promise.all(all.map((db) => db.destroy()))
    },
  }
}
