import { expect, test } from 'vitest'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer } from '../testing/server-under-test.ts'
import { loopbackMetrics, metricsRoutes } from './metrics.routes.ts'
import { createMetrics } from './metrics.ts'

const TOKEN = 'Zm9yIHRlc3RzIG9ubHksIG5vdCBhIHNlY3JldA'

test.each([
  ['the token', `Bearer ${TOKEN}`, 200],
  ['a part of the token', `Bearer ${TOKEN.slice(0, -1)}`, 401],
  ['the token and more', `Bearer ${TOKEN} x`, 401],
  ['another scheme', `Basic ${TOKEN}`, 401],
  ['nothing', '', 401],
])('over the network %s is answered so', async (_name, authorization, status) => {
  const answer = await metricsRoutes(createMetrics(), TOKEN).request('/metrics', {
    headers: { authorization },
  })
  expect(answer.status).toBe(status)
})

test.each([
  ['127.0.0.1:9464', 200],
  ['localhost', 200],
  ['rebound.example.com:9464', 403],
  ['127.0.0.1.example.com', 403],
])('on this machine a request for %s is answered so', async (host, status) => {
  const answer = await loopbackMetrics(createMetrics()).request('/metrics', { headers: { host } })
  expect(answer.status).toBe(status)
})

test('labels are names that the program has: tenants and keys make no more series', async () => {
  const metrics = createMetrics()
  const report = (tenant: number) => ({
    id: `req_${tenant}`,
    method: 'POST',
    route: '/graphql',
    status: 200,
    code: null,
    tenantId: `tnt_${tenant}`,
    keyId: `key ${tenant}`,
    operation: `Name${tenant}`,
    fields: ['viewer'],
    statements: 2,
    isTold: true,
  })
  metrics.observer.onAnswered(report(0), 0.001)
  const lines = (await metrics.text()).split('\n').length
  for (let tenant = 1; tenant < 200; tenant += 1) metrics.observer.onAnswered(report(tenant), 0.001)
  const text = await metrics.text()
  expect(text.split('\n').length).toBe(lines)
  expect(text).toContain('constat_sql_statements_per_request_sum{field="viewer"} 400')
  expect(text).not.toMatch(/tnt_|Name1/)
})

test('figures that storage does not give hide no others', async () => {
  const metrics = createMetrics()
  const server = await startServer()
  metrics.watch({
    reader: server.deps.store.reader,
    clock: server.deps.clock,
    elapsed: () => 0,
    wal: '/nonexistent',
  })
  await server.takeTurn()
  expect(await metrics.text()).toMatch(/^constat_log_leaves 0$/m)
  await server.close()
  expect(await metrics.text()).toContain('nodejs_eventloop_lag_seconds')
})

test('the clock is measured: against the time that passed, and against what was signed by it', async () => {
  const HOUR = 3_600_000
  const metrics = createMetrics()
  const server = await startServer()
  let elapsed = 5_000
  metrics.watch({
    reader: server.deps.store.reader,
    clock: server.deps.clock,
    elapsed: () => elapsed,
    wal: '',
  })
  granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload')
  await server.takeTurn()
  const figures = async () => {
    const text = await metrics.text()
    return ['skew', 'behind'].map((name) =>
      Number(new RegExp(`^constat_clock_${name}_seconds (\\S+)$`, 'm').exec(text)?.[1]),
    )
  }
  expect(await figures()).toEqual([0, 0])
  elapsed += 60_000
  server.setNow(TUESDAY + 60_000)
  expect(await figures()).toEqual([0, 0])
  server.setNow(TUESDAY + 60_000 + HOUR)
  expect(await figures()).toEqual([3_600, 0])
  server.setNow(TUESDAY + 60_000 - HOUR)
  expect(await figures()).toEqual([-3_600, 3_540])
  await server.close()
})

test('what was erased and still stands in the files is told', async () => {
  const { storeObserver, text } = createMetrics()
  expect(await text()).toMatch(/^constat_scrub_owed 0$/m)
  storeObserver.onScrub(true)
  expect(await text()).toMatch(/^constat_scrub_owed 1$/m)
  storeObserver.onScrub(false)
  expect(await text()).toMatch(/^constat_scrub_owed 0$/m)
})
