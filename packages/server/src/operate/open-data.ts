import { access, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock, Random } from '@constat/core/id'
import {
  migrateSqlite,
  openSqliteCheckpointStore,
  openSqliteStore,
  SchemaMismatch,
  schemaOf,
  type StoreObserver,
} from '@constat/store'
import type { Logger } from 'pino'
import type { Config } from '../config/config.ts'
import { confirmingOf } from '../confirmation/configured.ts'
import type { LogDeps } from '../log/log-deps.ts'
import { readWitnesses } from '../log/policy.ts'
import type { Deps } from '../platform/context.ts'
import { loadKeys, markUsed } from '../platform/keys.ts'
import type { Observer } from '../platform/observer.ts'
import { readSetting } from '../platform/setting.ts'

/** The files of a data folder. */
export const DATABASE_FILE = 'constat.db'
export const CHECKPOINTS_FILE = 'checkpoints.db'

// The thread waits for the lock of another process and answers nobody meanwhile.
const LOCK_TIMEOUT = 1_000

/** What opening a data folder takes of the outside world. */
export type World = {
  readonly log: Logger
  readonly clock: Clock
  readonly random: Random
  readonly observer?: Observer | undefined
  readonly storeObserver?: StoreObserver | undefined
}

/** A data folder that is open. */
export type OpenData = { readonly deps: Deps & LogDeps; readonly close: () => Promise<void> }

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/**
 * Opens the data folder of a configuration with its keys.
 *
 * @param schema MIGRATE also makes a folder that is not there, with new keys; REQUIRE takes it as it is or not at all.
 * @throws SchemaMismatch, StorageUnavailable, or an Error that says what is missing and what to do.
 */
export const openData = async (
  config: Config,
  issuer: string,
  schema: 'MIGRATE' | 'REQUIRE',
  { log, clock, random, observer, storeObserver }: World,
): Promise<OpenData> => {
  const path = join(config.data, DATABASE_FILE)
  if (schema === 'REQUIRE') {
    const state = schemaOf({ path })
    if (state === undefined || state.missing.length + state.unknown.length > 0)
      throw new SchemaMismatch(state)
  } else await mkdir(config.data, { recursive: true, mode: 0o700 })
  const keys = await loadKeys(config.keys, random, schema === 'MIGRATE' && !(await exists(path)))
  const { tsaUrl, tsaMinutes, tsaChain, witnesses } = config
  const attested = {
    tsaUrl,
    tsaMinutes,
    ...(tsaChain === undefined ? {} : { tsaChain: [await readSetting('CONSTAT_TSA_CHAIN', tsaChain)] }),
    ...(witnesses === undefined ? {} : { witnesses: await readWitnesses(witnesses) }),
  }
  const store = await openSqliteStore({ path, schema, lockTimeout: LOCK_TIMEOUT, observer: storeObserver })
  await markUsed(config.keys)
  // Beside the database and never restored with it: it tells a restored database from the one that was signed.
  const checkpoints = await openSqliteCheckpointStore({ path: join(config.data, CHECKPOINTS_FILE) })
  return {
    deps: {
      store,
      checkpoints,
      keys,
      clock,
      random,
      issuer,
      log,
      observer,
      ...attested,
      webhooks: { mayLoopBack: config.webhooks === 'loopback' },
      confirming: await confirmingOf(config),
    },
    close: async () => {
      await store.close()
      await checkpoints.close()
    },
  }
}

/** The keys of a database that may be there, made with it when it is not; another process may be making both. */
const keysOf = async (path: string, keys: string, random: Random): Promise<void> => {
  const isNew = !(await exists(path))
  try {
    await loadKeys(keys, random, isNew)
  } catch (error) {
    if (!isNew || !(await exists(path))) throw error
    await loadKeys(keys, random, false)
  }
}

/**
 * Brings the data folder of a configuration to this version's schema; one that is not there is made, with new keys.
 *
 * @returns the names of the migrations that were made now.
 * @throws SchemaMismatch for a newer schema; StorageUnavailable, or an Error that says which key is missing.
 */
export const migrateData = async ({ data, keys }: Config, random: Random): Promise<readonly string[]> => {
  const path = join(data, DATABASE_FILE)
  await mkdir(data, { recursive: true, mode: 0o700 })
  await keysOf(path, keys, random)
  const made = await migrateSqlite({ path })
  await markUsed(keys)
  return made
}
