import type { LogHead } from '../log/checkpoint-store.ts'
import { openReader, type SqliteOptions } from './connection.ts'
import { storageError } from './storage-error.ts'

/** A log of a database: how far it is, and the newest head of it that was shown. */
export type StoredLog = {
  readonly logId: string
  readonly origin: string
  readonly size: number
  readonly shown: LogHead | undefined
}

type Row = { readonly logId: string; readonly origin: string; readonly size: number }

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
        'select s.log_id as logId, l.origin, s.size from log_state s join log l on l.log_id = s.log_id order by s.log_id',
      )
      .all()
      .map((row) => ({ ...row, shown: newest.get(row.logId) }))
  } catch (error) {
    throw storageError(error)
  } finally {
    database.close()
  }
}
