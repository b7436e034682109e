import { join } from 'node:path'
import { generateKeyRing } from '@constat/evidence'
import {
  insertStatement,
  insertTenant,
  openPostgresStore,
  openSqliteCheckpointStore,
  openSqliteStore,
  type TenantScope,
} from '@constat/store'
import { pino } from 'pino'
import { ensureFirstLog } from '../log/first-log.ts'
import type { LogDeps } from '../log/log-deps.ts'
import type { Deps } from '../platform/context.ts'
import { newDatabase } from './new-database.ts'
import { seededRandom, TUESDAY } from './seeded.ts'

/** The origin of the log of tests. */
export const ORIGIN = 'proofs.example/log/1'

const TENANT: TenantScope = { logId: '1', tenantId: 'tnt_1' }

/** A log without a server: what growing one needs, over a folder. */
export type LogUnderTest = {
  readonly deps: Deps & LogDeps
  readonly tenant: TenantScope
  /** Stores this many statements, in one write, and gives their identifiers. */
  readonly state: (count: number) => Promise<readonly string[]>
  readonly setNow: (now: number) => void
  readonly close: () => Promise<void>
}

/**
 * Opens the stores of a log in a folder, or its database under a PostgreSQL address; `name` tells apart what two processes would
 * write.
 */
export const openLogUnderTest = async (folder: string, name = 'one', url?: string): Promise<LogUnderTest> => {
  let now = TUESDAY
  let stated = 0
  const path = join(folder, 'constat.db')
  if (url === undefined) await newDatabase(path)
  const deps: Deps & LogDeps = {
    store:
      url === undefined ? await openSqliteStore({ path }) : await openPostgresStore({ url, durable: false }),
    checkpoints: await openSqliteCheckpointStore({ path: join(folder, 'checkpoints.db') }),
    keys: generateKeyRing(seededRandom('log under test')),
    clock: () => now,
    random: seededRandom(name),
    issuer: 'https://proofs.example',
    log: pino({ level: 'silent' }),
  }
  await deps.store.write(async (trx) => {
    await ensureFirstLog(deps, trx)
    const known = await trx.selectFrom('tenant').select('tenant_id').executeTakeFirst()
    if (!known) await insertTenant(trx, { ...TENANT, name: 'Cuisines', createdAt: now })
  })
  return {
    deps,
    tenant: TENANT,
    state: async (count) => {
      const jtis = Array.from({ length: count }, () => `jti-${name}-${stated++}`)
      await deps.store.write(async (trx) => {
        for (const jti of jtis)
          await insertStatement(trx, TENANT, { jti, jws: `jws of ${jti}`, noticeId: jti, createdAt: now })
      })
      return jtis
    },
    setNow: (instant) => void (now = instant),
    close: async () => {
      await deps.store.close()
      await deps.checkpoints.close()
    },
  }
}
