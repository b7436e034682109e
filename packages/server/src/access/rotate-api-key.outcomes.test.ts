import { createClient, type CreateApiKeyInput } from '@constat/client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, SITE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { findKey } from './access.service.ts'
import { createApiKey } from './tenant.service.ts'

const HOUR = 3_600_000
const VIEWER = '{ viewer { keyKind } }'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
})
beforeEach(() => server.setNow(TUESDAY))
afterAll(() => server.close())

const key = async (changes: Partial<CreateApiKeyInput> = {}) =>
  granted(
    await server.client.createApiKey({ kind: 'SECRET', name: 'x', scopes: ['consent:read'], ...changes }),
    'CreateApiKeyPayload',
  )
const rotated = async (id: string, graceHours?: number) =>
  granted(await server.client.rotateApiKey({ id, graceHours: graceHours ?? null }), 'RotateApiKeyPayload')
const opens = async (secret: string): Promise<boolean> => (await server.send(secret, VIEWER)).status === 200

test('RotateApiKeyPayload: both keys open for a day, then the new one alone', async () => {
  const old = await key()
  const { apiKey, secret, replaced } = await rotated(old.apiKey.id)
  expect(apiKey).toMatchObject({ kind: 'SECRET', name: 'x', scopes: ['consent:read'], expiresAt: null })
  expect(replaced).toMatchObject({
    id: old.apiKey.id,
    replacedBy: apiKey.id,
    expiresAt: new Date(TUESDAY + 24 * HOUR).toISOString(),
  })
  server.setNow(TUESDAY + 24 * HOUR - 1)
  expect([await opens(old.secret), await opens(secret)]).toEqual([true, true])
  server.setNow(TUESDAY + 24 * HOUR)
  expect([await opens(old.secret), await opens(secret)]).toEqual([false, true])
})

test('RotateApiKeyPayload: without grace the old key ends at once', async () => {
  const old = await key()
  const { secret } = await rotated(old.apiKey.id, 0)
  expect([await opens(old.secret), await opens(secret)]).toEqual([false, true])
})

test('RotateApiKeyPayload: a grace never lengthens a life, and the successor lives as long', async () => {
  const old = await key({ expiresAt: new Date(TUESDAY + 10 * HOUR).toISOString() })
  server.setNow(TUESDAY + 8 * HOUR)
  const { apiKey, replaced } = await rotated(old.apiKey.id, 720)
  expect([replaced.expiresAt, apiKey.expiresAt]).toEqual(
    [10, 18].map((hours) => new Date(TUESDAY + hours * HOUR).toISOString()),
  )
})

test('RotateApiKeyPayload: a site key keeps its origins', async () => {
  const old = await key({ kind: 'SITE', scopes: null, allowedOrigins: [SITE] })
  expect((await rotated(old.apiKey.id)).apiKey).toMatchObject({ kind: 'SITE', allowedOrigins: [SITE] })
})

test.each([-1, 721])('InvalidInput: a grace of %i hours', async (graceHours) => {
  const { apiKey } = await key()
  expect(await server.client.rotateApiKey({ id: apiKey.id, graceHours })).toMatchObject({
    __typename: 'InvalidInput',
    issues: [{ path: ['input', 'graceHours'], rule: 'range' }],
  })
})

test('InvalidInput: a key that may do what the caller may not is not renewed', async () => {
  const { apiKey } = await key()
  const { scope } = (await findKey(server.deps, server.secretKey))!
  const { text } = await createApiKey(server.deps, scope, {
    kind: 'SECRET',
    name: 'administrator of keys',
    scopes: ['key:write'],
  })
  const client = createClient({
    url: 'https://proofs.example/graphql',
    key: text,
    fetch: async (url, init) => server.fetch(url instanceof Request ? url.url : String(url), init),
  })
  expect(await client.rotateApiKey({ id: apiKey.id })).toMatchObject({
    __typename: 'InvalidInput',
    issues: [{ path: ['input', 'id'], rule: 'scope-not-held' }],
  })
})

test('NotFound: an id of nothing, and a key of another tenant', async () => {
  const { apiKey, secret } = await key()
  for (const answer of [
    await server.client.rotateApiKey({ id: 'key_AAAAAAAAAAAAAAAA' }),
    await server.stranger.rotateApiKey({ id: apiKey.id, graceHours: 0 }),
  ])
    expect(answer).toMatchObject({ __typename: 'NotFound', issues: [{ rule: 'unknown-key' }] })
  expect(await opens(secret)).toBe(true)
})

test('Conflict: a key that was rotated before, even by many at once', async () => {
  const { apiKey } = await key()
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => server.client.rotateApiKey({ id: apiKey.id })),
  )
  expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual([
    ...Array.from({ length: 7 }, () => 'Conflict'),
    'RotateApiKeyPayload',
  ])
  expect(await server.client.rotateApiKey({ id: apiKey.id })).toMatchObject({
    __typename: 'Conflict',
    issues: [{ rule: 'not-replaced' }],
  })
})

test('Conflict: a key that opens nothing any more', async () => {
  const { apiKey } = await key()
  await server.client.revokeApiKey(apiKey.id)
  expect(await server.client.rotateApiKey({ id: apiKey.id })).toMatchObject({
    __typename: 'Conflict',
    issues: [{ rule: 'live-key' }],
  })
})
