import { afterAll, beforeAll, expect, test } from 'vitest'
import { consenting } from '../testing/consenting.ts'
import { granted, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest
let event: string

beforeAll(async () => {
  server = await startServer()
  event = (await consenting(server)).event.id
  await server.takeTurn()
})
afterAll(() => server.close())

const issue = (changes: object = {}) =>
  server.client.issueCertificate({ event, recipient: 'sols', ...changes })

test('IssueCertificatePayload: a certificate that is found again', async () => {
  const { certificate } = granted(await issue(), 'IssueCertificatePayload')
  expect((await server.client.certificate(certificate.id))?.document).toEqual(certificate.document)
})

test.each([
  ['an id of nothing', { event: 'evt_01m7xpe600es2ay47xgne31mfe' }],
  ['an id that is none', { event: 'x' }],
])('NotFound: %s', async (_name, changes) => {
  expect(await issue(changes)).toMatchObject({
    __typename: 'NotFound',
    issues: [{ path: ['input', 'event'], rule: 'unknown-event' }],
  })
})

test.each([
  ['a party that the notice does not name', { recipient: 'nobody' }],
  ['no contact to show', { disclose: [] }],
  ['a contact of no kind', { disclose: ['fax'] }],
  ['a question of another party', { questions: ['appel'] }],
])('InvalidInput: %s', async (_name, changes) => {
  const { code, issues } = granted(await issue(changes), 'InvalidInput')
  expect([code, issues.length]).toEqual(['INVALID_INPUT', 1])
})

test('Conflict: an event that no checkpoint covers yet', async () => {
  const { event: fresh } = await consenting(server)
  expect(await issue({ event: fresh.id })).toMatchObject({
    __typename: 'Conflict',
    issues: [{ path: ['input', 'event'], rule: 'not-in-the-log-yet' }],
  })
})

test('Conflict: an event whose record was erased', async () => {
  const { event: gone } = await consenting(server)
  await server.client.eraseRecord({ idempotencyKey: 'gone', event: gone.id, ground: 'UNLAWFUL_PROCESSING' })
  await server.takeTurn()
  expect(await issue({ event: gone.id })).toMatchObject({
    __typename: 'Conflict',
    issues: [{ rule: 'erased' }],
  })
})
