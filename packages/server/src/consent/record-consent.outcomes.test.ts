import { afterAll, beforeAll, expect, test } from 'vitest'
import { formOf, type Refusal } from '../testing/form.ts'
import { startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest
let form: Awaited<ReturnType<typeof formOf>>

beforeAll(async () => {
  server = await startServer()
  form = await formOf(server)
})
afterAll(() => server.close())

const submission = async (changes: Record<string, unknown> = {}) =>
  form.submission({ challenge: await form.capture(), ...changes })
const recorded = async (input: unknown) => (await form.send(input)).body.data.recordConsent

test('RecordConsentPayload: the submission is on disk, and again is answered as the first time', async () => {
  const input = await submission()
  const first = await recorded(input)
  expect(first).toMatchObject({
    __typename: 'RecordConsentPayload',
    replayed: false,
    events: [{ kind: 'GIVEN', provenance: 'SITE_CHALLENGED' }],
  })
  expect(await recorded(input)).toEqual({ ...first, replayed: true })
})

test.each<[string, Record<string, unknown>, string]>([
  ['no challenge', { challenge: null }, 'required'],
  ['no contact for what was granted', { contact: {} }, 'contact-missing'],
  ['a question of no notice', { choices: [{ question: 'x', answer: 'REFUSED' }] }, 'unknown-question'],
  ['an idempotency key of 129 characters', { idempotencyKey: 'x'.repeat(129) }, 'length'],
  ['an instant of its own, from a page', { occurredAt: '2026-11-01T10:00:00Z' }, 'secret-key-only'],
])('InvalidInput: %s, and nothing is stored', async (_name, changes, rule) => {
  const refusal: Refusal = await form.refused(await submission(changes))
  expect(refusal).toMatchObject({ __typename: 'InvalidInput' })
  expect(refusal.issues.map((each) => each.rule)).toContain(rule)
})

test('NotFound: a version that was never published', async () => {
  expect(await form.refused(await submission({ notice: 'ab'.repeat(32) }))).toMatchObject({
    __typename: 'NotFound',
    issues: [{ path: ['input', 'notice'] }],
  })
})

test('ChallengeFailed: a challenge that was used', async () => {
  const challenge = await form.capture()
  await recorded(form.submission({ challenge }))
  expect(await form.refused(form.submission({ challenge }))).toMatchObject({
    __typename: 'ChallengeFailed',
    issues: [{ path: ['input', 'challenge'], rule: 'challenge-used' }],
  })
})

test('IdempotencyMismatch: another submission under the same key', async () => {
  const input = await submission()
  await recorded(input)
  expect(await form.refused({ ...input, contact: { phone: '06 39 98 55 55' } })).toMatchObject({
    __typename: 'IdempotencyMismatch',
    issues: [{ path: ['input', 'idempotencyKey'], rule: 'same-input' }],
  })
})

test('Conflict: the same submission under the same key, made under another challenge', async () => {
  const input = await submission()
  await recorded(input)
  expect(await form.refused({ ...input, challenge: await form.capture() })).toMatchObject({
    __typename: 'Conflict',
    issues: [{ path: ['input', 'challenge'], rule: 'same-challenge' }],
  })
})
