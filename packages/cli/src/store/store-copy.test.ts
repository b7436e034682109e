import { setTimeout as wait } from 'node:timers/promises'
import { fsckLog } from '@constat/server'
import { findCheckpoint } from '@constat/store'
import { startCluster, type Cluster } from '@constat/store/testing/cluster'
import { createPostgres, runSql } from '@constat/store/testing/postgres'
import { callProgram } from '@constat/verifier/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { constat } from '../index.ts'
import { headOf, inspect, missing } from '../testing/load.ts'
import { endGently, install, phoneOf, publish, record, serve } from '../testing/serve.ts'

// Its own, as a server serves only what is flushed to disk.
let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster({ flushed: true })
})
afterAll(() => cluster.stop())

test('a server moves from its file to PostgreSQL: same events, statements and keys, and one log that goes on', async () => {
  const installed = await install()
  const onFile = await serve(installed)
  const notice = await publish(onFile.client)
  const events: string[] = []
  for (let number = 0; number < 20; number += 1)
    events.push(await record(onFile.client, notice, phoneOf(number)))
  const statement = (await onFile.client.event(events[7] ?? ''))?.statement
  let head = await headOf(onFile)
  while (head.size < 21) {
    await wait(20)
    head = await headOf(onFile)
  }
  const { url, ownerUrl } = await createPostgres(cluster.url('postgres'), 'empty')
  const env = { ...installed.env, CONSTAT_DATABASE_URL: url, CONSTAT_DATABASE_OWNER_URL: ownerUrl }
  const copy = (...options: readonly string[]) => callProgram(constat, ['store', 'copy', ...options], { env })
  expect(await copy()).toMatchObject({ code: 2, err: expect.stringContaining('A server still serves') })
  await endGently(onFile)

  const first = await copy()
  expect([first.code, first.err]).toEqual([0, expect.stringContaining('consent_event: 100 % (20/20)')])
  const rows = first.out.split(' ')[0]
  expect((await copy()).out).toBe(`${rows} 0\n`)

  const moved = { ...installed, env }
  const onPostgres = await serve(moved)
  expect(await headOf(onPostgres)).toEqual(head)
  expect((await onPostgres.client.event(events[7] ?? ''))?.statement).toBe(statement)
  // The same request again is the same event; another one is the next position.
  expect(await record(onPostgres.client, notice, phoneOf(3))).toBe(events[3])
  events.push(await record(onPostgres.client, notice, phoneOf(20)))
  await endGently(onPostgres)
  // What was recorded since the move is not taken back by whoever repeats the command.
  expect(await copy()).toMatchObject({ code: 2, err: expect.stringContaining('Nothing was changed') })
  expect(await copy('--lang=fr')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/la base n’est pas une copie de ce fichier.*Rien n’a été changé/),
  })

  await inspect(moved, async (client, deps) => {
    expect(await missing(client, events)).toEqual([])
    expect(await fsckLog(deps, '1')).toEqual([])
    const kept = await findCheckpoint(deps.store.reader, '1', head.size)
    expect(Buffer.from(kept?.root ?? []).toString('base64')).toBe(head.root)
  })
  // The file it left holds fewer leaves than were signed since: nobody serves it again.
  await expect(serve(installed)).rejects.toThrow('rolled-back')
})

test('a copy asks for both roles of its target', async () => {
  const installed = await install()
  const { code, err } = await callProgram(constat, ['store', 'copy'], { env: installed.env })
  expect([code, err]).toEqual([2, expect.stringContaining('CONSTAT_DATABASE_OWNER_URL')])
})

test('a copy into the copy of another file that was cut off, or to a server that is gone, is refused in the language of the person', async () => {
  const installed = await install()
  const { url, ownerUrl } = await createPostgres(cluster.url('postgres'))
  await runSql(
    ownerUrl,
    'create table store_copy (source text not null, run text not null)',
    "insert into store_copy values ('another', '1')",
  )
  const copyTo = (address: string) =>
    callProgram(constat, ['store', 'copy', '--lang=fr'], {
      env: { ...installed.env, CONSTAT_DATABASE_URL: url, CONSTAT_DATABASE_OWNER_URL: address },
    })
  const another = await copyTo(ownerUrl)
  expect([another.code, another.err]).toEqual([2, expect.stringContaining('la copie d’un autre fichier')])
  const gone = await copyTo('postgres://constat@127.0.0.1:1/c')
  expect([gone.code, gone.err]).toEqual([2, expect.stringContaining('La base ne répond pas (IO)')])
})
