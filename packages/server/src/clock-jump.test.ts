import { afterEach, beforeEach, expect, test } from 'vitest'
import { TUESDAY } from './testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from './testing/server-under-test.ts'

const HOUR = 3_600_000
const QUESTION = { channel: 'LIVE_CALL', advertiser: 'cuisines', goods: 'cuisines' } as const

let server: ServerUnderTest
let notice: string

beforeEach(async () => {
  server = await startServer()
  notice = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice.sha256
})
afterEach(() => server.close())

const phoneOf = (index: number): string => `06 39 98 00 ${String(index).padStart(2, '0')}`

const consent = async (phone: string, idempotencyKey = phone) =>
  granted(
    await server.client.recordConsent({
      idempotencyKey,
      notice,
      contact: { phone },
      choices: [{ question: 'appel', answer: 'GRANTED' }],
    }),
    'RecordConsentPayload',
  )
const screened = async (phone: string): Promise<unknown> => {
  const answer = await server.fetch(
    '/v1/eligibility/stream?channel=LIVE_CALL&advertiser=cuisines&goods=cuisines',
    {
      method: 'POST',
      headers: { authorization: `Bearer ${server.secretKey}`, 'content-type': 'application/x-ndjson' },
      body: JSON.stringify({ ref: '1', phone }),
    },
  )
  return JSON.parse((await answer.text()).split('\n')[0] ?? '').verdict
}

/** What one question, a batch and a stream say: the same. */
const verdict = async (phone: string, hours = 0): Promise<string> => {
  server.setNow(TUESDAY + hours * HOUR + 60_000)
  const input = { contact: { phone }, ...QUESTION }
  const { verdict: one } = await server.client.checkEligibility(input)
  const [first] = await server.client.checkEligibilityBatch([{ ref: '1', input }])
  expect([first?.decision?.verdict, await screened(phone)]).toEqual([one, one])
  return one
}

const objected = async (phone: string) =>
  granted(
    await server.client.recordObjection({ contact: { phone }, scope: 'ALL', source: 'LETTER' }),
    'RecordObjectionPayload',
  )

test('a clock that is set back an hour: a withdrawal or an objection recorded before holds at once, and for good', async () => {
  for (const index of [0, 1]) await consent(phoneOf(index))
  server.setNow(TUESDAY + HOUR)
  const withdrawn = await server.client.withdrawConsent({ contact: { phone: phoneOf(0) } })
  expect(granted(withdrawn, 'WithdrawConsentPayload').events).toHaveLength(1)
  await objected(phoneOf(1))
  for (const hours of [0, 1, 2])
    for (const index of [0, 1]) expect(await verdict(phoneOf(index), hours)).toBe('DENY')
})

test('a clock that is set back and goes on while a question is answered: what was recorded before holds all the same', async () => {
  for (const index of [0, 1]) await consent(phoneOf(index))
  server.setNow(TUESDAY + HOUR)
  await server.client.withdrawConsent({ contact: { phone: phoneOf(0) } })
  await objected(phoneOf(1))
  server.setTick(1)
  for (const index of [0, 1]) {
    expect(await verdict(phoneOf(index))).toBe('DENY')
    const told = await server.client.explain({ phone: phoneOf(index) })
    expect(told.map((each) => each.verdict)).not.toContain('ALLOW')
    expect(told).not.toEqual([])
  }
})

test('a clock that is set back an hour: a consent recorded before holds, until a no that follows it', async () => {
  server.setNow(TUESDAY + HOUR)
  for (const index of [0, 1, 2]) await consent(phoneOf(index))
  expect(await verdict(phoneOf(0))).toBe('ALLOW')
  server.setNow(TUESDAY)
  await objected(phoneOf(1))
  await server.client.withdrawConsent({ contact: { phone: phoneOf(2) } })
  // Later it is noon, when nobody is called.
  for (const hours of [0, 1]) {
    expect(await verdict(phoneOf(0), hours)).toBe('ALLOW')
    for (const index of [1, 2]) expect(await verdict(phoneOf(index), hours)).toBe('DENY')
  }
})

test('a clock that jumps ahead and back again: keys, positions and answers go on, and what was done is done once', async () => {
  const { secret } = granted(
    await server.client.createApiKey({ kind: 'SECRET', name: 'x', scopes: ['consent:read'] }),
    'CreateApiKeyPayload',
  )
  const ids: string[] = []
  for (const [index, hours] of [0, 1, 0, -1, 2, 0].entries()) {
    server.setNow(TUESDAY + hours * HOUR)
    const first = await consent(phoneOf(index))
    const again = await consent(phoneOf(index))
    expect([first.replayed, again.replayed, again.events]).toEqual([false, true, first.events])
    ids.push(...first.events.map(({ id }) => id))
    await server.takeTurn()
    expect((await server.send(secret, '{ viewer { keyKind } }')).status).toBe(200)
    expect((await server.fetch('/readyz')).status).toBe(200)
  }
  const { edges } = await server.client.events({ first: 100 })
  expect(
    edges
      .map(({ node }) => [node.id, node.position])
      .toSorted(([, one], [, other]) => Number(one) - Number(other)),
  ).toEqual(ids.map((id, index) => [id, String(index + 1)]))
  expect(await server.client.logHead()).toMatchObject({ size: String(ids.length + 1) })
})
