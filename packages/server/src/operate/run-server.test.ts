import { join } from 'node:path'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { loadConfig } from '../config/config.ts'
import { newFolder } from '../testing/folder.ts'
import { seededRandom } from '../testing/seeded.ts'
import { migrateData } from './open-data.ts'
import { runServer } from './run-server.ts'

const ISSUER = 'https://proofs.example'
const WRONG = `Bearer constat_secret_${'a'.repeat(12)}_${'b'.repeat(49)}`

/** Runs a server with these settings on a socket of this machine; gives where it listens. */
const run = async (
  more: { readonly [name: string]: string },
  log = pino({ level: 'silent' }),
): Promise<string> => {
  const folder = await newFolder()
  const configured = await loadConfig({
    CONSTAT_PUBLIC_URL: ISSUER,
    CONSTAT_PORT: '0',
    CONSTAT_DATA: join(folder, 'data'),
    CONSTAT_KEYS: join(folder, 'keys'),
    ...more,
  })
  if (!configured.ok) throw new Error(JSON.stringify(configured.issues))
  const { config } = configured.value
  const random = seededRandom('running server')
  await migrateData(config, random)
  const world = { log, clock: Date.now, random }
  const running = await runServer(config, ISSUER, world, () => undefined)
  onTestFinished(async () => void (await running.stop()))
  return `http://127.0.0.1:${running.port}`
}

test.each([
  ['a proxy on the same machine', {}],
  ['a declared proxy', { CONSTAT_TLS: 'proxy' }],
])('behind %s an address of wrong keys is soon not listened to, and others are', async (_name, settings) => {
  const url = await run(settings)
  const ask = async (address: string) => {
    const { status, headers } = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: WRONG, 'x-forwarded-for': address },
      body: '{"query":"{ __typename }"}',
    })
    return [status, headers.has('retry-after')]
  }
  const answers: unknown[] = []
  // Some are forgiven while they come.
  for (let times = 0; times < 500 && answers.at(-1) !== '429,true'; times += 1)
    answers.push(String(await ask('198.51.100.7')))
  expect(answers.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => '401,false'))
  expect(answers.at(-1)).toBe('429,true')
  expect(await ask('203.0.113.1')).toEqual([401, false])
})

test('a second server over the same folder says so, and a first one does not', async () => {
  const folder = await newFolder()
  const lines: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
  const settings = { CONSTAT_DATA: join(folder, 'data'), CONSTAT_KEYS: join(folder, 'keys') }
  await run(settings, log)
  expect(lines).toEqual([])
  await run(settings, log)
  expect(lines.join('')).toContain('another process serves this data folder')
})
