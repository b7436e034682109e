import type { Cluster } from '@constat/store/testing/cluster'
import { middleman } from '@constat/store/testing/middleman'
import { runSql } from '@constat/store/testing/postgres'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { headOf, inspect, missing } from '../testing/load.ts'
import { installOnPostgres } from '../testing/on-postgres.ts'
import { endGently, phoneOf, publish, record, serve, type Installed } from '../testing/serve.ts'

let cluster: Cluster
let installed: Installed
beforeAll(async () => {
  ;({ cluster, installed } = await installOnPostgres())
})
afterAll(() => cluster.stop())

const readiness = async (url: string): Promise<number> => (await fetch(`${url}/readyz`)).status

test('a server that is asked to end while PostgreSQL is silent ends with 0, says what it gave up, and lost nothing', async () => {
  const { url, fallSilent } = await middleman(installed.env['CONSTAT_DATABASE_URL'] ?? '')
  const serving = await serve(installed, { env: { CONSTAT_DATABASE_URL: url, CONSTAT_DRAIN_SECONDS: '1' } })
  const event = await record(serving.client, await publish(serving.client), phoneOf(1))
  fallSilent('STAYS')
  expect(await endGently(serving)).toBe(0)
  expect(serving.printed()).toContain('"givenUp":[')
  await inspect(installed, async (client) => expect(await missing(client, [event])).toEqual([]))
})

test('while the role of a server may not log in it is not ready, and when it may again it serves and its log grows', async () => {
  const serving = await serve(installed)
  const notice = await publish(serving.client)
  const { size } = await headOf(serving)
  const role = new URL(installed.env['CONSTAT_DATABASE_URL'] ?? '').username
  const asSuperuser = (...statements: readonly string[]) => runSql(cluster.url('postgres'), ...statements)
  await asSuperuser(
    `alter role ${role} nologin`,
    `select pg_terminate_backend(pid, 10000) from pg_stat_activity where usename = '${role}'`,
  )
  while (!serving.printed().includes('the log waits for storage')) await wait(20)
  expect(await readiness(serving.url)).toBe(503)
  await asSuperuser(`alter role ${role} login`)
  while ((await readiness(serving.url)) !== 200) await wait(20)
  await record(serving.client, notice, phoneOf(2))
  while ((await headOf(serving)).size <= size) await wait(20)
  expect(await endGently(serving)).toBe(0)
})
