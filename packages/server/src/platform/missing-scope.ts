import type { GraphQLError } from 'graphql'
import { codedError } from './problem.ts'

/** The refusal of a field, or of a path under an HTTP status, to a key that lacks what it takes. */
export const missingScope = (field: string, scopes: readonly string[], status = 200): GraphQLError =>
  codedError(
    'MISSING_SCOPE',
    `${field} needs the scope ${scopes.join(' or ')}, which this key has not.`,
    status === 200 ? {} : { http: { status } },
  )
