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
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql'

/** A field of a root type, with the operation that asks for it. */
export type RootField = {
  readonly name: string
  readonly operation: 'query' | 'mutation'
  readonly field: GraphQLField<unknown, unknown>
}

/** Every field that a request can start from. */
export const rootFieldsOf = (schema: GraphQLSchema): readonly RootField[] =>
  (['query', 'mutation'] as const).flatMap((operation) => {
    const type = operation === 'query' ? schema.getQueryType() : schema.getMutationType()
    return Object.values(type?.getFields() ?? {}).map((field) => ({ name: field.name, operation, field }))
  })

/** Scalars that name nothing: an instant, a number, a language. */
const NAMELESS = ['Boolean', 'Int', 'Float', 'Date', 'DateTimeISO', 'Locale']

/** The places in the arguments of a field where a text stands that could name something: `input.contact.phone`. */
const placesIn = (type: GraphQLInputType, path: string): readonly string[] => {
  if (isNonNullType(type) || isListType(type)) return placesIn(type.ofType, path)
  if (isInputObjectType(type))
    return Object.values(type.getFields()).flatMap((field) => placesIn(field.type, `${path}.${field.name}`))
  return isEnumType(type) || NAMELESS.includes(type.name) ? [] : [path]
}

/** Every place of a field's arguments that could name something, as `checkEligibility(input.contact.phone)`. */
export const placesOf = ({ name, field }: RootField): readonly string[] =>
  field.args.flatMap((arg) => placesIn(arg.type, arg.name).map((path) => `${name}(${path})`))

const possible = (schema: GraphQLSchema, type: GraphQLOutputType): readonly GraphQLObjectType[] => {
  const named = getNamedType(type)
  if (isObjectType(named)) return [named]
  return isInterfaceType(named) || isUnionType(named) ? schema.getPossibleTypes(named) : []
}

// An object inside another of its own type is named, not told: the graph has circles.
const selectionOf = (type: GraphQLObjectType, within: readonly string[]): string => {
  const fields = Object.values(type.getFields()).map((field) => {
    const named = getNamedType(field.type)
    if (isLeafType(named)) return field.name
    if (isObjectType(named))
      return within.includes(named.name)
        ? `${field.name} { __typename id }`
        : `${field.name} { ${selectionOf(named, [...within, named.name])} }`
    throw new Error(`${type.name}.${field.name} is of an abstract type: say how it is selected.`)
  })
  return ['__typename', ...fields].join(' ')
}

/**
 * Documents that ask everything of a root field; its arguments are the variables of the same names. One document for each type
 * it may answer with, since fields of one name may be of different types.
 */
export const documentsOf = (
  schema: GraphQLSchema,
  { name, operation, field }: RootField,
): readonly string[] => {
  const variables = field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')
  const args = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')
  const head = `${operation} Every${variables && `(${variables})`} { ${name}${args && `(${args})`}`
  const wanted = (type: GraphQLObjectType): string => selectionOf(type, [type.name])
  const types = possible(schema, field.type)
  if (types.length === 0) return [`${head} }`]
  if (isInterfaceType(getNamedType(field.type)))
    return types.map((type) => `${head} { __typename ... on ${type.name} { ${wanted(type)} } } }`)
  return isObjectType(getNamedType(field.type))
    ? types.map((type) => `${head} { ${wanted(type)} } }`)
    : [`${head} { ${types.map((type) => `... on ${type.name} { ${wanted(type)} }`).join(' ')} } }`]
}

/** Which fields an answer shows, as `Type.field`; every object in it tells its `__typename`. */
export const fieldsShown = (answer: unknown): ReadonlySet<string> => {
  const shown = new Set<string>()
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) walk(each)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    const { __typename: type } = value as { readonly __typename?: unknown }
    for (const [name, inner] of Object.entries(value)) {
      if (typeof type === 'string' && name !== '__typename') shown.add(`${type}.${name}`)
      walk(inner)
    }
  }
  walk(answer)
  return shown
}

/** Every field of every object of a graph, as `Type.field`. */
export const fieldsOf = (schema: GraphQLSchema): readonly string[] =>
  Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) &&
    !type.name.startsWith('__') &&
    type !== schema.getQueryType() &&
    type !== schema.getMutationType()
      ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)
      : [],
  )

/** The texts that stand in an answer, at any depth. */
export const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
