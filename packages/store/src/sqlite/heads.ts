import type { LogHead } from '../log/checkpoint-store.ts'
import { openReader, type SqliteOptions } from './connection.ts'
import { storageError } from './storage-error.ts'

/** A log of a database: how far it is, and the newest head of it that was shown. */
export type StoredLog = {
  readonly logId: string
  readonly origin: string
  /** Whether it has a tree yet. */
  readonly begun: boolean
  readonly size: number
  readonly shown: LogHead | undefined
}

type Row = { readonly logId: string; readonly origin: string; readonly size: number | null }

/** The logs of a database of any schema, without opening it as a store; none in one of before there were logs. */
export const logsIn = (options: SqliteOptions): readonly StoredLog[] => {
  const database = openReader(options)
  try {
    const known = database.prepare("select 1 from sqlite_schema where name = 'log_state'").get()
    if (known === undefined) return []
    const newest = database.prepare<[string], LogHead>(
      'select size, root from checkpoint where log_id = ? order by size desc limit 1',
    )
    return database
      .prepare<[], Row>(
        'select l.log_id as logId, l.origin, s.size from log l left join log_state s on s.log_id = l.log_id order by l.log_id',
      )
      .all()
      .map(({ logId, origin, size }) => ({
        logId,
        origin,
        begun: size !== null,
        size: size ?? 0,
        shown: newest.get(logId),
      }))
  } catch (error) {
    throw storageError(error)
  } finally {
    database.close()
  }
}
