import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { EligibilityInput } from '@constat/client'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

const PHONE = '06 39 98 12 34'
const HOUR = 3_600_000

let server: ServerUnderTest
let notice: string

beforeAll(async () => {
  server = await startServer()
  notice = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice.sha256
})
beforeEach(() => server.setNow(TUESDAY))
afterAll(() => server.close())

const consent = async (phone: string, question = 'appel', email?: string): Promise<string> => {
  const recorded = granted(
    await server.client.recordConsent({
      idempotencyKey: `${phone} ${question}`,
      notice,
      contact: { phone, email: email ?? null },
      choices: [{ question, answer: 'GRANTED' }],
    }),
    'RecordConsentPayload',
  )
  return recorded.events[0]!.id
}

const check = (phone: string, changes: Partial<EligibilityInput> = {}) =>
  server.client.checkEligibility({
    contact: { phone },
    channel: 'LIVE_CALL',
    advertiser: 'cuisines',
    goods: 'cuisines',
    ...changes,
  })

test('before any consent, a call is denied', async () => {
  const decision = await check(PHONE)
  expect(decision).toMatchObject({ verdict: 'DENY', legalBasis: null, evidence: [], position: '0' })
  expect(decision.reasons[0]).toMatchObject({ code: 'NO_CONSENT' })
  expect(decision.question).toMatchObject({
    timeZone: 'Europe/Paris',
    territory: 'FR-MET',
    advertiser: 'cuisines',
  })
})

test('after a consent, a call is allowed and names the event; after its withdrawal, it is denied', async () => {
  const phone = '06 39 98 20 01'
  const event = await consent(phone)
  server.setNow(TUESDAY + 1000)
  const allowed = await check(phone)
  expect(allowed).toMatchObject({ verdict: 'ALLOW', legalBasis: 'CONSENT', evidence: [{ id: event }] })
  expect(allowed.reasons[0]).toMatchObject({ code: 'OK_CONSENT_VALID' })
  expect(allowed.obligations).toContain('OB_END_ON_REFUSAL')
  expect(allowed.ruleIds.length).toBeGreaterThan(0)

  server.setNow(TUESDAY + 2000)
  const { events } = granted(
    await server.client.withdrawConsent({ idempotencyKey: 'w', contact: { phone } }),
    'WithdrawConsentPayload',
  )
  const denied = await check(phone)
  expect(denied).toMatchObject({ verdict: 'DENY' })
  expect(denied.reasons[0]).toMatchObject({ code: 'CONSENT_WITHDRAWN' })
  expect(denied.evidence.map(({ id }) => id)).toEqual(expect.arrayContaining([event, events[0]!.id]))

  // The law of an instant sees what was recorded by then.
  expect(await check(phone, { at: new Date(TUESDAY + 1500).toISOString() })).toMatchObject({
    verdict: 'ALLOW',
  })
})

test('a consent is for its channel, its advertiser and its goods', async () => {
  const phone = '06 39 98 20 02'
  await consent(phone)
  expect(await check(phone, { channel: 'SMS' })).toMatchObject({ verdict: 'DENY' })
  expect(await check(phone, { advertiser: 'sols' })).toMatchObject({ verdict: 'DENY' })
  expect(await check(phone, { goods: 'parquets' })).toMatchObject({ verdict: 'DENY' })
  expect(await check('+33 6 39.98.20.02')).toMatchObject({ verdict: 'ALLOW' })
})

test('outside lawful hours the call waits for the next lawful instant', async () => {
  const phone = '06 39 98 20 03'
  await consent(phone)
  const evening = await check(phone, { at: new Date(TUESDAY + 10 * HOUR).toISOString() })
  expect(evening).toMatchObject({ verdict: 'DEFER', nextPossibleAt: '2026-11-25T09:00:00.000Z' })
  expect(evening.reasons[0]).toMatchObject({ code: 'OUTSIDE_CALLING_HOURS' })
  const saturday = await check(phone, { at: '2026-11-28T10:00:00Z' })
  expect(saturday.reasons[0]).toMatchObject({ code: 'WEEKEND' })
})

test('a partner may write to the address it was named for, once it says where it has it from', async () => {
  await consent('06 39 98 20 04', 'partenaires', 'ada@example.fr')
  const ask = (advertiser: string, facts?: EligibilityInput['facts']) =>
    server.client.checkEligibility({
      contact: { email: 'ADA@example.fr' },
      channel: 'EMAIL',
      advertiser,
      goods: 'parquets',
      ...(facts ? { facts } : {}),
    })
  const told = { notice: { art14GivenOrPlanned: true, sourceWillBeStated: true } }
  expect((await ask('sols')).reasons.map(({ code }) => code)).toEqual([
    'ART14_NOTICE_MISSING',
    'SOURCE_NOT_DISCLOSED',
  ])
  expect(await ask('sols', told)).toMatchObject({ verdict: 'ALLOW' })
  expect(await ask('cuisines', told)).toMatchObject({ verdict: 'DENY' })
})

test('a banned sector that the caller states is not allowed by a consent for other goods', async () => {
  const phone = '06 39 98 20 06'
  await consent(phone)
  const asked = await check(phone, { goods: null, facts: { sector: 'ENERGY_RENOVATION' } })
  expect(asked.reasons[0]).toMatchObject({ code: 'SECTOR_BAN_ENERGY' })
  expect(await check(phone, { goods: null })).toMatchObject({ verdict: 'ALLOW' })
})

test('of one submission, a channel withdrawn is told as withdrawn, whatever else was granted', async () => {
  const contact = { phone: '06 39 98 20 07', email: 'seven@example.fr' }
  await server.client.recordConsent({
    idempotencyKey: 'partial',
    notice,
    contact,
    choices: [
      { question: 'appel', answer: 'GRANTED' },
      { question: 'email', answer: 'GRANTED' },
    ],
  })
  server.setNow(TUESDAY + 1000)
  const { events } = granted(
    await server.client.withdrawConsent({
      idempotencyKey: 'part',
      contact: { email: contact.email },
      channels: ['EMAIL'],
    }),
    'WithdrawConsentPayload',
  )
  const asked = await server.client.checkEligibility({
    contact: { email: contact.email },
    channel: 'EMAIL',
    advertiser: 'cuisines',
    goods: 'cuisines',
  })
  expect(asked.reasons[0]).toMatchObject({ code: 'CONSENT_WITHDRAWN' })
  expect(asked.evidence.map(({ id }) => id)).toContain(events[0]!.id)
})

test('reasons speak French, or English when asked', async () => {
  const french = await check(PHONE)
  const english = await server.client.checkEligibility(
    { contact: { phone: PHONE }, channel: 'LIVE_CALL', advertiser: 'cuisines' },
    'en',
  )
  expect(french.reasons[0]!.message).not.toBe(english.reasons[0]!.message)
})

test('another tenant sees nothing of it', async () => {
  const phone = '06 39 98 20 05'
  await consent(phone)
  const seen = await server.stranger.checkEligibility({
    contact: { phone },
    channel: 'LIVE_CALL',
    advertiser: 'cuisines',
  })
  expect(seen).toMatchObject({ verdict: 'DENY', position: '0', evidence: [] })
})

test.each([
  ['a phone that is none', { contact: { phone: '12' } }, ['input', 'contact', 'phone'], 'phone-too-short'],
  ['an instant in two years', { at: '2028-11-24T10:00:00Z' }, ['input', 'at'], 'within-a-year'],
  [
    'a zone that is none',
    { facts: { timeZone: 'Europe/Atlantis' } },
    ['input', 'facts', 'timeZone'],
    'time-zone',
  ],
])('%s is refused with its path and rule', async (_name, changes, path, rule) => {
  const refusal = await check(PHONE, changes).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path, rule }] })
})
