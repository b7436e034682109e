import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { currentDocuments } from '../print-documents.ts'
import { granted, NOTICE, SITE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { documentId, shortDocumentId } from './documents.ts'
import { SITE_DOCUMENTS } from './site-documents.ts'

const ELSEWHERE = 'https://elsewhere.example'
const VIEWER = '{ viewer { keyKind } }'

let server: ServerUnderTest
let partnerKey: string
let noticeDocument: string

beforeAll(async () => {
  server = await startServer()
  await server.client.publishNotice(NOTICE)
  const made = await server.client.createApiKey({ kind: 'PARTNER', name: 'buyer', party: 'sols' })
  partnerKey = granted(made, 'CreateApiKeyPayload').secret
  noticeDocument = Object.entries(SITE_DOCUMENTS).find(([, text]) => text.includes('notice(key: $key'))![0]
})
afterAll(() => server.close())

const keyOf = (kind: string): string =>
  ({ site: server.siteKey, secret: server.secretKey, partner: partnerKey })[kind] ?? ''

const post = (headers: Record<string, string>, body: string) =>
  server.fetch('/graphql', { method: 'POST', headers, body })

const ruleOf = async (answer: Response): Promise<unknown> =>
  (await answer.json()).errors[0].extensions.issues[0].rule

// What a form of any page can send without asking, and what it cannot.
const TYPES = {
  'application/json': true,
  'application/json; charset=utf-8': true,
  'application/graphql': false,
  'application/graphql-response+json': false,
  'application/x-www-form-urlencoded': false,
  'multipart/form-data; boundary=x': false,
  'text/plain': false,
  'text/plain; x=application/json': false,
  'application/jsonp': false,
} as const
const ORIGINS = { none: undefined, listed: SITE, elsewhere: ELSEWHERE, opaque: 'null' } as const

/** Whether a request of this kind of key from there is answered, and which origin may read the answer. */
const EXPECTED = {
  site: {
    none: [403, '*'],
    listed: [200, SITE],
    elsewhere: [403, '*'],
    opaque: [403, '*'],
  },
  secret: { none: [200, null], listed: [200, null], elsewhere: [200, null], opaque: [200, null] },
  partner: { none: [200, null], listed: [200, null], elsewhere: [200, null], opaque: [200, null] },
  absent: { none: [401, '*'], listed: [401, '*'], elsewhere: [401, '*'], opaque: [401, '*'] },
} as const

const table = Object.entries(EXPECTED).flatMap(([kind, byOrigin]) =>
  Object.entries(byOrigin).flatMap(([from, [status, allowed]]) =>
    Object.entries(TYPES).map(
      ([type, taken]) => [kind, from, type, ...(taken ? [status, allowed] : [415, '*'])] as const,
    ),
  ),
)

test.each(table)('%s key, origin %s, %s: %i, readable by %s', async (kind, from, type, status, allowed) => {
  const key = keyOf(kind)
  const origin = Object.entries(ORIGINS).find(([name]) => name === from)?.[1]
  const answer = await post(
    {
      'content-type': type,
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
      ...(origin === undefined ? {} : { origin }),
    },
    JSON.stringify({ documentId: noticeDocument, variables: { key: 'devis' } }),
  )
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([status, allowed])
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  expect(answer.headers.get('cache-control')).toContain('no-store')
  expect(answer.headers.get('vary')).toBe('Authorization, Origin')
})

test('a key in the address, in a cookie or in the body is no key', async () => {
  const body = JSON.stringify({ query: VIEWER, key: server.secretKey })
  const json = { 'content-type': 'application/json' }
  const answers = [
    await post({ ...json, cookie: `authorization=Bearer ${server.secretKey}` }, body),
    await server.fetch(`/graphql?authorization=${server.secretKey}`, { method: 'POST', headers: json, body }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([401, 401])
})

test.each([
  ['a document in words', { query: '{ notice(key: "devis") { id } }' }, 'persisted-document'],
  ['a persisted document in words', { query: Object.values(SITE_DOCUMENTS)[0] }, 'persisted-document'],
  ['introspection', { query: '{ __schema { types { name } } }' }, 'persisted-document'],
  ['nothing', {}, 'persisted-document'],
  ['both', { query: VIEWER, documentId: documentId(VIEWER) }, 'one-of'],
  ['an id of nothing known', { documentId: documentId(VIEWER) }, 'known-document'],
  ['an id that is none', { documentId: 7 }, 'known-document'],
  ['a name of every object', { documentId: 'constructor' }, 'known-document'],
])('a site key that sends %s is refused with a rule', async (_name, body, rule) => {
  const answer = await post(
    { 'content-type': 'application/json', authorization: `Bearer ${server.siteKey}`, origin: SITE },
    JSON.stringify(body),
  )
  expect(answer.status).toBe(400)
  const { errors } = await answer.json()
  expect(errors[0].extensions).toMatchObject({ code: 'INVALID_INPUT', issues: [{ rule }] })
})

test('a secret key may send words or an id', async () => {
  const ask = async (body: object) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${server.secretKey}` }
    return (await (await post(headers, JSON.stringify(body))).json()).data
  }
  expect(await ask({ query: VIEWER })).toEqual({ viewer: { keyKind: 'SECRET' } })
  expect(await ask({ documentId: noticeDocument, variables: { key: 'devis' } })).toMatchObject({
    notice: { document: { key: 'devis' } },
  })
})

test('what widget and client ask is known to the server: run `pnpm generate` after a change', async () => {
  expect(SITE_DOCUMENTS).toMatchObject(await currentDocuments())
  expect(Object.keys(await currentDocuments()).length).toBeGreaterThan(3)
  for (const [id, text] of Object.entries(SITE_DOCUMENTS))
    expect(id).toBe(id.includes(':') ? documentId(text) : shortDocumentId(text))
})

test('the widget sends ids alone: its bundle has no document in words', async () => {
  const generated = await readFile(
    new URL('../../../widget/src/generated/graphql.ts', import.meta.url),
    'utf8',
  )
  expect(generated).not.toMatch(/new TypedDocumentString\(/)
})

test('only secret keys may ask what the graph consists of', async () => {
  const SCHEMA = '{ __schema { queryType { name } } }'
  expect((await server.send(server.secretKey, SCHEMA)).body.data.__schema.queryType.name).toBe('Query')
  for (const query of [
    SCHEMA,
    '{ __type(name: "Query") { name } }',
    `{ viewer { keyKind } ...f } fragment f on Query ${SCHEMA}`,
  ]) {
    const { body } = await server.send(partnerKey, query)
    expect(body.errors[0].extensions).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ rule: 'introspection' }],
    })
    expect(body.data).toBeUndefined()
  }
  expect((await server.send(partnerKey, '{ viewer { __typename } }')).body.data.viewer.__typename).toBe(
    'Viewer',
  )
  expect(
    (await server.send(server.siteKey, SCHEMA, {}, { origin: SITE })).body.errors[0].extensions.issues,
  ).toMatchObject([{ rule: 'introspection' }])
})

const address = (parameters: Record<string, string>): string => `/graphql?${new URLSearchParams(parameters)}`
const get = (
  parameters: Record<string, string>,
  headers: Record<string, string> = { origin: SITE },
  key = server.siteKey,
) => server.fetch(address(parameters), { headers: { authorization: `Bearer ${key}`, ...headers } })
const notice = () => ({ documentId: noticeDocument, variables: JSON.stringify({ key: 'devis' }) })

test('a page asks for its notice by GET, keeps it for a minute, and is then told that it still holds', async () => {
  const first = await get(notice())
  const etag = first.headers.get('etag') ?? ''
  expect((await first.json()).data.notice.document.key).toBe('devis')
  expect([first.status, first.headers.get('cache-control'), first.headers.get('vary')]).toEqual([
    200,
    'private, max-age=60',
    'Authorization, Origin',
  ])
  expect(first.headers.get('access-control-allow-origin')).toBe(SITE)
  const again = await get(notice(), { origin: SITE, 'if-none-match': etag })
  expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
  const weakened = await get(notice(), { origin: SITE, 'if-none-match': `"other", W/${etag}` })
  expect(weakened.status).toBe(304)
  const other = await get(notice(), { origin: SITE, 'if-none-match': '"other"' })
  expect([other.status, other.headers.get('etag')]).toEqual([200, etag])
})

test('HEAD tells of the answer to GET without giving it, mutations are refused to both', async () => {
  const headers = { authorization: `Bearer ${server.siteKey}`, origin: SITE }
  const head = await server.fetch(address(notice()), { method: 'HEAD', headers })
  const whole = await get(notice())
  expect([head.status, await head.text(), head.headers.get('etag')]).toEqual([
    200,
    '',
    whole.headers.get('etag'),
  ])
  const mutation = Object.entries(SITE_DOCUMENTS).find(([, text]) => text.startsWith('mutation'))![0]
  expect((await server.fetch(address({ documentId: mutation }), { method: 'HEAD', headers })).status).toBe(
    405,
  )
})

test('a page of the server’s own origin, which sends no Origin with a GET, is told by Fetch Metadata', async () => {
  const { secret } = granted(
    await server.client.createApiKey({ kind: 'SITE', name: 'own', allowedOrigins: [server.deps.issuer] }),
    'CreateApiKeyPayload',
  )
  expect((await get(notice(), { 'sec-fetch-site': 'same-origin' }, secret)).status).toBe(200)
  // So it comes to a server behind a proxy that speaks TLS.
  const behind = await server.fetch(`http://proofs.example${address(notice())}`, {
    headers: { authorization: `Bearer ${secret}`, 'sec-fetch-site': 'same-origin' },
  })
  expect(behind.status).toBe(200)
  expect((await get(notice(), { 'sec-fetch-site': 'cross-site' }, secret)).status).toBe(403)
  expect((await get(notice(), { 'sec-fetch-site': 'same-origin' })).status).toBe(403)
})

test('GET changes nothing: no mutation, and no day of use, which is that of the last POST', async () => {
  const mutation = Object.entries(SITE_DOCUMENTS).find(([, text]) =>
    text.startsWith('mutation StartCapture'),
  )![0]
  const answer = await get({
    documentId: mutation,
    variables: JSON.stringify({ input: { notice: 'devis' } }),
  })
  expect(answer.status).toBe(405)
  const { secret, apiKey } = granted(
    await server.client.createApiKey({ kind: 'SITE', name: 'reader', allowedOrigins: [SITE] }),
    'CreateApiKeyPayload',
  )
  expect((await get(notice(), { origin: SITE }, secret)).status).toBe(200)
  const lastUsedOn = async () => {
    const { edges } = await server.client.apiKeys({ first: 100 })
    return edges.find(({ node }) => node.id === apiKey.id)?.node.lastUsedOn
  }
  expect(await lastUsedOn()).toBeNull()
  expect((await server.send(secret, VIEWER, undefined, { origin: SITE })).status).toBe(200)
  expect(await lastUsedOn()).toBe('2026-11-24')
  // Who revokes what looks unused reads so.
  const { body } = await server.send(
    server.secretKey,
    '{ type: __type(name: "ApiKey") { fields { name description } } }',
  )
  expect(body.data.type.fields).toContainEqual({
    name: 'lastUsedOn',
    description: expect.stringMatching(/POST.*GET.*changes nothing/),
  })
})

test.each([
  ['another origin', () => get(notice(), { origin: ELSEWHERE }), 403, 'allowed-origin'],
  ['a secret key', () => get(notice(), {}, server.secretKey), 405, 'post'],
  ['variables that are no JSON', () => get({ ...notice(), variables: '{' }), 400, 'json'],
  ['a document in words beside the id', () => get({ ...notice(), query: VIEWER }), 400, 'persisted-document'],
  ['an unknown id', () => get({ documentId: 'sha256:0' }), 400, 'known-document'],
])('by GET, %s is refused and kept by no cache', async (_name, ask, status, rule) => {
  const answer = await ask()
  expect([answer.status, answer.headers.get('cache-control')?.includes('no-store')]).toEqual([status, true])
  expect(await ruleOf(answer)).toBe(rule)
})

test('what cannot be answered by GET is kept by no cache either', async () => {
  const answer = await get({ documentId: noticeDocument, variables: '{}' })
  expect(answer.headers.get('cache-control')).toContain('no-store')
  expect((await answer.json()).errors).toHaveLength(1)
})
