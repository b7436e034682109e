import { GraphQLScalarType, Kind } from 'graphql'
import { GraphQLDateTimeISO, GraphQLJSON, GraphQLLocalDate, GraphQLLocale, GraphQLURL } from 'graphql-scalars'
import { BOTH, builder } from './builder.ts'
import { codedError } from './problem.ts'

const textScalar = (
  name: string,
  description: string,
  pattern: RegExp,
  hint: string,
): GraphQLScalarType<string, string> => {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && pattern.test(value)) return value
    throw codedError('INVALID_INPUT', `${name}: ${hint}`)
  }
  return new GraphQLScalarType({
    name,
    description,
    serialize: parse,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
  })
}

const POSITION = /^(0|[1-9][0-9]{0,15})$/

const parsePosition = (value: unknown): number => {
  if (typeof value === 'string' && POSITION.test(value)) return Number(value)
  throw codedError('INVALID_INPUT', 'Position: a decimal string such as "42".')
}

const GraphQLPosition = new GraphQLScalarType<number, string>({
  name: 'Position',
  description:
    'A place in a series without gaps, or the length of one: of an event in its tenant, of a statement in the log. A decimal string.',
  serialize: (value) => String(value),
  parseValue: parsePosition,
  parseLiteral: (node) => parsePosition(node.kind === Kind.STRING ? node.value : undefined),
})

builder.addScalarType('DateTimeISO', GraphQLDateTimeISO, { subGraphs: BOTH })
builder.addScalarType('Date', GraphQLLocalDate)
builder.addScalarType('Locale', GraphQLLocale, { subGraphs: BOTH })
builder.addScalarType('URL', GraphQLURL, { subGraphs: BOTH })
builder.addScalarType('JSON', GraphQLJSON, { subGraphs: BOTH })
builder.addScalarType('Position', GraphQLPosition, { subGraphs: BOTH })
builder.addScalarType(
  'Sha256',
  textScalar(
    'Sha256',
    'SHA-256 in lower-case hexadecimal, 64 characters.',
    /^[0-9a-f]{64}$/,
    '64 lower-case hexadecimal characters.',
  ),
  { subGraphs: BOTH },
)
builder.addScalarType(
  'Jws',
  textScalar(
    'Jws',
    'Compact JSON Web Signature (RFC 7515).',
    /^[\w-]+\.[\w-]+\.[\w-]+$/,
    'three base64url parts joined by dots.',
  ),
  { subGraphs: BOTH },
)
