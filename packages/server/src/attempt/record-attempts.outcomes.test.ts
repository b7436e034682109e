import { afterAll, beforeAll, expect, test } from 'vitest'
import { consenting } from '../testing/consenting.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

type Input = Parameters<ServerUnderTest['client']['recordAttempts']>[0]

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
  await consenting(server)
})
afterAll(() => server.close())

const CALL = {
  contact: { phone: '06 39 98 77 02' },
  channel: 'LIVE_CALL',
  at: new Date(TUESDAY - 3_600_000).toISOString(),
} as const
const record = (changes: Partial<Input> = {}) =>
  server.client.recordAttempts({
    idempotencyKey: 'first',
    advertiser: 'cuisines',
    attempts: [CALL],
    ...changes,
  })

test('RecordAttemptsPayload: the calls are on disk, once', async () => {
  expect(granted(await record(), 'RecordAttemptsPayload').recorded).toBe(1)
  expect(await record()).toMatchObject({ __typename: 'RecordAttemptsPayload', recorded: 1 })
})

test.each<[string, Partial<Input>]>([
  ['no calls', { attempts: [] }],
  ['a call to an e-mail address', { attempts: [{ ...CALL, contact: { email: 'p@example.fr' } }] }],
  ['a call that is to come', { attempts: [{ ...CALL, at: new Date(TUESDAY + 86_400_000).toISOString() }] }],
  ['a party that is none', { advertiser: 'nobody' }],
  ['the same call twice', { attempts: [CALL, CALL] }],
])('InvalidInput: %s', async (_name, changes) => {
  const { code, issues } = granted(await record({ idempotencyKey: 'bad', ...changes }), 'InvalidInput')
  expect(code).toBe('INVALID_INPUT')
  expect(issues.length).toBeGreaterThan(0)
})

test('IdempotencyMismatch: other calls under the same key', async () => {
  await record()
  expect(await record({ attempts: [{ ...CALL, refused: true }] })).toMatchObject({
    __typename: 'IdempotencyMismatch',
    issues: [{ path: ['input', 'idempotencyKey'], rule: 'same-input' }],
  })
})
