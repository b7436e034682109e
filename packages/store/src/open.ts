import { openPostgresStore } from './postgres/open.ts'
import { openSqliteStore } from './sqlite/open.ts'
import type { Store } from './store.ts'

/** Whether an address is that of a PostgreSQL server, and not the path of a SQLite file. */
export const isPostgresUrl = (at: string): boolean => /^postgres(ql)?:\/\//i.test(at)

/** How a store is opened, whatever its engine. */
export type OpenOptions = {
  /** Path of a SQLite file, or `postgres://role:password@host:port/database`. */
  readonly at: string
  /** How long to wait for another's lock, milliseconds; 5,000 when absent. */
  readonly lockTimeout?: number
}

/**
 * Opens a store by its address: a SQLite file, which is migrated, or a PostgreSQL database, which its owner has migrated.
 *
 * @throws StorageUnavailable, SchemaMismatch, UnsafeDatabase
 */
export const openStore = ({ at, ...options }: OpenOptions): Promise<Store> =>
  isPostgresUrl(at) ? openPostgresStore({ url: at, ...options }) : openSqliteStore({ path: at, ...options })
