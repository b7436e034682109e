import Database from 'better-sqlite3'
import { isBusy } from './connection.ts'
import { storageError } from './storage-error.ts'

/**
 * Holds a file, made when absent, until what is given back is called or this process ends, however it does.
 *
 * @returns undefined when another process holds it
 * @throws StorageUnavailable
 */
export const holdFile = (path: string): (() => void) | undefined => {
  let database: Database.Database | undefined
  try {
    const held = new Database(path, { timeout: 0 })
    database = held
    held.exec('begin exclusive')
    return () => void held.close()
  } catch (error) {
    database?.close()
    if (isBusy(error)) return undefined
    throw storageError(error)
  }
}
