import { mkdir } from 'node:fs/promises'
import type { Clock, Random } from '@constat/core/id'
import type { StoreObserver } from '@constat/store'
import type { Logger } from 'pino'
import type { Config } from '../config/config.ts'
import { confirmingOf } from '../confirmation/configured.ts'
import type { LogDeps } from '../log/log-deps.ts'
import { readWitnesses } from '../log/policy.ts'
import type { Deps } from '../platform/context.ts'
import { loadKeys, markUsed } from '../platform/keys.ts'
import type { Observer } from '../platform/observer.ts'
import { readSetting } from '../platform/setting.ts'
import { hasDatabase, migrateDatabase, openCheckpoints, openDatabase, requireDatabase } from './database.ts'

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
  if (schema === 'REQUIRE') await requireDatabase(config)
  else await mkdir(config.data, { recursive: true, mode: 0o700 })
  const keys = await loadKeys(config.keys, random, schema === 'MIGRATE' && !(await hasDatabase(config)))
  const { tsaUrl, tsaMinutes, tsaChain, witnesses } = config
  const attested = {
    tsaUrl,
    tsaMinutes,
    ...(tsaChain === undefined ? {} : { tsaChain: [await readSetting('CONSTAT_TSA_CHAIN', tsaChain)] }),
    ...(witnesses === undefined ? {} : { witnesses: await readWitnesses(witnesses) }),
  }
  if (schema === 'MIGRATE') await migrateDatabase(config)
  const store = await openDatabase(config, storeObserver)
  await markUsed(config.keys)
  const checkpoints = await openCheckpoints(config)
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
const keysOf = async (config: Config, random: Random): Promise<void> => {
  const isNew = !(await hasDatabase(config))
  try {
    await loadKeys(config.keys, random, isNew)
  } catch (error) {
    if (!isNew || !(await hasDatabase(config))) throw error
    await loadKeys(config.keys, random, false)
  }
}

/**
 * Brings the database of a configuration to this version's schema; a data folder that is not there is made, with new keys.
 *
 * @returns the names of the migrations that were made now.
 * @throws SchemaMismatch for a newer schema; StorageUnavailable, or an Error that says which key or setting is missing.
 */
export const migrateData = async (config: Config, random: Random): Promise<readonly string[]> => {
  await mkdir(config.data, { recursive: true, mode: 0o700 })
  await keysOf(config, random)
  const made = await migrateDatabase(config)
  await markUsed(config.keys)
  return made
}
