import {
  getNamedType,
  getOperationAST,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiSchema, siteSchema } from '../schema.ts'
import { startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { CEILINGS, costOf } from './cost.ts'
import { COSTS } from './costs.ts'
import { SITE_DOCUMENTS } from './site-documents.ts'

const isList = (type: GraphQLOutputType): boolean => isListType(isNonNullType(type) ? type.ofType : type)

/** Fields that answer lists of objects, or pages of them. */
const listsOf = (schema: GraphQLSchema): readonly string[] =>
  Object.values(schema.getTypeMap()).flatMap((type) =>
    type.name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type))
      ? []
      : Object.values(type.getFields()).flatMap((field) => {
          const named = getNamedType(field.type)
          const many = isList(field.type) || named.name.endsWith('Connection')
          return many && isCompositeType(named) ? [`${type.name}.${field.name}`] : []
        }),
  )

const cost = (query: string, variables: { readonly [name: string]: unknown } = {}): number => {
  const document = parse(query)
  const operation = getOperationAST(document)
  if (!operation) throw new Error('There is no operation.')
  return costOf(apiSchema, document, operation, variables).cost
}

describe('what fields cost', () => {
  test('every list of objects and every connection of both graphs declares it', () => {
    const lists = [apiSchema, siteSchema].flatMap(listsOf)
    expect([...new Set(lists)].filter((field) => !(field in COSTS))).toEqual([])
  })

  test('nothing is declared of a field that is not there', () => {
    const fields = Object.values(apiSchema.getTypeMap()).flatMap((type) =>
      isObjectType(type) || isInterfaceType(type)
        ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)
        : [],
    )
    expect(Object.keys(COSTS).filter((field) => !fields.includes(field))).toEqual([])
  })

  test('a page costs as many as it is asked for, as a literal, a variable or by default', () => {
    const PAGE = '{ edges { node { id } } }'
    const hundred = cost(`{ events(first: 100) ${PAGE} }`)
    expect(cost(`query ($n: Int) { events(first: $n) ${PAGE} }`, { n: 100 })).toBe(hundred)
    expect(cost(`query ($n: Int = 100) { events(first: $n) ${PAGE} }`)).toBe(hundred)
    expect(hundred - cost(`{ events ${PAGE} }`)).toBe(80 * 2)
    expect(cost(`{ events(first: 100) { ...p } } fragment p on ConsentEventConnection ${PAGE}`)).toBe(hundred)
  })

  test('a batch costs by its questions, attempts by their number, and a write more than a look-up', () => {
    const BATCH =
      'query ($items: [EligibilityItem!]!) { checkEligibilityBatch(items: $items) { decision { verdict } } }'
    const batch = (length: number) => cost(BATCH, { items: Array.from({ length }) })
    expect(batch(1_000) - batch(1)).toBe(999 * 2)
    const ATTEMPTS =
      'mutation ($input: RecordAttemptsInput!) { recordAttempts(input: $input) { __typename } }'
    const attempts = (length: number) => cost(ATTEMPTS, { input: { attempts: Array.from({ length }) } })
    expect(attempts(500) - attempts(100)).toBe(400)
    expect(cost('mutation { withdrawConsent(input: {}) { __typename } }')).toBeGreaterThan(
      cost('{ viewer { __typename } }'),
    )
  })

  test('fragments that spread fragments are measured once each', () => {
    const chain = Array.from(
      { length: 60 },
      (_, n) => `fragment f${n} on Viewer { ...f${n + 1} ...f${n + 1} }`,
    ).join(' ')
    expect(cost(`{ viewer { ...f0 } } ${chain} fragment f60 on Viewer { tenant { id } }`)).toBe(2 + 2 ** 60)
  })

  test('what the graph consists of costs by what it holds, so often as it is asked for', () => {
    const NAMES = '{ fields { name type { name } } }'
    const once = cost(`{ __schema { types ${NAMES} } }`)
    const fields = Object.values(apiSchema.getTypeMap()).flatMap((type) =>
      isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [],
    )
    expect(once).toBeGreaterThan(3 * fields.length)
    expect(cost(`{ __schema { a: types ${NAMES} b: types ${NAMES} } }`) - 1).toBe(2 * (once - 1))
    const named = cost(`{ __type(name: "Viewer") ${NAMES} }`)
    expect(named).toBeGreaterThan(cost(`{ __type(name: "Int") ${NAMES} }`))
    expect(cost(`query ($n: String!) { __type(name: $n) ${NAMES} }`, { n: 'Viewer' })).toBe(named)
    expect(cost('{ __type(name: "Nothing") { name } }')).toBe(1)
  })

  test('what our own pages ask is far below the ceiling of a site key', () => {
    for (const text of Object.values(SITE_DOCUMENTS)) expect(cost(text)).toBeLessThan(CEILINGS.SITE / 5)
  })
})

describe('the ceiling', () => {
  let server: ServerUnderTest
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.close())

  test('refuses what costs more, with the cost and the ceiling, before any of it is run', async () => {
    const query = `query ($items: [EligibilityItem!]!) { checkEligibilityBatch(items: $items) {
      decision { evidence { notice { questions { advertisers { key } } } } } } }`
    const input = { contact: { phone: '06 39 98 66 11' }, channel: 'SMS', advertiser: 'x' }
    const items = Array.from({ length: 1_000 }, (_, n) => ({ ref: String(n), input }))
    const { status, body } = await server.send(server.secretKey, query, { items })
    expect(status).toBe(400)
    expect(body.data).toBeUndefined()
    const { extensions } = body.errors[0]
    expect(extensions).toMatchObject({
      code: 'INVALID_INPUT',
      ceiling: CEILINGS.SECRET,
      issues: [{ path: ['query'], rule: 'max-cost' }],
    })
    expect(extensions.cost).toBeGreaterThan(CEILINGS.SECRET)
    const less = await server.send(server.secretKey, query, { items: items.slice(0, 100) })
    expect(less.body.data.checkEligibilityBatch).toHaveLength(100)
  })
})
