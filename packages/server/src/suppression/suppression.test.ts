import type { EligibilityInput, RecordObjectionInput } from '@constat/client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

const HOUR = 3_600_000

let server: ServerUnderTest
let notice: string
let count = 0

beforeAll(async () => {
  server = await startServer()
  notice = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice.sha256
})
beforeEach(() => server.setNow(TUESDAY))
afterAll(() => server.close())

/** A person of her own for each test. */
const someone = () => {
  const number = String(count++).padStart(2, '0')
  return { phone: `06 39 98 60 ${number}`, email: `person${number}@example.fr` }
}

const consent = async (contact: { phone: string; email: string }) =>
  granted(
    await server.client.recordConsent({
      idempotencyKey: `consent ${count++}`,
      notice,
      contact,
      choices: NOTICE.questions.map(({ key }) => ({ question: key, answer: 'GRANTED' as const })),
    }),
    'RecordConsentPayload',
  ).events[0]!

const object = (input: Pick<RecordObjectionInput, 'contact'> & Partial<RecordObjectionInput>) =>
  server.client.recordObjection({
    idempotencyKey: `objection ${count++}`,
    scope: 'ALL',
    source: 'LETTER',
    ...input,
  })

const objected = async (input: Parameters<typeof object>[0]) =>
  granted(await object(input), 'RecordObjectionPayload').event

const check = async (contact: EligibilityInput['contact'], changes: Partial<EligibilityInput> = {}) => {
  const decision = await server.client.checkEligibility({
    contact,
    channel: 'LIVE_CALL',
    advertiser: 'cuisines',
    goods: 'cuisines',
    ...changes,
  })
  const evidence = decision.evidence.map(({ id }) => id)
  return { verdict: decision.verdict, first: decision.reasons[0]!.code, evidence }
}

test('an objection is an event of its contact, signed and sealed, and denies from then on', async () => {
  const contact = someone()
  const given = await consent(contact)
  server.setNow(TUESDAY + 1_000)
  const event = await objected({ contact: { phone: contact.phone }, at: new Date(TUESDAY).toISOString() })
  expect(event).toMatchObject({
    kind: 'OBJECTED',
    provenance: 'SERVER_ATTESTED',
    supersedes: null,
    notice: null,
    choices: [],
    occurredAt: new Date(TUESDAY).toISOString(),
    recordedAt: new Date(TUESDAY + 1_000).toISOString(),
  })
  expect(event.contactHint).toContain('+33 6 ••')
  const statement = JSON.parse(Buffer.from(event.statement.split('.')[1]!, 'base64url').toString())
  expect(statement).toMatchObject({
    event: 'consent.objected',
    occurred_at: TUESDAY / 1_000,
    iat: TUESDAY / 1_000 + 1,
  })
  expect(JSON.stringify(statement)).not.toContain('LETTER')
  expect(await check({ phone: contact.phone })).toEqual({
    verdict: 'DENY',
    first: 'OBJECTION_RECORDED',
    evidence: [given.id, event.id],
  })
  const { edges } = await server.client.events({ contact: { phone: contact.phone } })
  expect(edges.map(({ node }) => node.kind)).toEqual(['GIVEN', 'OBJECTED'])
})

test.each([
  ['PHONE', { channel: 'LIVE_CALL' }, 'DENY'],
  ['PHONE', { channel: 'AUTOMATED_CALL' }, 'DENY'],
  ['SMS', { channel: 'LIVE_CALL' }, 'ALLOW'],
  ['SMS', { channel: 'SMS' }, 'DENY'],
] as const)('of scope %s, it answers %o with %s', async (scope, question, verdict) => {
  const contact = someone()
  await consent(contact)
  await objected({ contact: { phone: contact.phone }, scope })
  expect((await check({ phone: contact.phone }, question)).verdict).toBe(verdict)
})

test('it is against the advertisers named, or everyone when none is', async () => {
  const [one, other] = [someone(), someone()]
  await Promise.all([consent(one), consent(other)])
  await objected({ contact: { email: one.email }, advertisers: ['sols', 'sols'] })
  await objected({ contact: { email: other.email }, source: 'UNSUBSCRIBE_LINK' })
  const letters = (email: string, advertiser: string, goods: string) =>
    check({ email }, { channel: 'EMAIL', advertiser, goods, facts: { notice: told } })
  const told = { art14GivenOrPlanned: true, sourceWillBeStated: true }
  expect((await letters(one.email, 'sols', 'parquets')).first).toBe('OBJECTION_RECORDED')
  expect((await letters(one.email, 'literie', 'parquets')).verdict).toBe('ALLOW')
  expect((await letters(one.email, 'cuisines', 'cuisines')).verdict).toBe('ALLOW')
  expect((await letters(other.email, 'literie', 'parquets')).first).toBe('OBJECTION_RECORDED')
  expect((await letters(other.email, 'cuisines', 'cuisines')).first).toBe('OBJECTION_RECORDED')
})

test('it stands until a later consent', async () => {
  const contact = someone()
  await consent(contact)
  server.setNow(TUESDAY + HOUR)
  await objected({ contact: { phone: contact.phone }, source: 'STOP_REPLY', scope: 'PHONE' })
  server.setNow(TUESDAY + 2 * HOUR)
  expect((await check({ phone: contact.phone }, { at: atLunch(1) })).verdict).toBe('DENY')
  const later = await consent(contact)
  server.setNow(TUESDAY + 2 * HOUR + 1)
  expect(await check({ phone: contact.phone }, { at: atLunch(1) })).toMatchObject({
    verdict: 'ALLOW',
    evidence: expect.arrayContaining([later.id]),
  })
})

/** Eleven in the morning in Paris, so many days after the Tuesday. */
const atLunch = (days: number): string => new Date(TUESDAY + days * 24 * HOUR).toISOString()

test('told late, it is unknown before it was told, and has effect from when it was made', async () => {
  const contact = someone()
  await consent(contact)
  server.setNow(TUESDAY + 48 * HOUR)
  await objected({ contact: { phone: contact.phone }, at: new Date(TUESDAY + HOUR).toISOString() })
  expect((await check({ phone: contact.phone }, { at: atLunch(1) })).verdict).toBe('ALLOW')
  expect((await check({ phone: contact.phone })).first).toBe('OBJECTION_RECORDED')
})

test('the same objection again is answered as the first time; another under its key is not', async () => {
  const { phone } = someone()
  const input = {
    idempotencyKey: 'the same objection',
    contact: { phone },
    advertisers: ['sols', 'cuisines'],
  }
  const first = await objected(input)
  server.setNow(TUESDAY + HOUR)
  const again = await objected({
    ...input,
    contact: { phone: phone.replaceAll(' ', '.') },
    advertisers: ['cuisines', 'sols'],
  })
  expect(again.id).toBe(first.id)
  expect(await object({ ...input, scope: 'PHONE' })).toMatchObject({
    __typename: 'IdempotencyMismatch',
    firstSeenAt: new Date(TUESDAY).toISOString(),
  })
  const together = { contact: { phone: someone().phone }, idempotencyKey: 'together' }
  const ids = await Promise.all([1, 2, 3, 4].map(async () => (await objected(together)).id))
  expect(new Set(ids).size).toBe(1)
})

test('another tenant knows nothing of it', async () => {
  const { phone } = someone()
  await objected({ contact: { phone } })
  expect((await server.stranger.events({ contact: { phone } })).edges).toEqual([])
})

test.each([
  ['a phone that is none', { contact: { phone: 'abc' } }, ['input', 'contact', 'phone'], 'phone-letters'],
  [
    'e-mail refused by phone',
    { contact: { phone: '06 39 98 60 00' }, scope: 'EMAIL' as const },
    ['input', 'contact'],
    'contact-channel',
  ],
  ['nobody', { contact: { email: 'a@example.fr' }, advertisers: [] }, ['input', 'advertisers'], 'not-empty'],
  [
    'an advertiser without a name',
    { contact: { email: 'a@example.fr' }, advertisers: ['sols', ''] },
    ['input', 'advertisers', '1'],
    'known-party',
  ],
  [
    'one of tomorrow',
    { contact: { email: 'a@example.fr' }, at: new Date(TUESDAY + 1).toISOString() },
    ['input', 'at'],
    'past',
  ],
  [
    'one of antiquity',
    { contact: { email: 'a@example.fr' }, at: '0044-03-15T12:00:00Z' },
    ['input', 'at'],
    'past',
  ],
  [
    'no key',
    { contact: { email: 'a@example.fr' }, idempotencyKey: '' },
    ['input', 'idempotencyKey'],
    'length',
  ],
])('%s is refused with its path and rule, and nothing is stored', async (_name, input, path, rule) => {
  const before = (await server.client.events({ first: 100 })).edges.length
  const refused = await object(input)
  expect(refused).toMatchObject({ __typename: 'InvalidInput' })
  expect('issues' in refused ? refused.issues : []).toContainEqual(expect.objectContaining({ path, rule }))
  expect((await server.client.events({ first: 100 })).edges).toHaveLength(before)
})
