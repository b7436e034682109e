import { setTimeout as wait } from 'node:timers/promises'
import { fsckLog } from '@constat/server'
import { findLogState } from '@constat/store'
import type { Cluster } from '@constat/store/testing/cluster'
import { createPostgres } from '@constat/store/testing/postgres'
import { callProgram } from '@constat/verifier/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { constat } from '../index.ts'
import { headOf, inspect, load, missing, recordAll } from '../testing/load.ts'
import { installOnPostgres } from '../testing/on-postgres.ts'
import { endGently, publish, serve, type Installed } from '../testing/serve.ts'

let cluster: Cluster
let installed: Installed
beforeAll(async () => {
  ;({ cluster, installed } = await installOnPostgres())
})
afterAll(() => cluster.stop())

/** A head of at least this size, once a server shows it. */
const grownTo = async (serving: { readonly url: string }, size: number) => {
  for (;;) {
    const head = await headOf(serving)
    if (head.size >= size) return head
    await wait(20)
  }
}

test('three servers on one PostgreSQL make one log, and what any of them acknowledged outlives the one that leads', async () => {
  // The first alone leads; the others find it leading.
  const leader = await serve(installed)
  const notice = await publish(leader.client)
  const others = await Promise.all([serve(installed), serve(installed)])
  const loads = [leader, ...others].map(({ client }, at) => load(client, notice, (at + 1) * 10_000))
  while (loads.some(({ acknowledged }) => acknowledged.length < 5)) await wait(5)
  const before = await grownTo(leader, 5)
  leader.kill('SIGKILL')
  await leader.ended
  await loads[0]?.over
  const soFar = loads.map(({ acknowledged }) => acknowledged.length)
  while (loads.slice(1).some(({ acknowledged }, at) => acknowledged.length < (soFar[at + 1] ?? 0) + 5))
    await wait(5)
  await Promise.all(loads.map(({ stop }) => stop()))
  const acknowledged = loads.flatMap((each) => each.acknowledged)
  // Another leads now: the log grows although nobody asks for it, and both show the same.
  const heads = await Promise.all(others.map((serving) => grownTo(serving, acknowledged.length + 1)))
  expect(heads[0]?.size).toBeGreaterThan(before.size)
  expect(await Promise.all(others.map(endGently))).toEqual([0, 0])

  await inspect(installed, async (client, deps) => {
    expect(new Set(acknowledged).size).toBe(acknowledged.length)
    expect(await missing(client, acknowledged)).toEqual([])
    expect(await fsckLog(deps, '1')).toEqual([])
    const { count, last } = await deps.store.reader
      .selectFrom('consent_event')
      .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max('position').as('last')])
      .executeTakeFirstOrThrow()
    expect(last).toBe(count)
    expect(count).toBeGreaterThanOrEqual(acknowledged.length)
    // Each event, and the notice.
    expect((await findLogState(deps.store.reader, '1'))?.size).toBe(count + 1)
  })
})

test('the commands of an operator work on PostgreSQL with events of every kind, and say what is not theirs there', async () => {
  await recordAll(installed)
  const call = (...args: string[]) => callProgram(constat, args, { env: installed.env })
  expect(await call('verify-store')).toMatchObject({ code: 0, out: 'The database is whole.\n' })
  expect(await call('log', 'fsck')).toMatchObject({ code: 0, out: 'The log is whole.\n' })
  expect((await call('tenant', 'list')).out).toContain('Cuisines du Marais')
  expect(await call('migrate')).toMatchObject({ code: 0 })
  expect((await call('backup', 'somewhere')).err).toContain('pg_basebackup')
  const shown = await call('config', '--print')
  expect(shown.out).toContain('CONSTAT_DATABASE_URL')
  expect(shown.out).not.toContain('postgres://')
})

test('a server is told what to do where its role may change what must stay', async () => {
  const { url } = await createPostgres(cluster.url('postgres'))
  const owner = new URL(url)
  owner.username = 'constat_owner'
  const refused = await callProgram(constat, ['serve'], {
    env: { ...installed.env, CONSTAT_DATABASE_URL: owner.href },
  })
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('role of its own')])
})
