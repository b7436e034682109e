import { randomUUID } from 'node:crypto'
import { StorageUnavailable } from '@constat/store'
import { GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql'
import { createYoga, type GraphQLParams } from 'graphql-yoga'
import { newLoaders } from '../consent/loaders.ts'
import { useCost } from './cost.ts'
import { useDocumentCache } from './document-cache.ts'
import { useDeadline } from './deadline.ts'
import { useDocuments, type Documents } from './documents.ts'
import { useNoIntrospection } from './introspection.ts'
import { useLimits } from './limits.ts'
import { useNoNul } from './no-nul.ts'
import { currentRequest } from './request.ts'
import { useReport } from './use-report.ts'
import { useTypedInput } from './typed-input.ts'
import { ClockBehind } from '../signing-key/clock.ts'
import type { Context, Deps, KeyKind, Principal } from './context.ts'
import { codedError } from './problem.ts'

type Served = { readonly principal: Principal; readonly signal: AbortSignal }

const storageError = (): GraphQLError =>
  codedError('STORAGE_UNAVAILABLE', 'Storage does not answer; nothing was stored. Try again in a moment.', {
    retryAfter: 1,
    http: { status: 503, headers: { 'retry-after': '1' } },
  })

/** What is said to whom this server cannot serve while its clock is behind. */
export const CLOCK_BEHIND =
  'The clock of this server is behind, so that it signs nothing; nothing was stored.'

/** What a caller sees of an error that is not meant for him: nothing but a number to quote. */
export const maskError = ({ log, observer }: Deps, error: unknown): GraphQLError => {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error
  if (cause instanceof GraphQLError) return cause
  if (cause instanceof StorageUnavailable) {
    log.error({ reason: cause.reason }, 'storage unavailable')
    observer?.onUnavailable(cause.reason)
    return storageError()
  }
  if (cause instanceof ClockBehind) {
    log.error({ reason: cause.message }, 'clock behind')
    return codedError('CLOCK_BEHIND', `${CLOCK_BEHIND} Tell its operator.`, { http: { status: 503 } })
  }
  const requestId = currentRequest()?.id ?? randomUUID()
  log.error({ err: cause, requestId }, 'unexpected error')
  return codedError('INTERNAL_SERVER_ERROR', `Unexpected error ${requestId}.`, {
    requestId,
    http: { status: 500 },
  })
}

/** What one kind of key may send. */
type Answerable = {
  readonly documents: readonly Documents[]
  /** Whether documents in words are answered too. */
  readonly only: 'persisted' | 'any document'
  readonly mayIntrospect: boolean
}

// A parsed document takes up to a megabyte.
const KEPT_DOCUMENTS = 100

/**
 * Answers what one request asks of a graph; every error is one that its caller may read.
 *
 * @param request tells the method; its body was read into `params`
 */
export type GraphqlHandler = (
  request: Request,
  params: GraphQLParams,
  served: Served,
) => Promise<ExecutionResult>

const isWhole = (result: object | undefined): result is ExecutionResult =>
  result !== undefined && !(Symbol.asyncIterator in result)

/**
 * A GraphQL handler over one of the graphs: Yoga's, from parameters to result. Its HTTP is not asked, as it makes streams and
 * headers of what is one text; cross-origin rules, bodies and statuses are the HTTP layer's.
 */
export const createGraphqlHandler = (
  deps: Deps,
  schema: GraphQLSchema,
  { documents, only, mayIntrospect }: Answerable,
): GraphqlHandler => {
  const yoga = createYoga<Served, Context>({
    schema,
    context: ({ principal }) => ({ deps, principal, loaders: newLoaders(deps.store, principal.tenant) }),
    logging: false,
    // It joins the names of all rules at each request.
    parserAndValidationCache: false,
    extraParamNames: ['documentId'],
    plugins: [
      // First, so that what is not to be answered is not even parsed.
      useDocuments(documents, only),
      useLimits(),
      // It bounds how deep values are nested, which the next walks through.
      useTypedInput(),
      useNoNul(),
      useCost(({ keyId, kind }, cost) => deps.quotas?.ofKey(kind, keyId, cost - 1)),
      useDeadline(),
      useReport(),
      ...(mayIntrospect ? [] : [useNoIntrospection()]),
      useDocumentCache(KEPT_DOCUMENTS),
    ],
    maskedErrors: { maskError: (error) => maskError(deps, error) },
  })
  return async (request, params, served) => {
    try {
      const result = await yoga.getResultForParams({ request, params }, { ...served })
      if (isWhole(result)) return result
      throw new Error('Neither graph has subscriptions.')
    } catch (error) {
      return { errors: [maskError(deps, error)] }
    }
  }
}

/** One handler for each kind of key. */
export type GraphqlHandlers = { readonly [kind in KeyKind]: GraphqlHandler }
