import { codedError, inputError, issue, shortened } from './problem.ts'

type Values = { readonly [name: string]: unknown }

/** What a request may say; what stands in its members is read later. */
export type GraphqlParams = Values & {
  readonly query?: unknown
  readonly variables?: unknown
  readonly operationName?: unknown
  readonly documentId?: unknown
}

/** What a request asks, in words. */
export type AskedParams = {
  readonly query: string
  readonly variables: Values
  readonly operationName: string | null
}

const isObject = (value: unknown): value is Values =>
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
export const paramsOfBody = (text: string): GraphqlParams => {
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
export const paramsOfUrl = ({ searchParams }: URL): GraphqlParams => {
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

const KNOWN = new Set(['query', 'variables', 'operationName', 'extensions', 'documentId'])

const badRequest = (message: string, http: object = { status: 400 }) =>
  codedError('BAD_REQUEST', message, { http })

const requireObject = (name: string, value: unknown): Values => {
  if (value === undefined || value === null) return {}
  if (isObject(value)) return value
  throw badRequest(`Send "${name}" as an object.`)
}

/**
 * What a request asks, once its document is there in words.
 *
 * @throws GraphQLError BAD_REQUEST (400)
 */
export const readParams = (params: GraphqlParams): AskedParams => {
  const { query, variables, operationName } = params
  for (const name in params)
    if (!KNOWN.has(name) && params[name] !== null)
      throw badRequest(`Unexpected parameter "${shortened(name)}" in the request body.`)
  if (query === undefined || query === null)
    throw badRequest('Must provide query string.', { spec: true, status: 400 })
  if (typeof query !== 'string') throw badRequest('Send "query" as a string.')
  requireObject('extensions', params['extensions'])
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string')
    throw badRequest('Send "operationName" as a string.')
  return { query, variables: requireObject('variables', variables), operationName: operationName ?? null }
}
