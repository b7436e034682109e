import { afterAll, beforeAll, expect, test } from 'vitest'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
  await server.client.publishNotice(NOTICE)
})
afterAll(() => server.close())

test('StartCapturePayload: a challenge of its own each time, with the version to show', async () => {
  const [one, other] = [
    granted(await server.client.startCapture({ notice: 'devis' }), 'StartCapturePayload'),
    granted(await server.client.startCapture({ notice: 'devis', locale: 'fr' }), 'StartCapturePayload'),
  ]
  expect(one.challenge).not.toBe(other.challenge)
  expect(one.expiresAt).toBe(new Date(TUESDAY + 30 * 60_000).toISOString())
  expect(one.notice).toMatchObject({ key: 'devis', version: 1 })
})

test.each([
  ['a key of nothing', { notice: 'autre' }],
  ['a locale in which there is none', { notice: 'devis', locale: 'de' }],
])('NotFound: %s', async (_name, input) => {
  expect(await server.client.startCapture(input)).toMatchObject({
    __typename: 'NotFound',
    code: 'NOT_FOUND',
    issues: [{ path: ['input', 'notice'], rule: 'known-notice' }],
  })
})

test.each(['', 'Devis !', 'x'.repeat(200)])('InvalidInput: "%s" is no key of a notice', async (notice) => {
  expect(await server.client.startCapture({ notice })).toMatchObject({
    __typename: 'InvalidInput',
    code: 'INVALID_INPUT',
    issues: [{ path: ['input', 'notice'], rule: 'format' }],
  })
})
