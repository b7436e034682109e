import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { isObjectType } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiSchema, siteSchema } from './schema.ts'
import type { AttackKeys } from './testing/attack.ts'
import { ATTACKS } from './testing/attacks.ts'
import { INPUT_ATTACKS } from './testing/input-attacks.ts'
import { granted, NOTICE, SITE, startServer, type ServerUnderTest } from './testing/server-under-test.ts'

const ROUNDS = 10
// What is kept of the last hundred documents; without a bound on these it was ten times as much.
const MOST_GROWTH = 24_000_000
// Characters. What is refused most often is told in a hundred.
const LONGEST_ANSWER = 12_000
// Of the time that a batch of a thousand sound questions takes. Without bounds it was up to 800 times as much.
const MOST_WAITED = 6

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
  expect(text.length).toBeLessThan(LONGEST_ANSWER)
  expect(text).not.toMatch(/"data":\{|INTERNAL|Did you mean|node_modules|\n +at /)
  if (answer.status === 200) expect(JSON.parse(text).errors).not.toEqual([])
  expect('polluted' in {}).toBe(false)
  expect((await server.fetch('/livez')).status).toBe(200)
})

const millisecondsOf = async (work: () => unknown): Promise<number> => {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** The shortest time of several: what the machine does beside is in the others. */
const shortest = async (work: () => unknown): Promise<number> => {
  const times: number[] = []
  for (let each = 0; each < 7; each += 1) times.push(await millisecondsOf(work))
  return Math.min(...times)
}

test('none of them keeps another tenant waiting for longer than a few usual requests take', async () => {
  const question = { contact: { phone: '06 39 98 66 11' }, channel: 'SMS', advertiser: 'x' }
  const items = Array.from({ length: 1_000 }, (_, n) => ({ ref: String(n), input: question }))
  const BATCH = 'query ($items: [EligibilityItem!]!) { checkEligibilityBatch(items: $items) { ref } }'
  for (const [name, attack] of Object.entries(INPUT_ATTACKS)) {
    const { init } = attack(keys, 0)
    // Beside each, since what the machine does beside may change.
    const usual = await shortest(() => server.send(server.secretKey, BATCH, { items }))
    const waited = await shortest(async () => {
      const attacked = server.fetch('/graphql', init)
      await server.send(server.strangerKey, '{ viewer { keyKind } }')
      await attacked
    })
    expect(waited / usual, name).toBeLessThan(MOST_WAITED)
  }
}, 60_000)

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
