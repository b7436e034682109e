import { ERROR_CODES as KNOWN_TO_CLIENTS } from '@constat/client'
import { expect, onTestFinished, test } from 'vitest'
import { startServer } from '../testing/server-under-test.ts'
import { ERROR_CODES } from './problem.ts'

test('the client knows every code that this server gives, and no other but that of what is no answer', () => {
  expect(KNOWN_TO_CLIENTS.filter((code) => code !== 'UNREADABLE')).toEqual([...ERROR_CODES])
})

test.each([
  ['no GraphQL', { query: '{ ' }, 'GRAPHQL_PARSE_FAILED'],
  ['nothing', {}, 'BAD_REQUEST'],
  ['a document that is no text', { query: 3 }, 'BAD_REQUEST'],
  ['an empty document', { query: '' }, 'GRAPHQL_PARSE_FAILED'],
  ['a field that is not there', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
  ['a subscription', { query: 'subscription { x }' }, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'two operations',
    { query: 'query A { __typename } query B { __typename }' },
    'OPERATION_RESOLUTION_FAILURE',
  ],
  [
    'an operation that is not there',
    { query: '{ __typename }', operationName: 'B' },
    'OPERATION_RESOLUTION_FAILURE',
  ],
  ['variables that are none', { query: '{ __typename }', variables: 3 }, 'BAD_REQUEST'],
  ['a variable that is missing', { query: 'query ($a: ID!) { event(id: $a) { id } }' }, 'INVALID_INPUT'],
  ['a literal that does not fit', { query: '{ event(id: {}) { id } }' }, 'INVALID_INPUT'],
  ['extensions that are none', { query: '{ __typename }', extensions: 3 }, 'BAD_REQUEST'],
  ['a parameter that is not known', { query: '{ __typename }', more: 3 }, 'BAD_REQUEST'],
])('%s is refused under a code that clients know', async (_, body, code) => {
  const server = await startServer()
  onTestFinished(server.close)
  const response = await server.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.secretKey}` },
    body: JSON.stringify(body),
  })
  const { errors }: { errors: readonly { extensions?: { code?: string } }[] } = await response.json()
  expect(errors.map(({ extensions }) => extensions?.code)).toContain(code)
  for (const { extensions } of errors) expect(ERROR_CODES).toContain(extensions?.code)
})
