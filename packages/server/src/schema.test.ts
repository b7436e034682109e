import { readFile } from 'node:fs/promises'
import { isObjectType, isSpecifiedScalarType, type GraphQLSchema } from 'graphql'
import { expect, test } from 'vitest'
import { printedSchema } from './print-schema.ts'
import { apiSchema, siteSchema } from './schema.ts'

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

test('every type, field and argument is described', () => {
  const silent = Object.values(apiSchema.getTypeMap()).flatMap((type) => {
    if (type.name.startsWith('__') || isSpecifiedScalarType(type)) return []
    const fields = 'getFields' in type ? Object.values(type.getFields()) : []
    const args = isObjectType(type) ? Object.values(type.getFields()).flatMap((field) => field.args) : []
    const described = ['Query', 'Mutation'].includes(type.name) ? [] : [type]
    return [...described, ...fields, ...args]
      .filter(({ description }) => !description)
      .map(({ name }) => `${type.name}.${name}`)
  })
  expect(silent).toEqual([])
})
