import { afterAll, beforeAll, expect, test } from 'vitest'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const VIEWER = '{ viewer { keyKind } }'
const key = async () =>
  granted(
    await server.client.createApiKey({ kind: 'SECRET', name: 'x', scopes: ['consent:read'] }),
    'CreateApiKeyPayload',
  )

test('RevokeApiKeyPayload: a revoked key opens nothing from the next request on', async () => {
  const { apiKey, secret } = await key()
  expect((await server.send(secret, VIEWER)).status).toBe(200)
  const revoked = granted(await server.client.revokeApiKey(apiKey.id), 'RevokeApiKeyPayload')
  expect(revoked.apiKey.revokedAt).toBe(new Date(TUESDAY).toISOString())
  const { status, body } = await server.send(secret, VIEWER)
  expect([status, body.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
})

test('RevokeApiKeyPayload: again it changes nothing, and keeps when it was', async () => {
  const { apiKey } = await key()
  const once = await server.client.revokeApiKey(apiKey.id)
  server.setNow(TUESDAY + 60_000)
  expect(await server.client.revokeApiKey(apiKey.id)).toEqual(once)
  server.setNow(TUESDAY)
})

test.each([
  ['an id that is none', 'key_1'],
  ['an id of nothing', 'key_AAAAAAAAAAAAAAAA'],
])('NotFound: %s', async (_name, id) => {
  expect(await server.client.revokeApiKey(id)).toMatchObject({
    __typename: 'NotFound',
    code: 'NOT_FOUND',
    issues: [{ path: ['input', 'id'], rule: 'unknown-key' }],
  })
})

test('NotFound: a key of another tenant, which still opens', async () => {
  const { apiKey, secret } = await key()
  expect(await server.stranger.revokeApiKey(apiKey.id)).toMatchObject({ __typename: 'NotFound' })
  expect((await server.send(secret, VIEWER)).status).toBe(200)
})
