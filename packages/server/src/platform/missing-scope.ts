import type { GraphQLError } from 'graphql'
import { codedError } from './problem.ts'

/** The refusal of a field to a key that lacks what it takes. */
export const missingScope = (field: string, scopes: readonly string[]): GraphQLError =>
  codedError('MISSING_SCOPE', `${field} needs the scope ${scopes.join(' or ')}, which this key has not.`)
