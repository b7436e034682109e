import { buildClientSchema, getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const repeat = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ')

const deep = (levels: number): string =>
  `{ events { edges { node ${'{ supersedes '.repeat(levels)} { id } ${'}'.repeat(levels)} } } }`

test.each([
  ['600 aliases', `{ ${repeat(600, (n) => `a${n}: events { edges { cursor } }`)} }`, 'max-tokens'],
  ['a long comment', `# ${'x'.repeat(32_000)}\n{ viewer { keyKind } }`, 'max-characters'],
  ['40 aliases', `{ events { ${repeat(40, (n) => `a${n}: edges { cursor }`)} } }`, 'max-aliases'],
  ['11 root fields', `{ ${repeat(11, () => 'viewer { keyKind }')} }`, 'max-roots'],
  ['11 root fields in a fragment', `{ ... { ${repeat(11, () => 'viewer { keyKind }')} } }`, 'max-roots'],
  [
    'two mutations',
    'mutation { a: deleteWebhook(webhook: "x") { __typename } b: deleteWebhook(webhook: "y") { __typename } }',
    'max-mutations',
  ],
  [
    'two mutations in fragments',
    'mutation { ...a ...b } fragment a on Mutation { deleteWebhook(webhook: "x") { __typename } } fragment b on Mutation { b: deleteWebhook(webhook: "y") { __typename } }',
    'max-mutations',
  ],
  [
    'root fields in fragments that multiply',
    '{ ...a ...a ...a } fragment a on Query { ...b ...b } fragment b on Query { viewer { keyKind } __typename }',
    'max-roots',
  ],
  ['40 aliases of the type', `{ viewer { ${repeat(40, (n) => `a${n}: __typename`)} } }`, 'max-aliases'],
  [
    '40 aliases in the schema',
    `{ __schema { ${repeat(40, (n) => `a${n}: types { name }`)} } }`,
    'max-aliases',
  ],
  ['a deep query', deep(20), 'max-depth'],
  ['25 directives', `{ viewer { ${repeat(25, () => 'keyKind @include(if: true)')} } }`, 'max-directives'],
  [
    '25 directives beside fields',
    `query ($a: Int ${repeat(9, () => '@a')}) ${repeat(8, () => '@b')} { ...f ... ${repeat(4, () => '@d')} { __typename } } fragment f on Query ${repeat(4, () => '@c')} { __typename }`,
    'max-directives',
  ],
  [
    'fragments that multiply',
    `{ viewer { ...a } } fragment a on Viewer { ...b ...b ...b ...b } fragment b on Viewer { ${repeat(9, (n) => `a${n}: keyKind`)} }`,
    'max-aliases',
  ],
  [
    'lists in lists',
    `{ events(contact: ${'['.repeat(10_000)}${']'.repeat(10_000)}) { edges { cursor } } }`,
    'max-tokens',
  ],
])('%s are refused before any work', async (_name, query, rule) => {
  const { body } = await server.send(server.secretKey, query)
  expect(body.data).toBeUndefined()
  expect(body.errors[0].extensions).toMatchObject({
    code: 'INVALID_INPUT',
    issues: [{ path: ['query'], rule }],
  })
})

test('a circle of fragments is refused, and the server lives', async () => {
  const circle = '{ viewer { ...a } } fragment a on Viewer { ...b } fragment b on Viewer { ...a }'
  expect((await server.send(server.secretKey, circle)).body.errors[0].message).toContain('fragment')
  expect((await server.fetch('/livez')).status).toBe(200)
})

test('of a document with a fault at each word the first faults are told', async () => {
  const { body } = await server.send(server.secretKey, `{ viewer { ${repeat(400, (n) => `x${n}`)} } }`)
  expect(body.errors).toHaveLength(9)
  expect(body.errors.at(-1).message).toContain('Too many')
})

test.each([
  ['graphql-js', {}],
  ['GraphiQL', { schemaDescription: true, inputValueDeprecation: true, specifiedByUrl: true }],
  ['GraphQL Code Generator', { descriptions: true, schemaDescription: true, directiveIsRepeatable: true }],
  [
    'whoever asks for all',
    {
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      experimentalDirectiveDeprecation: true,
      oneOf: true,
    },
  ],
])('what %s asks of the schema passes, and builds it', async (_name, options) => {
  const { body } = await server.send(server.secretKey, getIntrospectionQuery(options))
  expect(body.errors).toBeUndefined()
  expect(buildClientSchema(body.data).getQueryType()?.name).toBe('Query')
})

const RECORD = 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { __typename } }'
const CHECK = 'query ($input: EligibilityInput!) { checkEligibility(input: $input) { verdict } }'
const NOTICE = 'f'.repeat(64)
const submission = { idempotencyKey: 'k', notice: NOTICE, contact: {}, choices: [] }
const question = { contact: { phone: '06 39 98 66 11' }, channel: 'SMS', advertiser: 'x' }

test.each([
  [
    'a field that is none',
    RECORD,
    { ...submission, contact: { telephone: '+33639986611' } },
    ['input', 'contact', 'telephone'],
    'unknown-field',
  ],
  [
    'a phone as a number',
    RECORD,
    { ...submission, contact: { phone: 639986611 } },
    ['input', 'contact', 'phone'],
    'type',
  ],
  ['a hash that is none', RECORD, { ...submission, notice: 'abc' }, ['input', 'notice'], 'type'],
  [
    'a time that is none',
    RECORD,
    { ...submission, occurredAt: 'yesterday' },
    ['input', 'occurredAt'],
    'type',
  ],
  [
    'an answer that is none',
    RECORD,
    { ...submission, choices: [{ question: 'q', answer: 'YES' }] },
    ['input', 'choices', '0', 'answer'],
    'unknown-value',
  ],
  [
    'a missing field',
    CHECK,
    { contact: question.contact, channel: 'SMS' },
    ['input', 'advertiser'],
    'required',
  ],
  [
    'two contacts where one is asked',
    CHECK,
    { ...question, contact: { phone: '06 39 98 66 11', email: 'ada@example.fr' } },
    ['input', 'contact'],
    'one-of',
  ],
])('%s is refused with path and rule, and never repeated', async (_name, query, input, path, rule) => {
  const { status, body } = await server.send(server.secretKey, query, { input })
  expect(status).toBe(400)
  expect(body.errors).toHaveLength(1)
  expect(body.errors[0].extensions).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path, rule }] })
  expect(JSON.stringify(body)).not.toMatch(/639986611|66 11|ada@|yesterday/)
})

const ATTEMPTS =
  'mutation ($input: RecordAttemptsInput!) { recordAttempts(input: $input) { ... on Problem { message issues { path rule } } } }'
const MORE = 'There are more issues than these.'

test('of many faults of variables the first are told, and that there are more', async () => {
  const attempts = Array.from({ length: 1_000 }, () => ({}))
  const input = { idempotencyKey: 'k', advertiser: 'x', attempts }
  const { status, body } = await server.send(server.secretKey, ATTEMPTS, { input })
  expect(status).toBe(400)
  const [{ message, extensions }] = body.errors
  expect(extensions.issues).toHaveLength(20)
  expect(extensions.issues[3]).toMatchObject({ path: ['input', 'attempts', '1', 'at'], rule: 'required' })
  expect(message.slice(-MORE.length)).toBe(MORE)
  const few = await server.send(server.secretKey, ATTEMPTS, {
    input: { ...input, attempts: attempts.slice(0, 5) },
  })
  expect(few.body.errors[0].extensions.issues).toHaveLength(15)
  expect(few.body.errors[0].message).not.toContain(MORE)
})

test('of many faults of what was understood the first are told, and that there are more', async () => {
  const call = { contact: { phone: 'none' }, channel: 'LIVE_CALL', at: '2026-01-01T00:00:00Z' }
  const attempts = Array.from({ length: 1_000 }, () => call)
  const input = { idempotencyKey: 'k', advertiser: 'x', attempts }
  const { body } = await server.send(server.secretKey, ATTEMPTS, { input })
  expect(body.data.recordAttempts.issues).toHaveLength(20)
  expect(body.data.recordAttempts.message.slice(-MORE.length)).toBe(MORE)
})

test('of a long name that is none the beginning is told', async () => {
  const name = `${'x'.repeat(63)}\u{1f642}${'y'.repeat(1_000)}`
  const { body } = await server.send(server.secretKey, RECORD, { input: { ...submission, [name]: 1 } })
  const [{ path, rule }] = body.errors[0].extensions.issues
  expect([path[0], rule]).toEqual(['input', 'unknown-field'])
  expect(path[1]).toBe(`${'x'.repeat(63)}\ufffd…`)
})

test('a variable that is not given is none, whatever its name', async () => {
  const query =
    'query ($constructor: String) { viewer { keyKind } events(after: $constructor) { edges { cursor } } }'
  expect((await server.send(server.secretKey, query, {})).body.errors).toBeUndefined()
})

test('what is nested too deep is refused by the name of its variable', async () => {
  const nested: unknown = JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`)
  const { status, body } = await server.send(server.secretKey, RECORD, { input: nested })
  expect(status).toBe(400)
  expect(body.errors[0].extensions.issues).toMatchObject([{ path: ['input'], rule: 'max-depth' }])
})

test('text with half of a character is refused with its path, wherever it stands', async () => {
  const input = { idempotencyKey: 'k', advertiser: 'x', attempts: [{ reference: 'a\ud800' }] }
  const { status, body } = await server.send(server.secretKey, ATTEMPTS, { input })
  expect(status).toBe(400)
  expect(body.errors[0].extensions.issues).toMatchObject([
    { path: ['input', 'attempts', '0', 'reference'], rule: 'unicode' },
  ])
})

test.each([
  [
    'in an argument',
    '{ checkEligibility(input: { contact: { phone: 639986611 }, channel: SMS, advertiser: "x" }) { verdict } }',
    ['input', 'contact', 'phone'],
  ],
  [
    'in a list',
    '{ webhooks { id } checkEligibilityBatch(items: [639986611]) { decision { verdict } } }',
    ['items', '0'],
  ],
  [
    'as a default',
    'query ($first: Int = "639986611") { events(first: $first) { edges { cursor } } }',
    ['first'],
  ],
])(
  'a literal of the wrong type is refused by its name, and never repeated: %s',
  async (_where, query, path) => {
    for (let sent = 0; sent < 2; sent += 1) {
      const { body } = await server.send(server.secretKey, query)
      expect(body.errors[0].extensions).toMatchObject({
        code: 'INVALID_INPUT',
        issues: [{ path, rule: 'type' }],
      })
      expect(JSON.stringify(body)).not.toContain('639986611')
    }
  },
)
