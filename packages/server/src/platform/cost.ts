import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import type { KeyKind } from './context.ts'
import { COSTS, WRITE } from './costs.ts'
import { introspectionCost } from './introspection-cost.ts'
import { inputError, issue } from './problem.ts'

/** What one operation may cost at most, by the kind of key that asks; in the units of {@link COSTS}. */
export const CEILINGS: { readonly [kind in KeyKind]: number } = {
  SECRET: 50_000,
  PARTNER: 1_000,
  SITE: 1_000,
}

type Values = { readonly [name: string]: unknown }

const isRecord = (value: unknown): value is Values => typeof value === 'object' && value !== null

const variablesOf = ({ variableDefinitions }: OperationDefinitionNode, given: Values): Values => ({
  ...Object.fromEntries(
    (variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  ),
  ...given,
})

const argumentAt = (node: FieldNode, path: string, variables: Values): unknown => {
  const [name, ...rest] = path.split('.')
  const argument = node.arguments?.find((each) => each.name.value === name)
  if (!argument) return undefined
  return rest.reduce<unknown>(
    (value, key) => (isRecord(value) ? value[key] : undefined),
    valueFromASTUntyped(argument.value, variables),
  )
}

const countOf = (value: unknown): number => (Array.isArray(value) ? value.length : 1)

const pageOf = (field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Values): number => {
  const asked = argumentAt(node, 'first', variables)
  const fallback: unknown = field.args.find(({ name }) => name === 'first')?.defaultValue
  const first = asked ?? fallback
  return typeof first === 'number' && first > 0 ? first : 1
}

type Weight = {
  readonly once: number
  /** How many a list holds; null for one that is none. */
  readonly members: number | null
  /** How many the edges in it are. */
  readonly page: number
}

const isList = (type: GraphQLOutputType): boolean => isListType(isNonNullType(type) ? type.ofType : type)

/** What an operation costs, and whether it costs the same whatever its variables are. */
type Cost = { readonly cost: number; readonly isFixed: boolean }

/**
 * What an operation costs before it is run: each object that it may read, so often as lists make of it, and each field that
 * it asks of the graph itself. What `@skip` leaves out is counted, and of several types that an answer may have all.
 *
 * @param values the variables as they were sent
 */
export const costOf = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  values: Values,
): Cost => {
  const variables = variablesOf(operation, values)
  let isFixed = true
  const fragments = new Map(
    document.definitions
      .filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  )
  // Measured once for each size of the page it stands in, or fragments that spread fragments take for ever.
  const measured = new Map<string, number>()

  const weightOf = (
    parent: string,
    field: GraphQLField<unknown, unknown>,
    node: FieldNode,
    page: number,
  ): Weight => {
    const cost = COSTS[`${parent}.${field.name}`] ?? (parent === 'Mutation' ? WRITE : { once: 1 })
    // What an argument says may be a variable's to say.
    if ('page' in cost || 'each' in cost) isFixed = false
    if ('page' in cost) return { once: 1, members: null, page: pageOf(field, node, variables) }
    if ('edges' in cost) return { once: 0, members: page, page: 1 }
    if ('about' in cost) return { once: 0, members: cost.about, page: 1 }
    if ('once' in cost) return { once: cost.once, members: null, page: 1 }
    const count = countOf(argumentAt(node, cost.each, variables))
    return isList(field.type)
      ? { once: 0, members: count, page: 1 }
      : { once: 1 + count, members: null, page: 1 }
  }

  const fieldCost = (parent: GraphQLNamedType, node: FieldNode, page: number): number => {
    if (!isObjectType(parent) && !isInterfaceType(parent)) return 0
    const { [node.name.value]: field } = parent.getFields()
    const type = field && getNamedType(field.type)
    if (!field || !node.selectionSet || !isCompositeType(type))
      return parent === schema.getMutationType() ? 1 : toldCost(node)
    const weight = weightOf(parent.name, field, node, page)
    const inner = selectionCost(type, node.selectionSet, weight.page)
    return weight.once + (weight.members === null ? inner : weight.members * (1 + inner))
  }

  // Only secret keys may ask what the graph consists of, and what costs more is refused whatever it costs.
  const toldCost = (node: FieldNode): number => {
    if (!node.selectionSet || (node.name.value !== '__schema' && node.name.value !== '__type')) return 0
    if (node.name.value === '__schema')
      return introspectionCost(schema, fragments, schema, node.selectionSet, CEILINGS.SECRET)
    isFixed = false
    const name = argumentAt(node, 'name', variables)
    const type = typeof name === 'string' ? schema.getType(name) : undefined
    return type ? introspectionCost(schema, fragments, type, node.selectionSet, CEILINGS.SECRET) : 0
  }

  const fragmentCost = (name: string, page: number): number => {
    const key = `${name} ${page}`
    const known = measured.get(key)
    if (known !== undefined) return known
    measured.set(key, 0)
    const fragment = fragments.get(name)
    const type = fragment && schema.getType(fragment.typeCondition.name.value)
    const cost = fragment && type ? selectionCost(type, fragment.selectionSet, page) : 0
    measured.set(key, cost)
    return cost
  }

  const selectionCost = (parent: GraphQLNamedType, { selections }: SelectionSetNode, page: number): number =>
    selections.reduce((total, selection) => {
      if (selection.kind === Kind.FIELD) return total + fieldCost(parent, selection, page)
      if (selection.kind === Kind.FRAGMENT_SPREAD) return total + fragmentCost(selection.name.value, page)
      const named = selection.typeCondition && schema.getType(selection.typeCondition.name.value)
      return total + selectionCost(named ?? parent, selection.selectionSet, page)
    }, 0)

  const root = schema.getRootType(operation.operation)
  // That it is read at all, which was charged before.
  const cost = root ? 1 + selectionCost(root, operation.selectionSet, 1) : 1
  return { cost, isFixed }
}

const tooDear = (cost: number, ceiling: number) =>
  inputError(
    [
      issue(
        ['query'],
        'max-cost',
        `This operation costs ${cost}; one may cost ${ceiling}. Ask for smaller pages, or for less of each.`,
      ),
    ],
    400,
    { cost, ceiling },
  )

/** What one operation costs, before it is run; `values` are its variables as they were sent. */
export type Costing = (document: DocumentNode, operation: OperationDefinitionNode, values: Values) => number

/** The costs of operations over a graph: of what costs the same whatever its variables are, counted once. */
export const costing = (schema: GraphQLSchema): Costing => {
  // Documents are kept, and with them what they cost.
  const fixed = new WeakMap<OperationDefinitionNode, number>()
  return (document, operation, values) => {
    const known = fixed.get(operation)
    if (known !== undefined) return known
    const { cost, isFixed } = costOf(schema, document, operation, values)
    if (isFixed) fixed.set(operation, cost)
    return cost
  }
}

/**
 * Refuses an operation that costs more than its kind of key may ask for.
 *
 * @throws GraphQLError INVALID_INPUT (400)
 */
export const requireCheap = (kind: KeyKind, cost: number): void => {
  const ceiling = CEILINGS[kind]
  if (cost > ceiling) throw tooDear(cost, ceiling)
}
