import { GraphQLError } from 'graphql'

/** The refusal of a field to a key that lacks what it takes. */
export const missingScope = (field: string, scopes: readonly string[]): GraphQLError =>
  new GraphQLError(`${field} needs the scope ${scopes.join(' or ')}, which this key has not.`, {
    extensions: { code: 'MISSING_SCOPE' },
  })
