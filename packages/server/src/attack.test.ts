import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { isObjectType } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiSchema, siteSchema } from './schema.ts'
import { ATTACKS, type AttackKeys } from './testing/attacks.ts'
import { granted, NOTICE, SITE, startServer, type ServerUnderTest } from './testing/server-under-test.ts'

const ROUNDS = 10
// What is kept of the last hundred documents; without a bound on these it was ten times as much.
const MOST_GROWTH = 24_000_000

let server: ServerUnderTest
let keys: AttackKeys
let resolved = 0

// Counts each field that is resolved, before anything is asked.
const countResolvers = (): void => {
  for (const schema of [apiSchema, siteSchema])
    for (const type of Object.values(schema.getTypeMap()))
      if (isObjectType(type) && !type.name.startsWith('__'))
        for (const field of Object.values(type.getFields())) {
          const { resolve } = field
          if (!resolve) continue
          field.resolve = (...asked) => {
            resolved += 1
            return resolve(...asked)
          }
        }
}

beforeAll(async () => {
  countResolvers()
  server = await startServer()
  granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload')
  const made = await server.client.createApiKey({ kind: 'PARTNER', name: 'buyer', party: 'sols' })
  const { secret: partner } = granted(made, 'CreateApiKeyPayload')
  keys = { secret: server.secretKey, site: server.siteKey, partner, origin: SITE }
})
afterAll(() => server.close())

test('the counter counts', async () => {
  const before = resolved
  await server.send(server.secretKey, '{ viewer { keyKind tenant { id } } }')
  expect(resolved).toBeGreaterThan(before + 1)
})

test.each(Object.entries(ATTACKS))('%s is refused before a resolver runs', async (_name, attack) => {
  const before = resolved
  const { path = '/graphql', init } = attack(keys, 0)
  const answer = await server.fetch(path, init)
  const text = await answer.text()
  expect(resolved - before).toBe(0)
  expect(answer.status).toBeLessThan(500)
  expect(text).not.toMatch(/"data":\{|INTERNAL|Did you mean|node_modules|\n +at /)
  if (answer.status === 200) expect(JSON.parse(text).errors).not.toEqual([])
  expect('polluted' in {}).toBe(false)
  expect((await server.fetch('/livez')).status).toBe(200)
})

test('attacks leave nothing in memory', async () => {
  const script = fileURLToPath(new URL('testing/attack-heap.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    '--conditions=@constat/source',
    script,
    String(ROUNDS),
  ])
  expect(Number(stdout)).toBeLessThan(MOST_GROWTH)
}, 60_000)
