import { expect, test } from 'vitest'
import { createClient, type Connection, type RecordConsentInput } from './index.ts'
import { readRetryAfter } from './retry.ts'
import { startScripted, type Scripted } from './testing/scripted-server.ts'

const NOW = Date.parse('2026-11-24T10:10:00Z')
const VIEWER = { data: { viewer: { keyKind: 'SECRET', scopes: [], tenant: { id: 'tnt', name: 'x' } } } }
const RECORDED = { data: { recordConsent: { __typename: 'RecordConsentPayload', events: [] } } }
const error = (code: string) => ({ errors: [{ message: code, extensions: { code } }] })

const INPUT: Omit<RecordConsentInput, 'idempotencyKey'> = {
  notice: '0'.repeat(64),
  contact: { phone: '06 39 98 12 34' },
  choices: [],
}

/** A client of a server that answers so, whose waits are noted instead of waited. */
const clientOf = async (script: readonly Scripted[], changes: Partial<Connection> = {}) => {
  const { url, asked } = await startScripted(script)
  const waits: number[] = []
  let keys = 0
  const client = createClient({
    url,
    key: 'constat_secret_x',
    random: () => 1,
    clock: () => NOW,
    newKey: () => `key ${++keys}`,
    wait: async (milliseconds) => void waits.push(milliseconds),
    ...changes,
  })
  return { client, asked, waits }
}
const caught = (promise: Promise<unknown>) => promise.catch((thrown: unknown) => thrown)

test('what may be repeated is, after waits that double, and the same bytes are sent', async () => {
  const { client, asked, waits } = await clientOf([
    'LOST',
    { status: 502 },
    { status: 504 },
    { body: RECORDED },
  ])
  expect(await client.recordConsent(INPUT)).toMatchObject({ __typename: 'RecordConsentPayload' })
  expect(waits).toEqual([250, 500, 1_000])
  expect(new Set(asked.map(({ text }) => text)).size).toBe(1)
  expect(asked[0]?.body.variables['input']).toEqual({ ...INPUT, idempotencyKey: 'key 1' })
})

test('each call has a key of its own, unless the caller has one', async () => {
  const { client, asked } = await clientOf([{ body: RECORDED }])
  await client.recordConsent(INPUT)
  await client.recordConsent(INPUT)
  await client.recordConsent({ ...INPUT, idempotencyKey: 'mine' })
  const keys = asked.map(({ body }) => (body.variables['input'] as RecordConsentInput).idempotencyKey)
  expect(keys).toEqual(['key 1', 'key 2', 'mine'])
})

test('the wait is a random part of at most ten seconds, so that clients do not come back together', async () => {
  const { client, waits } = await clientOf([{ status: 503 }], { retries: 8, random: () => 0.5 })
  expect(await caught(client.viewer())).toMatchObject({ name: 'RequestRefused', status: 503 })
  expect(waits).toEqual([125, 250, 500, 1_000, 2_000, 4_000, 5_000, 5_000])
})

test('Retry-After is honoured in seconds and as a date, and told when it is too long', async () => {
  const limited = (value: string): Scripted => ({
    status: 429,
    headers: { 'retry-after': value },
    body: error('QUOTA_EXCEEDED'),
  })
  const { client, waits } = await clientOf(
    [limited('7'), limited('Tue, 24 Nov 2026 10:10:03 GMT'), { body: VIEWER }],
    { random: () => 0 },
  )
  await client.viewer()
  expect(waits).toEqual([7_000, 3_000])
  const patient = await clientOf([limited('61')])
  expect(await caught(patient.client.viewer())).toMatchObject({
    code: 'QUOTA_EXCEEDED',
    status: 429,
    retryAfterMs: 61_000,
  })
  expect(patient.waits).toEqual([])
})

test.each([
  [null, undefined],
  ['0', 0],
  [' 2 ', 2_000],
  ['Tue, 24 Nov 2026 10:09:00 GMT', 0],
  ['soon', undefined],
  ['-1', undefined],
  ['99999999999', undefined],
])('Retry-After %s is read as %s', (value, milliseconds) => {
  const read = readRetryAfter(value, NOW)
  // JavaScript reads some numbers as years long past or far ahead; neither is waited for.
  if (milliseconds === undefined) expect(read === undefined || read === 0 || read > 60_000).toBe(true)
  else expect(read).toBe(milliseconds)
})

test('a mutation that would act twice is repeated only where the server says that nothing was done', async () => {
  const create = { url: 'https://example.com' }
  for (const lost of ['LOST', { status: 502 }, { status: 503 }] as const) {
    const { client, asked } = await clientOf([lost])
    await caught(client.createWebhook(create))
    expect(asked).toHaveLength(1)
  }
  const { client, asked } = await clientOf([
    { status: 503, body: error('STORAGE_UNAVAILABLE') },
    { status: 429, body: error('QUOTA_EXCEEDED') },
    { body: { data: { createWebhook: { __typename: 'CreateWebhookPayload' } } } },
  ])
  await client.createWebhook(create)
  expect(asked).toHaveLength(3)
})

test('what the server gave up is asked again only where that does no harm, whatever status it has', async () => {
  for (const status of [200, 503]) {
    const givenUp = { status, body: error('DEADLINE_EXCEEDED') }
    const query = await clientOf([givenUp, { body: VIEWER }])
    await query.client.viewer()
    expect(query.asked).toHaveLength(2)
    const mutation = await clientOf([givenUp])
    expect(await caught(mutation.client.createWebhook({ url: 'https://example.com' }))).toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    })
    expect(mutation.asked).toHaveLength(1)
  }
})

test.each([400, 401, 403, 404, 500])('status %i is not repeated', async (status) => {
  const { client, asked } = await clientOf([{ status, body: error('X') }])
  expect(await caught(client.viewer())).toMatchObject({
    name: 'RequestRefused',
    code: 'X',
    status,
    issues: [],
  })
  expect(asked).toHaveLength(1)
})

test('no retries means one attempt', async () => {
  const { client, asked } = await clientOf(['LOST'], { retries: 0 })
  expect(await caught(client.viewer())).toMatchObject({ name: 'RequestFailed', reason: 'UNREACHABLE' })
  expect(asked).toHaveLength(1)
})

test('what is no GraphQL, or not what was asked, is refused as unreadable', async () => {
  const other = '{"data":{"logHead":null}}'
  for (const body of ['<html>', '', 'null', '[]', '{"data":null}', '{"data":{}}', other, '{"errors":{}}']) {
    const { client } = await clientOf([{ body }])
    expect(await caught(client.viewer())).toMatchObject({ code: 'UNREADABLE', status: 200 })
  }
})

test.each([301, 302, 303, 307, 308])(
  'a redirect (%i) is refused: neither key nor contact goes elsewhere',
  async (status) => {
    const elsewhere = await startScripted([{ body: VIEWER }])
    const redirect = { status, headers: { location: elsewhere.url } }
    const { client, asked } = await clientOf([redirect])
    const items = [{ ref: '1', phone: INPUT.contact.phone ?? '' }]
    const screened = client.screen(items, { channel: 'LIVE_CALL', advertiser: 'cuisines' })
    for (const refused of [await caught(client.recordConsent(INPUT)), await caught(screened.next())])
      expect(refused).toMatchObject({
        name: 'RequestRefused',
        code: 'UNREADABLE',
        status,
        message: expect.stringContaining('another address'),
      })
    expect([asked.length, elsewhere.asked.length]).toEqual([2, 0])
  },
)

test('an attempt has its time, a call its signal', async () => {
  const { client, waits } = await clientOf(['SILENT'], { retries: 1, timeoutMs: 30 })
  expect(await caught(client.viewer())).toMatchObject({ name: 'RequestFailed', reason: 'TIMEOUT' })
  // On a busy machine an attempt is over before the server has read it, so the wait between the two is counted.
  expect(waits).toEqual([250])
  const reason = new Error('the caller left')
  expect(await caught(client.viewer({ signal: AbortSignal.abort(reason) }))).toBe(reason)
  const leaving = new AbortController()
  const call = caught(client.viewer({ signal: leaving.signal, timeoutMs: 60_000 }))
  leaving.abort(reason)
  expect(await call).toBe(reason)
})

test('a signal ends the wait between attempts too', async () => {
  const reason = new Error('the caller left')
  const leaving = new AbortController()
  const { url } = await startScripted(() => {
    setTimeout(() => leaving.abort(reason), 5)
    return { status: 503, headers: { 'retry-after': '60' } }
  })
  const client = createClient({ url, key: 'k' })
  expect(await caught(client.viewer({ signal: leaving.signal }))).toBe(reason)
})

test('a site key asks by the ids of documents, others by their text', async () => {
  const { client, asked } = await clientOf([{ body: VIEWER }])
  await client.viewer()
  expect(asked[0]?.headers).toMatchObject({
    authorization: 'Bearer constat_secret_x',
    'content-type': 'application/json',
  })
  expect(asked[0]?.body.query).toContain('query Viewer')
  const site = await clientOf([{ body: VIEWER }], { key: 'constat_site_x' })
  await site.client.viewer()
  expect(Object.keys(site.asked[0]?.body ?? {})).toEqual(['documentId', 'variables'])
})
