import { afterAll, beforeAll, expect, test } from 'vitest'
import { formOf } from '../testing/form.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest
let form: Awaited<ReturnType<typeof formOf>>

beforeAll(async () => {
  server = await startServer()
  form = await formOf(server)
})
afterAll(() => server.close())

test('a challenge is good for one submission', async () => {
  const challenge = await form.capture()
  await form.send(form.submission({ challenge }))
  expect(await form.refused(form.submission({ challenge }))).toMatchObject({
    __typename: 'ChallengeFailed',
    issues: [{ path: ['input', 'challenge'], rule: 'challenge-used' }],
  })
})

test('two submissions with one challenge at once: one is stored', async () => {
  const challenge = await form.capture()
  const answers = await Promise.all([
    form.send(form.submission({ challenge })),
    form.send(form.submission({ challenge })),
  ])
  const types: string[] = answers.map(({ body }) => body.data.recordConsent.__typename)
  expect(types.toSorted()).toEqual(['ChallengeFailed', 'RecordConsentPayload'])
})

test.each([
  ['no challenge', {}, 'InvalidInput', 'required', ['input', 'challenge']],
  [
    'a made-up challenge',
    { challenge: 'AAAA' },
    'ChallengeFailed',
    'challenge-malformed',
    ['input', 'challenge'],
  ],
])('%s is refused', async (_name, changes, type, rule, path) => {
  expect(await form.refused(form.submission(changes))).toMatchObject({
    __typename: type,
    issues: [{ rule, path }],
  })
})

test('a challenge expires after seven days, and is late after half an hour', async () => {
  const input = form.submission({ challenge: await form.capture() })
  const old = form.submission({ challenge: await form.capture() })
  server.setNow(TUESDAY + 31 * 60_000)
  const { body } = await form.send(input)
  const event = await server.client.event(body.data.recordConsent.events[0].id)
  const [, payload = ''] = event?.statement.split('.') ?? []
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString()).challenge.state).toBe('late')
  server.setNow(TUESDAY + 8 * 86_400_000)
  expect(await form.refused(old)).toMatchObject({ issues: [{ rule: 'challenge-expired' }] })
  server.setNow(TUESDAY)
})

test.each([
  ['a phone that is none', { contact: { phone: '12' } }, ['input', 'contact', 'phone'], 'phone-too-short'],
  [
    'an e-mail that is none, and that a yes needs',
    {
      contact: { phone: '06 39 98 12 34', email: 'ada' },
      choices: [{ question: 'email', answer: 'GRANTED' }],
    },
    ['input', 'contact', 'email'],
    'email-at-sign',
  ],
  [
    'a consent to calls without a phone',
    { contact: { email: 'ada@example.fr' } },
    ['input', 'choices', '0'],
    'contact-missing',
  ],
  [
    'an unknown question',
    { choices: [{ question: 'fax', answer: 'GRANTED' }] },
    ['input', 'choices', '0', 'question'],
    'unknown-question',
  ],
  [
    'a question answered twice',
    {
      choices: [
        { question: 'appel', answer: 'REFUSED' },
        { question: 'appel', answer: 'GRANTED' },
      ],
    },
    ['input', 'choices', '1', 'question'],
    'unique-question',
  ],
  ['an empty idempotency key', { idempotencyKey: '' }, ['input', 'idempotencyKey'], 'length'],
  [
    'more answers than a notice has questions',
    { choices: Array.from({ length: 51 }, () => ({ question: 'appel', answer: 'GRANTED' })) },
    ['input', 'choices'],
    'too-long',
  ],
  [
    'a slot of a year',
    {
      choices: [
        {
          question: 'appel',
          answer: 'GRANTED',
          slot: { start: '2026-12-01T11:00:00Z', end: '2027-11-30T11:00:00Z' },
        },
      ],
    },
    ['input', 'choices', '0', 'slot', 'end'],
    'slot-precise',
  ],
  [
    'a slot for e-mail',
    {
      choices: [
        {
          question: 'email',
          answer: 'GRANTED',
          slot: { start: '2026-12-01T11:00:00Z', end: '2026-12-01T12:00:00Z' },
        },
      ],
    },
    ['input', 'choices', '0', 'slot'],
    'slot-call-only',
  ],
  [
    'an import by a site key',
    { occurredAt: '2026-11-01T10:00:00Z' },
    ['input', 'occurredAt'],
    'secret-key-only',
  ],
  ['an observation that is none', { observation: { v: 2 } }, ['input', 'observation', 'v'], 'unknown-value'],
  [
    'a slot that ends before it starts',
    {
      choices: [
        {
          question: 'appel',
          answer: 'GRANTED',
          slot: { start: '2026-12-01T12:00:00Z', end: '2026-12-01T11:00:00Z' },
        },
      ],
    },
    ['input', 'choices', '0', 'slot', 'end'],
    'slot-order',
  ],
])('%s is refused with its path and rule', async (_name, changes, path, rule) => {
  const refused = await form.refused(form.submission({ challenge: await form.capture(), ...changes }))
  expect(refused.__typename).toBe('InvalidInput')
  expect(refused.issues).toContainEqual(expect.objectContaining({ path, rule }))
  expect(JSON.stringify(refused)).not.toContain('639981234')
})

test.each([
  ['key', { idempotencyKey: '\ud800' }, ['input', 'idempotencyKey']],
  ['phone', { contact: { phone: '\ud800' } }, ['input', 'contact', 'phone']],
])('a %s that is no text is refused where it stands, and nothing is stored', async (_name, changes, path) => {
  const before = await form.storedEvents()
  const { status, body } = await form.send(form.submission({ challenge: await form.capture(), ...changes }))
  expect([status, body.errors[0].extensions.issues]).toEqual([
    400,
    [expect.objectContaining({ path, rule: 'unicode' })],
  ])
  expect(await form.storedEvents()).toBe(before)
})

test('a refused submission leaves its challenge unused', async () => {
  const challenge = await form.capture()
  await form.refused(form.submission({ challenge, contact: { phone: '12' } }))
  const { body } = await form.send(form.submission({ challenge }))
  expect(body.data.recordConsent.__typename).toBe('RecordConsentPayload')
})

test('a notice that was never published is not found', async () => {
  expect(
    await form.refused(form.submission({ notice: 'f'.repeat(64), challenge: await form.capture() })),
  ).toMatchObject({
    __typename: 'NotFound',
    issues: [{ path: ['input', 'notice'], rule: 'known-notice' }],
  })
})
