import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const VIEWER = JSON.stringify({ query: '{ viewer { keyKind } }' })
const JSON_TYPE = 'application/json; charset=utf-8'
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8'

const post = (body: string, headers: Record<string, string> = {}) =>
  server.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.secretKey}`, ...headers },
    body,
  })

test.each([
  ['anything', '*/*', JSON_TYPE],
  ['JSON', 'application/json', JSON_TYPE],
  ['any application', 'application/*', JSON_TYPE],
  ['JSON in capitals with a weight', 'Application/JSON;q=0.9', JSON_TYPE],
  ['a response of GraphQL', 'application/graphql-response+json', GRAPHQL_TYPE],
  ['GraphQL before JSON', 'application/graphql-response+json, application/json;q=0.9', GRAPHQL_TYPE],
  ['JSON before GraphQL', 'application/json, application/graphql-response+json', JSON_TYPE],
  ['what a browser accepts', 'text/html,application/xhtml+xml,*/*;q=0.8', JSON_TYPE],
])('who accepts %s is answered in it', async (_name, accept, type) => {
  const answer = await post(VIEWER, { accept })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
  expect(await answer.json()).toEqual({ data: { viewer: { keyKind: 'SECRET' } } })
})

test.each(['text/html', 'text/event-stream', 'multipart/mixed', 'application/json; charset=latin1'])(
  'who accepts %s alone is refused before anything is done',
  async (accept) => {
    const key =
      'mutation { createApiKey(input: { kind: SECRET, name: "unread", scopes: ["notice:read"] }) { __typename } }'
    const answer = await post(JSON.stringify({ query: key }), { accept })
    expect(answer.status).toBe(406)
    expect((await answer.json()).errors[0].extensions).toMatchObject({ issues: [{ rule: 'accept' }] })
    const { edges } = await server.client.apiKeys({ first: 100 })
    expect(edges.map(({ node }) => node.name)).not.toContain('unread')
  },
)

// GraphQL over HTTP, section 6.4: what was never run is a 4xx in the media type of GraphQL.
test.each([
  ['a document that is none', '{', 200, 400, 'GRAPHQL_PARSE_FAILED'],
  ['a field that is none', '{ viewr }', 200, 400, 'GRAPHQL_VALIDATION_FAILED'],
])('%s is told in each media type by its status', async (_name, query, inJson, inGraphql, code) => {
  for (const [accept, status] of [
    ['application/json', inJson],
    ['application/graphql-response+json', inGraphql],
  ] as const) {
    const answer = await post(JSON.stringify({ query }), { accept })
    const { data, errors } = await answer.json()
    expect([answer.status, data, errors[0].extensions]).toEqual([status, undefined, { code }])
  }
})

test.each([
  ['an array', '[]'],
  ['a text', '"{ viewer { keyKind } }"'],
  ['a number', '7'],
  ['null', 'null'],
  ['nothing', ''],
])('a body that is %s asks nothing', async (_name, body) => {
  const answer = await post(body)
  expect(answer.status).toBe(400)
  expect((await answer.json()).errors[0].extensions).toEqual({
    code: 'INVALID_INPUT',
    issues: [expect.objectContaining({ path: ['body'], rule: 'json' })],
  })
})

test.each([
  ['an unknown member', { query: '{ viewer { keyKind } }', hint: 1 }],
  ['variables in an array', { query: '{ viewer { keyKind } }', variables: [] }],
  ['a document that is no text', { query: 7 }],
])('a body with %s is refused', async (_name, body) => {
  const answer = await post(JSON.stringify(body))
  expect([answer.status, (await answer.json()).data]).toEqual([400, undefined])
})

test('of several operations one is to be named', async () => {
  const answer = await post(
    JSON.stringify({ query: 'query a { viewer { keyKind } } query b { viewer { keyKind } }' }),
  )
  expect((await answer.json()).errors[0].extensions).toEqual({ code: 'OPERATION_RESOLUTION_FAILURE' })
})
