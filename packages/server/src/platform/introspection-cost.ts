import {
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSchema,
  isType,
  Kind,
  type GraphQLArgument,
  type GraphQLDirective,
  type GraphQLEnumValue,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  type GraphQLType,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** What introspection tells of: what a type, a field or an argument is in graphql-js. */
type Told =
  | GraphQLSchema
  | GraphQLDirective
  | GraphQLType
  | GraphQLField<unknown, unknown>
  | GraphQLArgument
  | GraphQLInputField
  | GraphQLEnumValue

const present = <T>(...given: readonly (T | null | undefined)[]): readonly T[] =>
  given.filter((each): each is T => each !== null && each !== undefined)

const ofSchema = (schema: GraphQLSchema, field: string): readonly Told[] => {
  switch (field) {
    case 'types':
      return Object.values(schema.getTypeMap())
    case 'directives':
      return schema.getDirectives()
    case 'queryType':
      return present(schema.getQueryType())
    case 'mutationType':
      return present(schema.getMutationType())
    case 'subscriptionType':
      return present(schema.getSubscriptionType())
    default:
      return []
  }
}

const ofType = (schema: GraphQLSchema, type: GraphQLType, field: string): readonly Told[] => {
  switch (field) {
    case 'fields':
      return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
    case 'interfaces':
      return isObjectType(type) || isInterfaceType(type) ? type.getInterfaces() : []
    case 'possibleTypes':
      return isAbstractType(type) ? schema.getPossibleTypes(type) : []
    case 'enumValues':
      return isEnumType(type) ? type.getValues() : []
    case 'inputFields':
      return isInputObjectType(type) ? Object.values(type.getFields()) : []
    case 'ofType':
      return 'ofType' in type ? [type.ofType] : []
    default:
      return []
  }
}

// What is deprecated is counted whether it is asked for or not.
const membersOf = (schema: GraphQLSchema, told: Told, field: string): readonly Told[] => {
  if (isSchema(told)) return ofSchema(told, field)
  if (isType(told)) return ofType(schema, told, field)
  if (field === 'args' && 'args' in told) return told.args
  if (field === 'type' && 'type' in told) return [told.type]
  return []
}

/**
 * How many fields the answer to a question about the graph holds, those of each member of each list. It is counted over the
 * graph itself, as what lists hold in it differs by a hundred times; no further than until there are more than `most`.
 *
 * @param told the schema of `__schema`, or the type of `__type`
 */
export const introspectionCost = (
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  told: GraphQLSchema | GraphQLType,
  selectionSet: SelectionSetNode,
  most: number,
): number => {
  let counted = 0
  const count = (of: Told, { selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (counted > most) return
      // A spread counts too, or those that lead to others would be followed for ever.
      counted += 1
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value)
        if (fragment) count(of, fragment.selectionSet)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) count(of, selection.selectionSet)
      else if (selection.selectionSet)
        for (const member of membersOf(schema, of, selection.name.value))
          count(member, selection.selectionSet)
    }
  }
  count(told, selectionSet)
  return counted
}
