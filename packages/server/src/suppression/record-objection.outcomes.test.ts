import { afterAll, beforeAll, expect, test } from 'vitest'
import { consenting } from '../testing/consenting.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

type Input = Parameters<ServerUnderTest['client']['recordObjection']>[0]

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
  await consenting(server)
})
afterAll(() => server.close())

const OBJECTION: Input = {
  idempotencyKey: 'first',
  contact: { phone: '06 39 98 77 01' },
  scope: 'PHONE',
  source: 'LETTER',
}
const object = (changes: Partial<Input> = {}) => server.client.recordObjection({ ...OBJECTION, ...changes })

test('RecordObjectionPayload: an objection of someone unknown is taken, once', async () => {
  const first = granted(await object(), 'RecordObjectionPayload')
  expect(first.event).toMatchObject({ kind: 'OBJECTED' })
  expect(await object()).toEqual(first)
})

test.each<[string, Partial<Input>]>([
  ['a contact that is none', { contact: { phone: '12' } }],
  ['a scope that the contact has no part in', { scope: 'EMAIL' }],
  ['a party that is none', { advertisers: ['nobody'] }],
  ['an instant to come', { at: new Date(TUESDAY + 86_400_000).toISOString() }],
  ['an idempotency key of 129 characters', { idempotencyKey: 'x'.repeat(129) }],
])('InvalidInput: %s', async (_name, changes) => {
  const { code, issues } = granted(await object({ idempotencyKey: 'bad', ...changes }), 'InvalidInput')
  expect([code, issues.length]).toEqual(['INVALID_INPUT', 1])
})

test('IdempotencyMismatch: another objection under the same key', async () => {
  await object()
  expect(await object({ scope: 'SMS' })).toMatchObject({
    __typename: 'IdempotencyMismatch',
    firstSeenAt: new Date(TUESDAY).toISOString(),
  })
})
