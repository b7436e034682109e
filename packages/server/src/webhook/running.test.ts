import { join } from 'node:path'
import type { TenantScope } from '@constat/store'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createTenant } from '../access/tenant.service.ts'
import { parseConfig, type Config } from '../config/config.ts'
import { createMetrics } from '../metrics/metrics.ts'
import { openData, type World } from '../operate/open-data.ts'
import { runServer } from '../operate/run-server.ts'
import { requireSafe } from '../operate/unsafe.ts'
import type { Principal } from '../platform/context.ts'
import { newFolder } from '../testing/folder.ts'
import { recordConsentAndWithdrawal } from '../testing/bare-events.ts'
import { seededRandom, TUESDAY } from '../testing/seeded.ts'
import { startReceiver } from '../testing/webhook-receiver.ts'
import { deliverDue } from './dispatcher.ts'
import { createWebhook } from './webhook.service.ts'

const ISSUER = 'https://proofs.example'

const principalOf = (tenant: TenantScope): Principal => ({
  tenant,
  keyId: '',
  kind: 'SECRET',
  scopes: [],
  origin: null,
  party: null,
})

const configOf = (env: Record<string, string>): Config => {
  const parsed = parseConfig({ CONSTAT_PORT: '0', ...env })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value.config
}

test('webhooks on this machine are a setting for development, under which no server is put into production', async () => {
  const safe = await requireSafe(configOf({ CONSTAT_WEBHOOKS: 'loopback' }))
  expect(safe.ok ? [] : safe.issues.map(({ path, rule }) => [path.join(), rule])).toContainEqual([
    'CONSTAT_WEBHOOKS',
    'public-address',
  ])
  const other = await requireSafe(configOf({}))
  expect(other.ok ? [] : other.issues.map(({ path }) => path.join())).not.toContain('CONSTAT_WEBHOOKS')
  expect(parseConfig({ CONSTAT_WEBHOOKS: 'anywhere' }).ok).toBe(false)
})

test('those who run the server see what webhooks fail to take', async () => {
  const metrics = createMetrics()
  const data = join(await newFolder(), 'data')
  const opened = await openData(
    configOf({ CONSTAT_DATA: data, CONSTAT_WEBHOOKS: 'loopback' }),
    ISSUER,
    'MIGRATE',
    {
      log: pino({ level: 'silent' }),
      clock: () => TUESDAY,
      random: seededRandom('metrics of webhooks'),
      observer: metrics.observer,
    },
  )
  const { deps } = opened
  metrics.watch({ reader: deps.store.reader, clock: deps.clock, elapsed: () => 0, wal: '' })
  const receiver = await startReceiver()
  receiver.answer(500)
  const tenant = await createTenant(deps, 'Cuisines')
  await createWebhook(deps, principalOf(tenant), { url: new URL(receiver.url) })
  await recordConsentAndWithdrawal(deps, tenant, 'evt_1')
  await deliverDue(deps)
  const text = await metrics.text()
  await opened.close()
  expect(text).toContain('constat_webhook_attempt_seconds_count{outcome="REFUSED"} 1')
  expect(text).toContain('constat_webhook_waiting 2')
  expect(text).toContain('constat_webhook_dead_letters 0')
  expect(text).toContain('constat_webhooks_disabled 0')
  expect(text).not.toContain(tenant.tenantId)
})

test('a server that runs tells webhooks of what was recorded before it started, a consent before its withdrawal', async () => {
  const data = join(await newFolder(), 'data')
  const config = configOf({ CONSTAT_DATA: data, CONSTAT_WEBHOOKS: 'loopback' })
  const world: World = {
    log: pino({ level: 'silent' }),
    clock: () => TUESDAY,
    random: seededRandom('running server'),
  }
  const receiver = await startReceiver()
  const told = new Promise<void>((resolve) =>
    receiver.answer((_message, response) => {
      response.writeHead(204).end()
      if (receiver.received.length === 2) resolve()
    }),
  )
  const opened = await openData(config, ISSUER, 'MIGRATE', world)
  const tenant = await createTenant(opened.deps, 'Cuisines')
  await createWebhook(opened.deps, principalOf(tenant), { url: new URL(receiver.url) })
  const events = await recordConsentAndWithdrawal(opened.deps, tenant, 'evt_1')
  await opened.close()

  const server = await runServer(config, ISSUER, world, () => {})
  await told
  await server.stop()
  expect(receiver.received.map(({ event }) => event)).toEqual(events)
})
