import { afterAll, beforeAll, expect, test } from 'vitest'
import { consenting } from '../testing/consenting.ts'
import { granted, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const withdraw = (input: Parameters<typeof server.client.withdrawConsent>[0]) =>
  server.client.withdrawConsent(input)

test('WithdrawConsentPayload: what is left of her consents ends, once', async () => {
  const { contact, event } = await consenting(server)
  const input = { idempotencyKey: 'once', contact: { email: contact.email } }
  const first = granted(await withdraw(input), 'WithdrawConsentPayload')
  expect(first.events).toMatchObject([{ kind: 'WITHDRAWN', supersedes: { id: event.id } }])
  expect(await withdraw(input)).toEqual(first)
  const again = await withdraw({ ...input, idempotencyKey: 'twice' })
  expect(granted(again, 'WithdrawConsentPayload').events).toEqual([])
})

test('WithdrawConsentPayload: her token ends her own submission', async () => {
  const { event, receipt } = await consenting(server)
  const token = receipt.manageUrl.split('/').at(-1) ?? ''
  expect(
    granted(await withdraw({ idempotencyKey: 'token', token }), 'WithdrawConsentPayload').events,
  ).toMatchObject([{ supersedes: { id: event.id } }])
})

test.each([
  ['a contact and a token', { contact: { email: 'p@example.fr' }, token: 'x' }],
  ['neither', {}],
  ['a contact that is none', { contact: { phone: '12' } }],
  ['no channels', { contact: { email: 'p@example.fr' }, channels: [] }],
  ['a party that is none', { contact: { email: 'p@example.fr' }, advertisers: ['nobody'] }],
  ['an empty idempotency key', { contact: { email: 'p@example.fr' }, idempotencyKey: '' }],
])('InvalidInput: %s', async (_name, input) => {
  const { code, issues } = granted(await withdraw({ idempotencyKey: 'x', ...input }), 'InvalidInput')
  expect([code, issues.length]).toEqual(['INVALID_INPUT', 1])
})

test.each([
  ['a contact of nobody', { contact: { email: 'nobody@example.fr' } }],
  ['a token of nothing', { token: 'A'.repeat(43) }],
])('NotFound: %s', async (_name, input) => {
  expect(await withdraw({ idempotencyKey: 'nobody', ...input })).toMatchObject({
    __typename: 'NotFound',
    code: 'NOT_FOUND',
  })
})

test('IdempotencyMismatch: another withdrawal under the same key', async () => {
  const [one, other] = [await consenting(server), await consenting(server)]
  await withdraw({ idempotencyKey: 'taken', contact: { email: one.contact.email } })
  expect(await withdraw({ idempotencyKey: 'taken', contact: { email: other.contact.email } })).toMatchObject({
    __typename: 'IdempotencyMismatch',
    issues: [{ path: ['input', 'idempotencyKey'], rule: 'same-input' }],
  })
})
