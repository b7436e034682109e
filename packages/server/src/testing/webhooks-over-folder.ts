import { join } from 'node:path'
import { generateKeyRing } from '@constat/evidence'
import { insertTenant, insertWebhook, insertWebhookSecret, openSqliteStore } from '@constat/store'
import type { TenantScope } from '@constat/store'
import { pino } from 'pino'
import { ensureFirstLog } from '../log/first-log.ts'
import { newWebhookSecret } from '../webhook/secret.ts'
import type { WebhookDeps } from '../webhook/turn.ts'
import { recordConsentAndWithdrawal } from './bare-events.ts'
import { seededRandom, TUESDAY } from './seeded.ts'

const TENANT: TenantScope = { logId: '1', tenantId: 'tnt_1' }
const WEBHOOK = 'whk_1'

/** Webhooks without a server: what telling of events needs, over a folder. */
export type WebhooksOverFolder = {
  readonly deps: WebhookDeps
  /** Records a consent and its withdrawal, one write each, and gives their identifiers. */
  readonly record: () => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

/**
 * Opens the store of a folder with one webhook; `name` tells apart what two processes would write, `minutes` is what the clock shows
 * at the start.
 */
export const openWebhooksOverFolder = async (
  folder: string,
  { url, name, minutes }: { readonly url: string; readonly name: string; readonly minutes: number },
): Promise<WebhooksOverFolder> => {
  const store = await openSqliteStore({ path: join(folder, 'constat.db') })
  const random = seededRandom(name)
  const started = performance.now()
  const deps: WebhookDeps = {
    store,
    keys: generateKeyRing(seededRandom('webhooks over folder')),
    clock: () => Math.floor(TUESDAY + minutes * 60_000 + performance.now() - started),
    random,
    log: pino({ level: 'silent' }),
    webhooks: { mayLoopBack: true },
  }
  await store.write(async (trx) => {
    await ensureFirstLog({ ...deps, issuer: 'https://proofs.example' }, trx)
    if (await trx.selectFrom('tenant').select('tenant_id').executeTakeFirst()) return
    const createdAt = deps.clock()
    await insertTenant(trx, { ...TENANT, name: 'Cuisines', createdAt })
    const settings = { url, description: null, kinds: null }
    await insertWebhook(trx, TENANT, { webhookId: WEBHOOK, ...settings, createdAt, position: 0 })
    const { stored } = newWebhookSecret(deps, TENANT.tenantId, WEBHOOK)
    await insertWebhookSecret(trx, TENANT, WEBHOOK, stored, createdAt)
  })
  let recorded = 0
  return {
    deps,
    record: () => recordConsentAndWithdrawal(deps, TENANT, `evt_${name}_${recorded++}`),
    close: () => store.close(),
  }
}
