import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { callProgram } from '@constat/verifier/testing'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { constat } from '../index.ts'
import { inspect, missing } from '../testing/load.ts'
import { endGently, install, phoneOf, publish, record, serve, type Serving } from '../testing/serve.ts'

const readiness = async ({ url }: Serving): Promise<number> => (await fetch(`${url}/readyz`)).status

/** Resolves once it is ready: it is not before its storage has proved that it answers, and in time. */
const untilReady = async (serving: Serving): Promise<void> => {
  while ((await readiness(serving)) !== 200) await wait(20)
}

/** Tries to record and gives how the server answered. */
const attempt = async ({ url }: Serving, key: string, notice: string, phone: string) => {
  const query = `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { ... on RecordConsentPayload { events { id } } } }`
  const input = {
    idempotencyKey: `attempt of ${phone}`,
    notice,
    contact: { phone },
    choices: [{ question: 'appel', answer: 'GRANTED' }],
  }
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query, variables: { input } }),
  })
  const { data, errors } = await answer.json()
  return {
    status: answer.status,
    code: errors?.[0]?.extensions?.code,
    event: data?.recordConsent?.events?.[0]?.id as string | undefined,
  }
}

const UNAVAILABLE = { status: 503, code: 'STORAGE_UNAVAILABLE' }

// In blocks of 512 bytes, as POSIX has it. Without privileges there is no small disk, but a file may not grow beyond
// this: writing past it fails as writing to a full disk does, and the limit can be lifted while the process runs.
const SMALL = 'ulimit -S -f 3000; exec "$@"'

test('a write that the disk refuses is answered 503 and not acknowledged, and all is well once it takes writes again', async () => {
  const installed = await install()
  const serving = await serve(installed, { shell: SMALL })
  const notice = await publish(serving.client)
  const acknowledged: string[] = []
  for (let number = 0; ; number += 1) {
    const { event, ...refused } = await attempt(serving, installed.secretKey, notice, phoneOf(number))
    if (event === undefined) {
      expect(refused).toEqual(UNAVAILABLE)
      break
    }
    acknowledged.push(event)
  }
  expect(await readiness(serving)).toBe(503)
  // What is stored is answered all along.
  expect(await serving.client.event(acknowledged[0] ?? '')).toBeTruthy()
  execFileSync('prlimit', [`--pid=${serving.pid}`, '--fsize=unlimited'])
  await untilReady(serving)
  acknowledged.push(await record(serving.client, notice, phoneOf(9_999)))
  expect(serving.printed()).toContain('storage unavailable')
  expect(await endGently(serving)).toBe(0)
  await inspect(installed, async (client) => expect(await missing(client, acknowledged)).toEqual([]))
  const verified = await callProgram(constat, ['verify-store'], { env: installed.env })
  expect([verified.code, verified.out]).toEqual([0, 'The database is whole.\n'])
})

test('a database that another process locks is answered 503, and served again once it is free', async () => {
  const installed = await install()
  const serving = await serve(installed)
  const notice = await publish(serving.client)
  const other = new Database(join(installed.data, 'constat.db'))
  other.exec('begin immediate')
  expect(await attempt(serving, installed.secretKey, notice, phoneOf(1))).toMatchObject(UNAVAILABLE)
  const began = performance.now()
  expect(await readiness(serving)).toBe(503)
  expect(performance.now() - began).toBeLessThan(1_000)
  other.close()
  await untilReady(serving)
  expect((await attempt(serving, installed.secretKey, notice, phoneOf(1))).status).toBe(200)
  await endGently(serving)
})

test('verify-store names a broken page, and a record of which one byte was changed', async () => {
  const installed = await install()
  const path = join(installed.data, 'constat.db')
  const event = await inspect(installed, async (client) => {
    const notice = await publish(client)
    for (let number = 1; number < 30; number += 1) await record(client, notice, phoneOf(number))
    return record(client, notice, phoneOf(0))
  })
  const whole = readFileSync(path)
  const database = new Database(path, { readonly: true })
  const ct = database
    .prepare<[string], Buffer>('select ct from disclosure where event_id = ?')
    .pluck()
    .get(event)
  const page = database
    .prepare<[], number>(`select rootpage from sqlite_schema where name = 'consent_event'`)
    .pluck()
    .get()
  const size = Number(database.pragma('page_size', { simple: true }))
  database.close()

  const verify = () => callProgram(constat, ['verify-store'], { env: installed.env })
  const changed = Buffer.from(whole)
  const at = whole.indexOf(ct?.subarray(-16) ?? '') + 8
  expect(at).toBeGreaterThan(8)
  changed[at] = (changed[at] ?? 0) ^ 1
  writeFileSync(path, changed)
  const flipped = await verify()
  expect([flipped.code, flipped.out]).toEqual([
    1,
    `A record does not open under these keys: ${event} [record-unreadable]\n`,
  ])

  const broken = Buffer.from(whole)
  broken.fill(0xff, ((page ?? 1) - 1) * size, (page ?? 1) * size)
  writeFileSync(path, broken)
  const torn = await verify()
  expect(torn.code).toBe(1)
  expect(torn.out).toContain('A page is broken: consent_event: ')
  // It is not served as if nothing were wrong, nor backed up over a good copy.
  const backup = await callProgram(constat, ['backup', join(installed.folder, 'backup')], {
    env: installed.env,
  })
  expect([backup.code, backup.err]).toEqual([2, expect.stringContaining('database-corrupt')])
})
