import { GraphQLError } from 'graphql'

/** The refusal of a field, or of a path under an HTTP status, to a key that lacks what it takes. */
export const missingScope = (field: string, scopes: readonly string[], status = 200): GraphQLError =>
  new GraphQLError(`${field} needs the scope ${scopes.join(' or ')}, which this key has not.`, {
    extensions: { code: 'MISSING_SCOPE', ...(status === 200 ? {} : { http: { status } }) },
  })
