import { afterAll, beforeAll, expect, test } from 'vitest'
import { consenting } from '../testing/consenting.ts'
import { granted, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

type Input = Parameters<ServerUnderTest['client']['eraseRecord']>[0]

let server: ServerUnderTest
let keys = 0

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const erase = (event: string, changes: Partial<Input> = {}) =>
  server.client.eraseRecord({
    idempotencyKey: `erasure ${keys++}`,
    event,
    ground: 'UNLAWFUL_PROCESSING',
    ...changes,
  })

test('EraseRecordPayload: the record is gone and an event says so, once', async () => {
  const { event } = await consenting(server)
  const first = granted(await erase(event.id, { idempotencyKey: 'once' }), 'EraseRecordPayload')
  expect(first.event).toMatchObject({ kind: 'ERASED', supersedes: { id: event.id } })
  expect((await server.client.event(event.id))?.contactHint).toBeNull()
  expect(await erase(event.id, { idempotencyKey: 'once' })).toEqual(first)
})

test.each(['evt_01m7xpe600es2ay47xgne31mfe', 'x'])('NotFound: %s is no event here', async (event) => {
  expect(await erase(event)).toMatchObject({ __typename: 'NotFound', code: 'NOT_FOUND' })
})

test('InvalidInput: an idempotency key of 129 characters', async () => {
  const { event } = await consenting(server)
  expect(await erase(event.id, { idempotencyKey: 'x'.repeat(129) })).toMatchObject({
    __typename: 'InvalidInput',
    issues: [{ path: ['input', 'idempotencyKey'] }],
  })
})

test('Conflict: a record that was erased before', async () => {
  const { event } = await consenting(server)
  await erase(event.id)
  expect(await erase(event.id)).toMatchObject({ __typename: 'Conflict', issues: [{ rule: 'erased' }] })
})

test('Conflict: a proof that the law wants kept', async () => {
  const { event } = await consenting(server)
  expect(await erase(event.id, { ground: 'RETENTION_OVER' })).toMatchObject({ __typename: 'Conflict' })
})

test('IdempotencyMismatch: another erasure under the same key', async () => {
  const [one, other] = [await consenting(server), await consenting(server)]
  await erase(one.event.id, { idempotencyKey: 'taken' })
  expect(await erase(other.event.id, { idempotencyKey: 'taken' })).toMatchObject({
    __typename: 'IdempotencyMismatch',
    issues: [{ rule: 'same-input' }],
  })
})
