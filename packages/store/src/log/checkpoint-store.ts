import type { Bytes } from '../store.ts'

/** The head of a log: what is signed of it. */
export type LogHead = { readonly size: number; readonly root: Bytes }

/** What became of a step forward. */
export type Advance =
  /** This head is the newest now, or was already. */
  | 'HELD'
  /** A larger head is. */
  | 'BEHIND'
  /** Another root was recorded at this size, or the log has another origin: it must never be signed. */
  | 'FORKED'

/** What became of a head that did not replace the one that is held. */
export const refusalOf = (
  held: (LogHead & { readonly origin: string }) | undefined,
  origin: string,
  { size, root }: LogHead,
): Advance => {
  if (held === undefined || held.origin !== origin) return 'FORKED'
  if (held.size > size) return 'BEHIND'
  return Buffer.compare(held.root, root) === 0 ? 'HELD' : 'FORKED'
}

/**
 * Remembers the newest head of each log outside the database and its backups: a database that was restored from an older
 * backup must not grow another tree under the same name (evidence.md 7).
 */
export type CheckpointStore = {
  /** The newest head of a log with the origin that it was recorded under. */
  readonly newest: (logId: string) => Promise<(LogHead & { readonly origin: string }) | undefined>
  /**
   * Records a head before it is signed, atomically against every other process: only a larger one replaces another.
   * It resolves when the head is on disk.
   *
   * @throws StorageUnavailable
   */
  readonly advance: (logId: string, origin: string, head: LogHead) => Promise<Advance>
  readonly close: () => Promise<void>
}
