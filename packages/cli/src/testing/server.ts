import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadKeys, type Deps, type LogDeps } from '@constat/server'
import { openSqliteCheckpointStore, openSqliteStore } from '@constat/store'
import { pino } from 'pino'

/** Opens a data folder as a server does. */
export const openDeps = async (data: string, keys = join(data, 'keys')): Promise<Deps & LogDeps> => {
  const random = (length: number) => new Uint8Array(randomBytes(length))
  const isNew = !existsSync(join(data, 'constat.db'))
  return {
    store: await openSqliteStore({ path: join(data, 'constat.db') }),
    checkpoints: await openSqliteCheckpointStore({ path: join(data, 'checkpoints.db') }),
    keys: await loadKeys(keys, random, isNew),
    clock: Date.now,
    random,
    issuer: 'https://proofs.example.fr',
    log: pino({ level: 'silent' }),
  }
}
