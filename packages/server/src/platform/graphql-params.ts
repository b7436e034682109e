import type { GraphQLParams } from 'graphql-yoga'
import { inputError, issue } from './problem.ts'

const isObject = (value: unknown): value is GraphQLParams =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // What the parser says repeats the text.
    return undefined
  }
}

/**
 * What a body asks; what stands in its members is read by the plugins. An array is refused: operations in one request would
 * multiply each limit.
 *
 * @throws GraphQLError INVALID_INPUT (400) for a body that is no JSON object.
 */
export const paramsOfBody = (text: string): GraphQLParams => {
  const params = parsed(text)
  if (isObject(params)) return params
  throw inputError([issue(['body'], 'json', 'Send a JSON object with "query" and "variables".')], 400)
}

/**
 * What an address asks: a document by its id.
 *
 * @throws GraphQLError INVALID_INPUT (400) for variables that are no JSON object, or a document in words, which does not belong
 *   in an address.
 */
export const paramsOfUrl = ({ searchParams }: URL): GraphQLParams & { readonly documentId?: string } => {
  const variables = parsed(searchParams.get('variables') || '{}')
  if (variables !== null && !isObject(variables))
    throw inputError([issue(['variables'], 'json', 'Send variables as a JSON object.')], 400)
  if (searchParams.has('query'))
    throw inputError([issue(['query'], 'persisted-document', 'By GET, send "documentId" alone.')], 400)
  const operationName = searchParams.get('operationName') || undefined
  const documentId = searchParams.get('documentId') ?? undefined
  return {
    ...(variables === null ? {} : { variables }),
    ...(operationName === undefined ? {} : { operationName }),
    ...(documentId === undefined ? {} : { documentId }),
  }
}
