import { access, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  migratePostgres,
  migrateSqlite,
  openPostgresCheckpointStore,
  openPostgresStore,
  openSqliteCheckpointStore,
  openSqliteStore,
  postgresSchemaOf,
  SchemaMismatch,
  schemaOf,
  type CheckpointStore,
  type Store,
  type StoreObserver,
} from '@constat/store'
import type { Config } from '../config/config.ts'
import { currentRequest } from '../platform/request.ts'
import { reachSafely } from './database-reach.ts'

/** The files of a data folder. */
export const DATABASE_FILE = 'constat.db'
export const CHECKPOINTS_FILE = 'checkpoints.db'

/** Which database a configuration names. */
export type DatabaseConfig = Pick<Config, 'data' | 'databaseUrl' | 'databaseOwnerUrl' | 'checkpointUrl'>

// Less than a request is worked on, so that whoever waits is told why; less for a lock than for its statement.
const LOCK_TIMEOUT = 4_000
const PATIENCE = 4_500

// The log, webhooks and commands are nobody's who gives up.
const patience = (): number | undefined => (currentRequest() === undefined ? undefined : PATIENCE)

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** Whether there is a database, of whatever schema: then there are keys that it was made under. */
export const hasDatabase = async ({ data, databaseUrl }: DatabaseConfig): Promise<boolean> =>
  databaseUrl === undefined
    ? exists(join(data, DATABASE_FILE))
    : (await postgresSchemaOf({ url: reachSafely(databaseUrl) })) !== undefined

/**
 * Refuses a database whose schema is not the newest.
 *
 * @throws SchemaMismatch, StorageUnavailable, UnsafeDatabase
 */
export const requireDatabase = async ({ data, databaseUrl }: DatabaseConfig): Promise<void> => {
  const state =
    databaseUrl === undefined
      ? schemaOf({ path: join(data, DATABASE_FILE) })
      : await postgresSchemaOf({ url: reachSafely(databaseUrl) })
  if (state === undefined || state.missing.length + state.unknown.length > 0) throw new SchemaMismatch(state)
}

/**
 * Brings the database to this version's schema. PostgreSQL is asked under the role that owns the tables.
 *
 * @returns the names of the migrations that were made now.
 * @throws SchemaMismatch, StorageUnavailable, UnsafeDatabase, or an Error that says what to set.
 */
export const migrateDatabase = async ({
  data,
  databaseUrl,
  databaseOwnerUrl,
}: DatabaseConfig): Promise<readonly string[]> => {
  if (databaseUrl === undefined) return migrateSqlite({ path: join(data, DATABASE_FILE) })
  if (databaseOwnerUrl === undefined)
    throw new Error(
      'Set CONSTAT_DATABASE_OWNER_URL to the address under the role that owns the tables: the role of CONSTAT_DATABASE_URL may not change them.',
    )
  const serverRole = decodeURIComponent(new URL(databaseUrl).username)
  return migratePostgres({ ownerUrl: reachSafely(databaseOwnerUrl), serverRole })
}

/** The file of the database of a configuration; undefined where a server keeps it. */
export const databaseFileOf = ({ data, databaseUrl }: DatabaseConfig): string | undefined =>
  databaseUrl === undefined ? join(data, DATABASE_FILE) : undefined

/**
 * Opens the database of a configuration, of the newest schema.
 *
 * @throws SchemaMismatch, StorageUnavailable, UnsafeDatabase
 */
export const openDatabase = (
  { data, databaseUrl }: DatabaseConfig,
  observer?: StoreObserver,
): Promise<Store> =>
  databaseUrl === undefined
    ? openSqliteStore({
        path: join(data, DATABASE_FILE),
        schema: 'REQUIRE',
        lockTimeout: LOCK_TIMEOUT,
        observer,
      })
    : openPostgresStore({ url: reachSafely(databaseUrl), lockTimeout: LOCK_TIMEOUT, patience, observer })

/**
 * Opens the checkpoint store of a configuration: beside the database and never restored with it, it tells a restored database from
 * the one that was signed. Processes on one machine share its file; those on several need an address.
 *
 * @throws StorageUnavailable, UnsafeDatabase
 */
export const openCheckpoints = async ({
  data,
  databaseUrl = '',
  checkpointUrl,
}: DatabaseConfig): Promise<CheckpointStore> => {
  if (checkpointUrl !== undefined)
    return openPostgresCheckpointStore({ url: reachSafely(checkpointUrl), apartFrom: databaseUrl })
  await mkdir(data, { recursive: true, mode: 0o700 })
  return openSqliteCheckpointStore({ path: join(data, CHECKPOINTS_FILE) })
}

// Of a folder whose server has not signed yet, or whose file was lost.
const NO_HEADS: Pick<CheckpointStore, 'newest' | 'close'> = {
  newest: async () => undefined,
  close: async () => undefined,
}

/**
 * The same for an audit, which makes no file: where there is none, no head is remembered.
 *
 * @throws StorageUnavailable, UnsafeDatabase
 */
export const readCheckpoints = async (
  config: DatabaseConfig,
): Promise<Pick<CheckpointStore, 'newest' | 'close'>> =>
  config.checkpointUrl !== undefined || (await exists(join(config.data, CHECKPOINTS_FILE)))
    ? openCheckpoints(config)
    : NO_HEADS
