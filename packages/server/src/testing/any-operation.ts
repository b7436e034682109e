import fc from 'fast-check'
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'
import type { RootField } from './every-field.ts'

/** Texts that have broken programs before. */
const HOSTILE = [
  '',
  ' ',
  '\u0000',
  '\uD800',
  'a\u202Eb',
  '__proto__',
  'constructor',
  'toString',
  "' or 1=1 --",
  '"; drop table consent_event; --',
  '%',
  '_',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '${7*7}',
  '\r\nx: y',
  '1e999',
  'NaN',
  'null',
  '٣',
  'ﬃ',
  'é'.repeat(5_000),
  'p'.repeat(100_000),
  'cDE',
  'aw==',
  '+33',
  '06 39 98 66 11',
  'a@b',
  'http://[::1]:80/',
  'https://user:pass@example.com/',
  'tnt_',
  'evt_00000000000000000000000000',
  'eyJhbGciOiJub25lIn0.e30.',
]
const NUMBERS = [0, -1, 1, 2, 100, 101, 720, 2 ** 31 - 1, -(2 ** 31)]
const INSTANTS = [
  '2026-11-24T10:10:00Z',
  '1970-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '2026-02-29T00:00:00Z',
  '2026-11-24T10:10:00+14:00',
]
const OBJECTS = [
  {},
  [],
  null,
  7,
  'x',
  JSON.parse('{"__proto__": {"polluted": true}}'),
  { constructor: { prototype: {} } },
]

const deeply = (depth: number): unknown => (depth === 0 ? 1 : { a: deeply(depth - 1) })

const scalar = (name: string, texts: readonly string[]): fc.Arbitrary<unknown> => {
  const text = fc.oneof(
    fc.constantFrom(...texts),
    fc.constantFrom(...HOSTILE),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
  )
  if (name === 'Boolean') return fc.boolean()
  if (name === 'Int') return fc.constantFrom(...NUMBERS)
  if (name === 'DateTimeISO') return fc.constantFrom(...INSTANTS)
  if (name === 'Date') return fc.constantFrom('2026-11-24', '0001-01-01', '9999-12-31')
  if (name === 'Locale') return fc.constantFrom('fr', 'en', 'fr-FR', 'zz')
  if (name === 'Position') return fc.constantFrom('0', '1', '42', '9007199254740993', '9999999999999999')
  if (name === 'Sha256')
    return fc.constantFrom('0'.repeat(64), ...texts.filter((each) => /^[0-9a-f]{64}$/.test(each)))
  if (name === 'URL')
    return fc.constantFrom(
      'https://hooks.example.com/x',
      'http://127.0.0.1/',
      'file:///etc/passwd',
      'ftp://a',
    )
  if (name === 'JSON')
    return fc.oneof(fc.constantFrom(...OBJECTS, deeply(500)), fc.jsonValue({ maxDepth: 3 }))
  return text
}

/** Any value that fits an input type; its texts are hostile, or some of these. */
export const anyValue = (type: GraphQLInputType, texts: readonly string[]): fc.Arbitrary<unknown> => {
  if (isNonNullType(type)) return present(type.ofType, texts)
  return fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
    { weight: 2, arbitrary: present(type, texts) },
  )
}

const present = (type: GraphQLInputType, texts: readonly string[]): fc.Arbitrary<unknown> => {
  if (isNonNullType(type)) return present(type.ofType, texts)
  if (isListType(type)) return fc.array(anyValue(type.ofType, texts), { maxLength: 3 })
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name))
  if (!isInputObjectType(type)) return scalar(type.name, texts)
  const fields = Object.values(type.getFields())
  if (type.isOneOf)
    return fc.oneof(
      ...fields.map((field) => present(field.type, texts).map((value) => ({ [field.name]: value }))),
    )
  return fc.record(Object.fromEntries(fields.map((field) => [field.name, anyValue(field.type, texts)])))
}

const PAGES = [
  '',
  '(first: 1)',
  '(first: 0)',
  '(first: -1)',
  '(first: 100)',
  '(after: "cDE")',
  '(after: "\\u0000")',
]

const anySelection = (schema: GraphQLSchema, type: GraphQLNamedType, depth: number): fc.Arbitrary<string> => {
  if (isUnionType(type) || isInterfaceType(type))
    return fc
      .oneof(
        ...schema
          .getPossibleTypes(type)
          .map((each) => anySelection(schema, each, depth).map((inner) => `... on ${each.name} ${inner}`)),
      )
      .map((inner) => `{ __typename ${inner} }`)
  if (!isObjectType(type)) return fc.constant('')
  const fields = Object.values(type.getFields()).filter(
    (field) => depth > 0 || isLeafType(getNamedType(field.type)),
  )
  if (fields.length === 0) return fc.constant('{ __typename }')
  return fc
    .subarray(fields, { maxLength: Math.min(5, fields.length) })
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map((field) =>
          fc
            .tuple(
              fc.constantFrom(...(field.args.some(({ name }) => name === 'first') ? PAGES : [''])),
              anySelection(schema, getNamedType(field.type), depth - 1),
            )
            .map(([args, inner]) => `${field.name}${args} ${inner}`),
        ),
      ),
    )
    .map((chosen) => `{ __typename ${chosen.join(' ')} }`)
}

/** A valid document over a root field, with arguments that fit their types. */
export type AnyOperation = {
  readonly query: string
  readonly variables: { readonly [name: string]: unknown }
}

/**
 * Any valid operation on a root field.
 *
 * @param usual arguments that are answered: now and then they are taken in place of some that only fit
 */
export const anyOperation = (
  schema: GraphQLSchema,
  { name, operation, field }: RootField,
  texts: readonly string[],
  usual: { readonly [name: string]: unknown },
): fc.Arbitrary<AnyOperation> => {
  const declared = field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')
  const passed = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')
  const fitting = fc.record(
    Object.fromEntries(field.args.map((arg) => [arg.name, anyValue(arg.type, texts)])),
  )
  const mixed = fitting.chain((values) =>
    fc.constantFrom(
      usual,
      values,
      ...Object.keys(values).map((key) => ({ ...usual, [key]: blended(usual[key], values[key]) })),
    ),
  )
  return fc.tuple(anySelection(schema, getNamedType(field.type), 3), mixed).map(([selection, variables]) => ({
    query: `${operation} Any${declared && `(${declared})`} { ${name}${passed && `(${passed})`} ${selection} }`,
    variables,
  }))
}

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

// The usual object with one field of the other: it gets past the first check, and that field is looked at.
const blended = (usual: unknown, other: unknown): unknown => {
  if (!isRecord(usual) || !isRecord(other)) return other
  const keys = Object.keys(other)
  const key = keys[JSON.stringify(other).length % Math.max(1, keys.length)]
  return key === undefined ? usual : { ...usual, [key]: other[key] }
}
