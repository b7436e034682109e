import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiKey } from '../access/tenant.service.ts'
import { findKey } from '../access/access.service.ts'
import { SITE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const VIEWER = '{ viewer { keyKind scopes tenant { id name } } }'
const NOTICE_QUERY = '{ notice(key: "devis") { sha256 } }'

test('alive and ready are said on their own paths', async () => {
  expect([(await server.fetch('/livez')).status, (await server.fetch('/readyz')).status]).toEqual([200, 200])
})

test('a secret key sees its tenant and what it may do', async () => {
  const { body } = await server.send(server.secretKey, VIEWER)
  expect(body.data.viewer).toMatchObject({ keyKind: 'SECRET', tenant: { name: 'Cuisines du Marais' } })
  expect(body.data.viewer.scopes).toContain('eligibility:read')
})

test.each([
  ['no key', ''],
  ['no key at all', 'hello'],
  [
    'a key with another secret',
    'constat_secret_AAAAAAAAAAAAAAAA_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBCCCCCC',
  ],
])('%s is not let in', async (_name, key) => {
  const { status, body } = await server.send(key, VIEWER)
  expect([status, body.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
})

test('a key with one character changed is refused by its checksum', async () => {
  const changed = server.secretKey.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))
  expect((await server.send(changed, VIEWER)).status).toBe(401)
})

test('the secret of a key is not in the database', async () => {
  const key = await findKey(server.deps, server.secretKey)
  const secret = server.secretKey.split('_').at(-1)!
  expect(Buffer.from(key!.secretSha256).toString()).not.toContain(secret)
  expect(key!.hint).not.toContain(secret.slice(0, 10))
})

test.each([
  ['another origin', { origin: 'https://elsewhere.example' }],
  ['no origin', {}],
])('a site key from %s is refused with its path and rule', async (_name, headers) => {
  const { status, body } = await server.send(server.siteKey, NOTICE_QUERY, {}, headers)
  expect(status).toBe(403)
  expect(body.errors[0].extensions).toMatchObject({
    code: 'ORIGIN_DENIED',
    issues: [{ path: ['headers', 'origin'], rule: 'allowed-origin' }],
  })
})

test('a site key reaches the Site graph alone', async () => {
  const { body } = await server.send(server.siteKey, VIEWER, {}, { origin: SITE })
  expect(body.data).toBeUndefined()
  expect(body.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }])
})

test('a key without the scope is told which field it may not use', async () => {
  const { scope } = (await findKey(server.deps, server.secretKey))!
  const { text } = await createApiKey(server.deps, scope, {
    kind: 'SECRET',
    name: 'dialler',
    scopes: ['eligibility:read'],
  })
  const { body } = await server.send(text, '{ event(id: "evt_1") { id } }')
  expect(body.errors[0]).toMatchObject({ extensions: { code: 'MISSING_SCOPE' } })
  expect(body.errors[0].message).toContain('consent:read')
})

test('a preflight is answered for any origin, without credentials', async () => {
  const answer = await server.fetch('/graphql', {
    method: 'OPTIONS',
    headers: { origin: 'https://anywhere.example' },
  })
  expect(answer.status).toBe(204)
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
})

test('a body of two megabytes is refused with its path and rule', async () => {
  const { status, body } = await server.send(server.secretKey, VIEWER, { padding: 'x'.repeat(2_000_000) })
  expect(status).toBe(413)
  expect(body.errors[0].extensions).toMatchObject({
    code: 'INVALID_INPUT',
    issues: [{ path: ['body'], rule: 'body-size' }],
  })
})

test.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain'])(
  'a body of type %s is refused: a form of another site cannot ask',
  async (type) => {
    const answer = await server.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': type, authorization: `Bearer ${server.secretKey}` },
      body: 'query={viewer{keyKind}}',
    })
    expect(answer.status).toBe(415)
  },
)

test('a body that is no JSON is refused without being repeated', async () => {
  const response = await server.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.secretKey}` },
    body: '06 39 98 12 34 claire@example.fr',
  })
  const text = await response.text()
  expect(response.status).toBe(400)
  expect(JSON.parse(text).errors[0].extensions).toMatchObject({
    code: 'INVALID_INPUT',
    issues: [{ path: ['body'], rule: 'json' }],
  })
  expect(text).not.toMatch(/claire|06 39/)
})

test('GET asks nothing of GraphQL', async () => {
  const answer = await server.fetch(`/graphql?query=${encodeURIComponent(VIEWER)}`, {
    headers: { authorization: `Bearer ${server.secretKey}` },
  })
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
})

test('a server whose storage is gone says so, and is not ready', async () => {
  const broken = await startServer()
  await broken.deps.store.close()
  const { status, headers, body } = await broken.send(broken.secretKey, VIEWER)
  expect([status, headers.get('retry-after')]).toEqual([503, '1'])
  expect(body.errors[0].extensions.code).toBe('STORAGE_UNAVAILABLE')
  for (const path of ['/readyz', '/manage/AAAA', '/log/1/checkpoint'])
    expect((await broken.fetch(path)).status, path).toBe(503)
})
