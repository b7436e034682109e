import { randomUUID } from 'node:crypto'
import { StorageUnavailable } from '@constat/store'
import { GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql'
import { createYoga, type YogaServerInstance } from 'graphql-yoga'
import { newLoaders } from '../consent/loaders.ts'
import { useCost } from './cost.ts'
import { createCache } from './document-cache.ts'
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
import { codedError, inputError, issue } from './problem.ts'

type Served = { readonly principal: Principal; readonly signal: AbortSignal }

const storageError = (): GraphQLError =>
  codedError('STORAGE_UNAVAILABLE', 'Storage does not answer; nothing was stored. Try again in a moment.', {
    http: { status: 503 },
  })

/** What is said to whom this server cannot serve while its clock is behind. */
export const CLOCK_BEHIND =
  'The clock of this server is behind, so that it signs nothing; nothing was stored.'

/** What a caller sees of an error that is not meant for him: nothing but a number to quote. */
export const maskError = ({ log, observer }: Deps, error: unknown): GraphQLError => {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error
  // Yoga says of a body that is no JSON what the parser said, which repeats it.
  if (cause instanceof GraphQLError && 'originalError' in cause.extensions)
    return inputError([issue(['body'], 'json', 'Send a JSON object with "query" and "variables".')], 400)
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

/** A GraphQL handler over one of the graphs. Cross-origin rules and body limits are the HTTP layer's. */
export const createGraphqlHandler = (
  deps: Deps,
  schema: GraphQLSchema,
  { documents, only, mayIntrospect }: Answerable,
): YogaServerInstance<Served, Context> =>
  createYoga<Served, Context>({
    schema,
    context: ({ principal }) => ({ deps, principal, loaders: newLoaders(deps.store, principal.tenant) }),
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    logging: false,
    parserAndValidationCache: {
      documentCache: createCache<DocumentNode>(KEPT_DOCUMENTS),
      errorCache: createCache<unknown>(KEPT_DOCUMENTS),
    },
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
    ],
    maskedErrors: { maskError: (error) => maskError(deps, error) },
  })

/** One handler for each kind of key. */
export type GraphqlHandlers = { readonly [kind in KeyKind]: YogaServerInstance<Served, Context> }
