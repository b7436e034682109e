import { readFile } from 'node:fs/promises'
import { isObjectType, type GraphQLSchema } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiKey } from './access/tenant.service.ts'
import { findKey } from './access/access.service.ts'
import { printedSchema } from './print-schema.ts'
import { apiSchema, siteSchema } from './schema.ts'
import { startServer, type ServerUnderTest } from './testing/server-under-test.ts'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const rootFields = (schema: GraphQLSchema): string[] =>
  [schema.getQueryType(), schema.getMutationType()].flatMap((type) => Object.keys(type?.getFields() ?? {}))

test.each([
  ['schema.graphql', apiSchema],
  ['schema.site.graphql', siteSchema],
])('%s is what the server serves: run `pnpm generate` after a change', async (file, schema) => {
  expect(await readFile(new URL(`../${file}`, import.meta.url), 'utf8')).toBe(printedSchema(schema))
})

test('a page’s key reaches four root fields', () => {
  expect(rootFields(siteSchema).toSorted()).toEqual([
    'notice',
    'noticeVersion',
    'recordConsent',
    'startCapture',
  ])
})

test('the Site graph has neither disclosures nor the statements of others', () => {
  const fieldsOf = (name: string): string[] => {
    const type = siteSchema.getType(name)
    return isObjectType(type) ? Object.keys(type.getFields()) : []
  }
  expect(fieldsOf('Receipt')).not.toContain('disclosures')
  expect(fieldsOf('ConsentEvent')).not.toContain('statement')
  expect(fieldsOf('ConsentEvent')).not.toContain('supersedes')
})

test('every root field but viewer and node refuses a key that has no scope', async () => {
  const { scope } = (await findKey(server.deps, server.secretKey))!
  const { text } = await createApiKey(server.deps, scope, { kind: 'SECRET', name: 'none', scopes: [] })
  const asked = {
    query: [
      '{ apiKeys { edges { cursor } } }',
      '{ notice(key: "devis") { id } }',
      `{ noticeVersion(sha256: "${'0'.repeat(64)}") { id } }`,
      '{ receipt(token: "x") { id } }',
      '{ event(id: "x") { id } }',
      '{ events { edges { cursor } } }',
      '{ checkEligibility(input: { contact: { phone: "0639981234" }, channel: SMS, advertiser: "x" }) { verdict } }',
      '{ checkEligibilityBatch(items: []) { ref } }',
      '{ explain(contact: { phone: "0639981234" }) { verdict } }',
      '{ lintNotice(document: {}) { rule } }',
      '{ logHead { size } }',
      '{ certificate(id: "x") { id } }',
    ],
    mutation: [
      'mutation { publishNotice(input: { document: {} }) { __typename } }',
      'mutation { startCapture(input: { notice: "x" }) { __typename } }',
      `mutation { recordConsent(input: { idempotencyKey: "x", notice: "${'0'.repeat(64)}", contact: {}, choices: [] }) { __typename } }`,
      'mutation { withdrawConsent(input: { idempotencyKey: "x", token: "x" }) { __typename } }',
      'mutation { recordObjection(input: { idempotencyKey: "x", contact: { phone: "0639981234" }, scope: ALL, source: LETTER }) { __typename } }',
      'mutation { recordAttempts(input: { idempotencyKey: "x", advertiser: "x", attempts: [] }) { __typename } }',
      'mutation { issueCertificate(input: { event: "x", recipient: "x" }) { __typename } }',
      'mutation { createApiKey(input: { kind: SECRET, name: "x" }) { __typename } }',
      'mutation { revokeApiKey(input: { id: "x" }) { __typename } }',
      'mutation { rotateApiKey(input: { id: "x" }) { __typename } }',
      'mutation { eraseRecord(input: { idempotencyKey: "x", event: "x", ground: RETENTION_OVER }) { __typename } }',
    ],
  }
  const documents = [...asked.query, ...asked.mutation]
  const refused = await Promise.all(documents.map((document) => server.send(text, document)))
  expect(refused.map(({ body }) => body.errors[0].extensions.code)).toEqual(
    documents.map(() => 'MISSING_SCOPE'),
  )
  // One document for each root field: a new field must be added here.
  expect(documents).toHaveLength(rootFields(apiSchema).length - 2)
})

test('every type, field and argument is described', () => {
  const silent = Object.values(apiSchema.getTypeMap()).flatMap((type) => {
    if (
      type.name.startsWith('__') ||
      ['Query', 'Mutation', 'String', 'Int', 'Boolean', 'ID', 'Float'].includes(type.name)
    )
      return []
    const fields = 'getFields' in type ? Object.values(type.getFields()) : []
    return [type, ...fields]
      .filter(({ description }) => !description)
      .map(({ name }) => `${type.name}.${name}`)
  })
  expect(silent).toEqual([])
})
