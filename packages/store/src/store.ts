import type { Transaction } from 'kysely'
import type { ReadonlyKysely } from 'kysely/readonly'
import type { Tables } from './tables.ts'

/** A handle that can only read; the type refuses everything else. Streams are refused too: read keyset pages. */
export type Reader = ReadonlyKysely<Tables>

/** A handle inside a write transaction. It is valid until the work that received it ends. */
export type Writer = Transaction<Tables>

/** What a read needs: a {@link Reader}, or a {@link Writer} to see what its own transaction wrote. */
export type Handle = Pick<Reader, 'selectFrom'>

export type { Bytes } from './tables.ts'

/** The tenant a query is confined to, and the log that tenant writes to (the distribution column). */
export type TenantScope = { readonly tenantId: string; readonly logId: string }

/** The one port to storage; every engine implements it and passes the same contract suite. */
export type Store = {
  /** Point reads; each statement sees the latest commit. */
  readonly reader: Reader
  /** Runs reads over one consistent state of the database, unmoved by commits made meanwhile. */
  readonly snapshot: <T>(work: (reader: Reader) => Promise<T>) => Promise<T>
  /**
   * Runs `work` in a transaction and resolves only after the commit that holds it is on disk.
   * A work that throws is undone alone and rejects with what it threw. Works share a commit, so a work awaits
   * nothing but its own statements, and each of them.
   *
   * @throws StorageUnavailable when the transaction cannot begin, write or commit. Where the engine is behind a network and the
   *   connection is lost during the commit, the work may be stored all the same: it is safe to try again under its idempotency key.
   */
  readonly write: <T>(work: (trx: Writer) => Promise<T>) => Promise<T>
  /**
   * Takes what was deleted out of where the engine still keeps it; to be called after the commit of an erasure. SQLite overwrites
   * it in the file and empties the write-ahead log. PostgreSQL frees its place for other rows; its log holds it for as long as
   * it is kept. True when nothing is left. False while something still reads an older state, or storage does not answer: it is
   * tried again until nothing is left, and with SQLite by whoever opens the database next, too.
   */
  readonly scrub: () => Promise<boolean>
  /**
   * Whether this process is the one, of all that share the database, which does what this name stands for; it is until it
   * ends, hangs or is cut off, and then another is. For work that one is enough for and two may do: whoever is cut off may
   * learn so late.
   *
   * @throws StorageUnavailable
   */
  readonly lead: (name: string) => Promise<boolean>
  /** Whether a read answers and a write can begin and commit now. */
  readonly ready: () => Promise<boolean>
  /** Waits for what was accepted, then releases the database. */
  readonly close: () => Promise<void>
}

/** Why storage is unavailable; TLS: its server speaks none, or shows a certificate that is not believed. */
export type UnavailableReason = 'FULL' | 'IO' | 'TLS' | 'LOCKED' | 'READ_ONLY' | 'CORRUPT' | 'CLOSED'

/** The database cannot serve now: nothing of the refused work is stored, and the caller may try again later. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable'
  readonly reason: UnavailableReason

  constructor(reason: UnavailableReason, options?: ErrorOptions) {
    super(`storage unavailable: ${reason}`, options)
    this.reason = reason
  }
}
