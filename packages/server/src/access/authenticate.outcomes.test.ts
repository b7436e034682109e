import { afterAll, beforeAll, expect, test } from 'vitest'
import { rechecked, withOtherSecret } from '../testing/forged-key.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, SITE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { newApiKey, parseApiKey } from './api-key.ts'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer({ lockTimeout: 3_600_000 })
})
afterAll(() => server.close())

const VIEWER = '{ viewer { keyKind } }'

const revoked = async (): Promise<string> => {
  const { apiKey, secret } = granted(
    await server.client.createApiKey({ kind: 'SECRET', name: 'x', scopes: ['consent:read'] }),
    'CreateApiKeyPayload',
  )
  await server.client.revokeApiKey(apiKey.id)
  return secret
}

const expired = async (): Promise<string> => {
  const { secret } = granted(
    await server.client.createApiKey({
      kind: 'SECRET',
      name: 'x',
      scopes: ['consent:read'],
      expiresAt: new Date(TUESDAY + 1).toISOString(),
    }),
    'CreateApiKeyPayload',
  )
  server.setNow(TUESDAY + 1)
  return secret
}

test('whatever is wrong with a key, the answer is the same: status, body and headers', async () => {
  const unknown = newApiKey('SECRET', server.deps.random).text
  const wrongs = {
    unknown,
    'another secret under a known id': withOtherSecret(server.secretKey),
    'another secret under a known site key': withOtherSecret(server.siteKey),
    'another kind': rechecked(server.secretKey.replace('_secret_', '_partner_')),
    revoked: await revoked(),
    expired: await expired(),
    'a wrong checksum': unknown.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')),
    'no key': 'x',
  }
  // Each of the first four is whole: its checksum holds, so the secret decides.
  for (const text of Object.values(wrongs).slice(0, 6)) expect(parseApiKey(text)).toBeDefined()
  const answers = await Promise.all(
    Object.values(wrongs).map((key) =>
      server.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, origin: SITE },
        body: JSON.stringify({ query: VIEWER }),
      }),
    ),
  )
  const said = await Promise.all(
    answers.map(async (answer) => [
      answer.status,
      await answer.text(),
      // Each request has an id of its own.
      [...answer.headers].filter(([name]) => name !== 'x-request-id'),
    ]),
  )
  expect(new Set(said.map((each) => JSON.stringify(each))).size).toBe(1)
  expect(answers[0]?.status).toBe(401)
  server.setNow(TUESDAY)
})

test('a wrong key is not written to the log', async () => {
  const unknown = newApiKey('SECRET', server.deps.random).text
  await server.send(unknown, VIEWER)
  expect(server.logged()).not.toContain(unknown.slice(0, 40))
})

test('storage that takes no write does not stop a key that only reads, nor hold it up', async () => {
  server.setNow(TUESDAY + 86_400_000)
  const release = await server.holdWrites()
  try {
    expect((await server.send(server.strangerKey, VIEWER)).status).toBe(200)
  } finally {
    await release()
  }
  expect((await server.stranger.apiKeys()).edges.map(({ node }) => node.lastUsedOn)).toEqual(['2026-11-25'])
  server.setNow(TUESDAY)
})
