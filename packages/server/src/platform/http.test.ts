import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { createApiKey } from '../access/tenant.service.ts'
import { findKey } from '../access/access.service.ts'
import { SITE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { createHttp } from './http.ts'

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

test.each([
  ['compressed', { 'content-encoding': 'gzip' }, 'content-encoding', 'content-encoding'],
  ['compressed twice', { 'content-encoding': 'identity, br' }, 'content-encoding', 'content-encoding'],
  ['in UTF-16', { 'content-type': 'application/json; charset=utf-16' }, 'content-type', 'charset'],
  ['in Latin 1', { 'content-type': 'application/json;x=y; Charset="latin1"' }, 'content-type', 'charset'],
])('a body that is sent %s is refused with what to do, and not read as if it were not', async (...row) => {
  const [, headers, header, rule] = row
  const { status, body } = await server.send(server.secretKey, VIEWER, {}, headers)
  expect(status).toBe(415)
  expect(body.errors[0].extensions).toMatchObject({
    code: 'INVALID_INPUT',
    issues: [{ path: ['headers', header], rule }],
  })
})

test.each<Record<string, string>>([
  { 'content-type': 'application/json; charset=utf-8' },
  { 'content-type': 'Application/JSON ; charset="UTF-8"' },
  { 'content-encoding': 'identity' },
])('a body that is sent as it is is read, whatever words say so: %j', async (headers) => {
  expect((await server.send(server.secretKey, VIEWER, {}, headers)).status).toBe(200)
})

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

test('a server whose storage does not answer is not ready, and says so within a second', async () => {
  const { deps } = server
  const held = Promise.withResolvers<boolean>()
  const app = createHttp({ ...deps, store: { ...deps.store, ready: () => held.promise } })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const answer = app.request('/readyz')
  await vi.advanceTimersByTimeAsync(999)
  expect((await answer).status).toBe(503)
  held.resolve(true)
  expect((await app.request('/readyz')).status).toBe(200)
})

test('an address with U+0000 in it is that of nothing, on every engine', async () => {
  const headers = { authorization: `Bearer ${server.secretKey}` }
  for (const path of [
    '/log/1%00/checkpoint',
    '/v1/eligibility/receipts/rcp_%00/proof',
    '/manage/%00',
    '/v1/eligibility/stream?channel=LIVE_CALL&advertiser=cuisines&goods=a%00',
  ])
    for (const method of ['GET', 'POST'])
      expect((await server.fetch(path, { method, headers })).status, path).toBe(404)
})

test('a request whose storage never tells who asks is given up in time, like any other', async () => {
  const { deps } = server
  const never = () => ({ adapter: {}, executeQuery: () => new Promise(() => {}) })
  const reader = new Proxy(deps.store.reader, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      if (name === 'getExecutor') return never
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
  const app = createHttp({ ...deps, store: { ...deps.store, reader } }, { deadline: 50 })
  const answer = await app.request('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.secretKey}` },
    body: JSON.stringify({ query: VIEWER }),
  })
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'DEADLINE_EXCEEDED' } }] })
})
