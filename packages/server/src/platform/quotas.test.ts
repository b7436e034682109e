import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newApiKey } from '../access/api-key.ts'
import { createMetrics } from '../metrics/metrics.ts'
import { NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { createHttp } from './http.ts'
import { createQuotas, ratesOf } from './quotas.ts'

const VIEWER = '{ viewer { keyKind } }'
const CHECK = 'query ($input: EligibilityInput!) { checkEligibility(input: $input) { verdict } }'
const EVENTS = 'query ($contact: ContactKey) { events(contact: $contact) { edges { cursor } } }'
const LARGE = '{ events(first: 24) { edges { node { id } } } }' // 50
const ADDRESS = '198.51.100.7'

let server: ServerUnderTest
let elapsed = 0
let app: ReturnType<typeof createHttp>
const metrics = createMetrics()

beforeAll(async () => {
  server = await startServer()
  await server.client.publishNotice(NOTICE)
})
afterAll(() => server.close())

// Ten units of cost a second and a hundred at once; three look-ups of a contact a minute.
beforeEach(() => {
  const rates = ratesOf({ siteRate: 10, secretRate: 10, partnerRate: 10, contactRate: 3 })
  const quotas = createQuotas(rates, () => elapsed, metrics.observer)
  app = createHttp({ ...server.deps, quotas, observer: metrics.observer })
})

const ask = async (key: string, query: string, variables: object = {}, address?: string) => {
  const request = new Request('https://proofs.example/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query, variables }),
  })
  const response = await app.fetch(request, { address })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

const about = (phone: string, form = phone) => ({
  input: { contact: { phone: form }, channel: 'SMS', advertiser: 'cuisines' },
})

test('a key that asks for more than its share is refused until it has waited, and no other is', async () => {
  expect((await ask(server.secretKey, LARGE)).status).toBe(200)
  expect((await ask(server.secretKey, LARGE)).status).toBe(200)
  const refused = await ask(server.secretKey, VIEWER)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('1')
  expect(refused.body.errors[0].extensions).toMatchObject({
    code: 'QUOTA_EXCEEDED',
    retryAfter: 1,
    issues: [{ path: ['headers', 'authorization'], rule: 'key-rate' }],
  })
  expect((await ask(server.strangerKey, VIEWER)).status).toBe(200)
  elapsed += 1_000
  expect((await ask(server.secretKey, VIEWER)).status).toBe(200)
  const dear = await ask(server.secretKey, LARGE)
  expect(dear.status).toBe(429)
  expect(dear.headers.get('retry-after')).toBe(String(dear.body.errors[0].extensions.retryAfter))
  expect(dear.body.data).toBeUndefined()
})

test('what is sent costs too, whether it is understood or not', async () => {
  const padding = 'x'.repeat(90_000)
  expect((await ask(server.secretKey, CHECK, { input: { padding } })).status).toBe(400)
  expect((await ask(server.secretKey, LARGE)).status).toBe(429)
  const values = Array.from({ length: 1_800 }, () => 0)
  expect((await ask(server.strangerKey, VIEWER, { values })).status).toBe(200)
  expect((await ask(server.strangerKey, LARGE)).status).toBe(429)
})

test('one contact is looked up so often a minute, however it is written and asked for', async () => {
  const contact = { phone: '06 39 98 66 11' }
  expect((await ask(server.secretKey, CHECK, about('06 39 98 66 11'))).status).toBe(200)
  expect((await ask(server.secretKey, CHECK, about('+33639986611'))).status).toBe(200)
  expect((await ask(server.secretKey, EVENTS, { contact })).status).toBe(200)
  const EXPLAIN = 'query ($contact: ContactKey!) { explain(contact: $contact) { verdict } }'
  for (const [query, variables] of [
    [CHECK, about('06 39 98 66 11')],
    [EVENTS, { contact }],
    [EXPLAIN, { contact }],
  ] as const) {
    const { status, body } = await ask(server.secretKey, query, variables)
    expect(status).toBe(429)
    expect(body.errors[0].extensions).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      retryAfter: 20,
      issues: [{ path: ['contact'], rule: 'contact-rate' }],
    })
  }
  expect((await ask(server.secretKey, CHECK, about('06 39 98 66 12'))).status).toBe(200)
  expect((await ask(server.strangerKey, CHECK, about('06 39 98 66 11'))).status).toBe(200)
  elapsed += 20_000
  expect((await ask(server.secretKey, CHECK, about('06 39 98 66 11'))).status).toBe(200)
})

test('in a batch a contact counts once', async () => {
  const BATCH = 'query ($items: [EligibilityItem!]!) { checkEligibilityBatch(items: $items) { ref } }'
  const items = Array.from({ length: 20 }, (_, n) => ({ ref: String(n), ...about('06 39 98 66 11') }))
  expect((await ask(server.secretKey, BATCH, { items })).body.errors).toBeUndefined()
})

test('an address that sends wrong keys is not listened to for a while; others are, and it is written nowhere', async () => {
  const { text: unknown } = newApiKey('SECRET', server.deps.random)
  const wrong = [unknown, `${server.secretKey.slice(0, -1)}!`, 'nonsense']
  for (let tries = 0; tries < 30; tries += 1)
    expect((await ask(wrong[tries % 3] ?? '', VIEWER, {}, ADDRESS)).status).toBe(401)
  for (const key of [...wrong, server.secretKey]) {
    const { status, body } = await ask(key, VIEWER, {}, ADDRESS)
    expect(status).toBe(429)
    expect(body.errors[0].extensions).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      retryAfter: 2,
      issues: [{ rule: 'wrong-keys' }],
    })
  }
  expect((await ask(server.secretKey, VIEWER, {}, '198.51.100.8')).status).toBe(200)
  elapsed += 2_000
  expect((await ask(server.secretKey, VIEWER, {}, ADDRESS)).status).toBe(200)
  expect(server.logged()).not.toContain(ADDRESS)
})

test('what was refused is counted by what it was refused for', async () => {
  const text = await metrics.text()
  for (const of of ['key', 'contact', 'address'])
    expect(text).toMatch(new RegExp(`^constat_quota_exceeded_total\\{of="${of}"\\} [1-9]`, 'm'))
})
