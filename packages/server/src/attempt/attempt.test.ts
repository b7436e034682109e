import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { EligibilityInput, RecordAttemptsInput } from '@constat/client'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

const DAY = 24 * 3_600_000
type Attempt = RecordAttemptsInput['attempts'][number]

let server: ServerUnderTest
let notice: string
let count = 0

beforeAll(async () => {
  server = await startServer()
  notice = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice.sha256
})
beforeEach(() => server.setNow(TUESDAY))
afterAll(() => server.close())

const consent = async (phone: string) => {
  await server.client.recordConsent({
    idempotencyKey: `consent ${count++}`,
    notice,
    contact: { phone },
    choices: [{ question: 'appel', answer: 'GRANTED' }],
  })
  return phone
}

/** A person of her own who agreed to be called, six weeks before the Tuesday. */
const someone = async (): Promise<string> => {
  server.setNow(TUESDAY - 42 * DAY)
  const phone = await consent(`06 39 98 70 ${String(count++).padStart(2, '0')}`)
  server.setNow(TUESDAY)
  return phone
}

const call = (phone: string, daysAgo: number, changes: Partial<Attempt> = {}): Attempt => ({
  contact: { phone },
  channel: 'LIVE_CALL',
  at: new Date(TUESDAY - daysAgo * DAY).toISOString(),
  ...changes,
})

const tell = (attempts: readonly Attempt[], changes: Partial<RecordAttemptsInput> = {}) =>
  server.client.recordAttempts({
    idempotencyKey: `attempts ${count++}`,
    advertiser: 'cuisines',
    attempts: [...attempts],
    ...changes,
  })

const told = async (...input: Parameters<typeof tell>) =>
  granted(await tell(...input), 'RecordAttemptsPayload').recorded

const check = async (phone: string, changes: Partial<EligibilityInput> = {}) => {
  const decision = await server.client.checkEligibility({
    contact: { phone },
    channel: 'LIVE_CALL',
    advertiser: 'cuisines',
    goods: 'cuisines',
    ...changes,
  })
  return { ...decision, first: decision.reasons[0]!.code }
}

test('the fourth call in thirty days closes the line until the first of them is thirty days old', async () => {
  const phone = await someone()
  expect(await told([28, 20, 1].map((days) => call(phone, days)))).toBe(3)
  expect((await check(phone)).verdict).toBe('ALLOW')
  expect(await told([call(phone, 0)])).toBe(1)
  // 27 October is in the thirty days that end on 25 November, not in those that end on the 26th.
  expect(await check(phone)).toMatchObject({
    verdict: 'DEFER',
    first: 'FREQUENCY_CAP_30D',
    nextPossibleAt: '2026-11-26T09:00:00.000Z',
  })
  expect((await check(phone, { at: '2026-11-26T09:00:00Z' })).verdict).toBe('ALLOW')
})

test('only calls by this advertiser to this person count', async () => {
  const [phone, other] = [await someone(), await someone()]
  const calls = [4, 3, 2, 1].map((days) => call(phone, days))
  await told(calls, { advertiser: 'sols' })
  await told(calls.map((each) => ({ ...each, channel: 'SMS' as const })))
  await told([4, 3, 2, 1].map((days) => call(other, days)))
  expect((await check(phone)).verdict).toBe('ALLOW')
  expect((await check(other)).verdict).toBe('DEFER')
  expect((await server.stranger.events()).edges).toEqual([])
})

test('a call told twice under two keys counts once', async () => {
  const phone = await someone()
  const calls = [3, 2, 1].map((days) => call(phone, days))
  await told(calls)
  expect(
    await told([
      ...calls.slice(0, 2),
      call(phone, 3, {
        contact: { phone: phone.replaceAll(' ', '') },
        at: new Date(TUESDAY - DAY).toISOString(),
      }),
    ]),
  ).toBe(3)
  expect((await check(phone)).verdict).toBe('ALLOW')
})

test('a refusal in a call is an objection to calls by that advertiser, until a later consent', async () => {
  const phone = await someone()
  expect(await told([call(phone, 2), call(phone, 1, { refused: true })])).toBe(2)
  const denied = await check(phone)
  expect(denied).toMatchObject({ verdict: 'DENY', first: 'REFUSED_DURING_CALL' })
  const { edges } = await server.client.events({ contact: { phone } })
  expect(edges.map(({ node }) => node.kind)).toEqual(['GIVEN', 'OBJECTED'])
  const refusal = edges[1]!.node
  expect(refusal).toMatchObject({
    occurredAt: new Date(TUESDAY - DAY).toISOString(),
    recordedAt: new Date(TUESDAY).toISOString(),
    provenance: 'SERVER_ATTESTED',
  })
  expect(denied.evidence.map(({ id }) => id)).toContain(refusal.id)
  // Another advertiser was not refused.
  expect((await check(phone, { advertiser: 'sols' })).first).toBe('CONSENT_WRONG_ADVERTISER')

  server.setNow(TUESDAY + 1_000)
  await consent(phone)
  server.setNow(TUESDAY + 2_000)
  expect((await check(phone)).verdict).toBe('ALLOW')
})

test('the past sees only what was told by then', async () => {
  const phone = await someone()
  const then = new Date(TUESDAY - DAY).toISOString()
  await told([5, 4, 3, 2].map((days) => call(phone, days)))
  expect((await check(phone, { at: then })).verdict).toBe('ALLOW')
  expect((await check(phone)).first).toBe('FREQUENCY_CAP_30D')
  const refusing = await someone()
  await told([call(refusing, 2, { refused: true })])
  expect((await check(refusing, { at: then })).verdict).toBe('ALLOW')
  expect((await check(refusing)).first).toBe('REFUSED_DURING_CALL')
})

test('the same calls again are answered as the first time, and refusals are not recorded twice', async () => {
  const phone = await someone()
  const calls = [call(phone, 1, { refused: true }), call(phone, 2)]
  const key = { idempotencyKey: 'the same calls' }
  const answers = await Promise.all([1, 2, 3].map(() => told(calls, key)))
  server.setNow(TUESDAY + DAY)
  expect([...answers, await told(calls, key)]).toEqual([2, 2, 2, 2])
  expect((await server.client.events({ contact: { phone } })).edges).toHaveLength(2)
  expect(await tell(calls.slice(1), key)).toMatchObject({ __typename: 'IdempotencyMismatch' })
})

test('a thousand calls are taken at once, one more is not', async () => {
  const phone = await someone()
  const calls = Array.from({ length: 1_000 }, (_, index) =>
    call(phone, 0, { at: new Date(TUESDAY - index * 1_000).toISOString(), refused: index < 3 }),
  )
  expect(await told(calls)).toBe(1_000)
  expect((await server.client.events({ contact: { phone } })).edges).toHaveLength(4)
  await expect(tell([...calls, call(phone, 9)])).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    issues: [{ path: ['input', 'attempts'], rule: 'too-long' }],
  })
})

test('every call that cannot be stored is listed with its path, and none is stored', async () => {
  const phone = await someone()
  const refused = await tell(
    [
      call(phone, 1, { refused: true }),
      call('12', 1),
      call(phone, -1),
      call(phone, 1, { channel: 'EMAIL' }),
      call(phone, 1, { channel: 'SMS', refused: true }),
      call(phone, 1),
    ],
    { advertiser: '' },
  )
  expect(refused).toMatchObject({ __typename: 'InvalidInput' })
  expect('issues' in refused ? refused.issues.map(({ path, rule }) => [path.join('.'), rule]) : []).toEqual([
    ['input.advertiser', 'known-party'],
    ['input.attempts.1.contact.phone', 'phone-too-short'],
    ['input.attempts.2.at', 'past'],
    ['input.attempts.3.contact', 'contact-channel'],
    ['input.attempts.4.refused', 'refused-in-call'],
    ['input.attempts.5', 'unique-attempt'],
  ])
  expect((await check(phone)).verdict).toBe('ALLOW')
  expect((await server.client.events({ contact: { phone } })).edges).toHaveLength(1)
  expect(await tell([])).toMatchObject({ issues: [{ rule: 'batch-size' }] })
})
