import { randomUUID } from 'node:crypto'
import { StorageUnavailable } from '@constat/store'
import { execute } from '@graphql-tools/executor'
import {
  getOperationAST,
  GraphQLError,
  Kind,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { newLoaders } from '../consent/loaders.ts'
import { costing, requireCheap } from './cost.ts'
import { inWords, type Sendable } from './documents.ts'
import { readParams, type GraphqlParams } from './graphql-params.ts'
import { requireShort } from './limits.ts'
import { requireNoNul } from './no-nul.ts'
import { noteOperation } from './note-operation.ts'
import { documentReader } from './read-document.ts'
import { currentRequest } from './request.ts'
import { requireTyped, requireWhole, withoutVariables } from './typed-input.ts'
import { ClockBehind } from '../signing-key/clock.ts'
import type { Context, Deps, KeyKind, Principal } from './context.ts'
import type { Deadline } from './deadline.ts'
import { codedError } from './problem.ts'

type Served = { readonly principal: Principal; readonly deadline: Deadline }

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
type Answerable = Sendable & { readonly mayIntrospect: boolean }

/**
 * Answers what one request asks of a graph; every error is one that its caller may read.
 *
 * @param request tells the method; its body was read into `params`
 */
export type GraphqlHandler = (
  request: Pick<Request, 'method'>,
  params: GraphqlParams,
  served: Served,
) => Promise<ExecutionResult>

const operationIn = (
  document: DocumentNode,
  name: string | null,
  { method }: Pick<Request, 'method'>,
): OperationDefinitionNode => {
  const operation = getOperationAST(document, name)
  if (!operation)
    throw codedError('OPERATION_RESOLUTION_FAILURE', 'Could not determine what operation to execute.', {
      http: { status: 400 },
    })
  if (operation.operation === 'mutation' && method === 'GET')
    throw codedError('BAD_REQUEST', 'Can only perform a mutation operation from a POST request.', {
      http: { status: 405, headers: { allow: 'POST' } },
    })
  return operation
}

// What costs so little has nothing left to begin once its one field has begun.
const BRIEF = 20

const isBrief = ({ selectionSet: { selections } }: OperationDefinitionNode, cost: number): boolean =>
  cost <= BRIEF && selections.length === 1 && selections[0]?.kind === Kind.FIELD

/** A GraphQL handler over one of the graphs, from parameters to result. */
export const createGraphqlHandler = (
  deps: Deps,
  schema: GraphQLSchema,
  { mayIntrospect, ...sendable }: Answerable,
): GraphqlHandler => {
  const read = documentReader(schema, mayIntrospect)
  const costOf = costing(schema)

  const answer: GraphqlHandler = async (request, params, { principal, deadline }) => {
    // First, so that what is not to be answered is not even parsed.
    const asked = readParams(inWords(params, sendable))
    requireShort(asked.query)
    // It bounds how deep values are nested, which the next walks through.
    requireWhole(asked.variables)
    requireNoNul(asked)
    const found = read(asked.query)
    if ('errors' in found) return found
    const { document } = found
    const operation = operationIn(document, asked.operationName, request)
    const cost = costOf(document, operation, asked.variables)
    requireCheap(principal.kind, cost)
    // That it is read at all was charged before.
    const refusal = deps.quotas?.ofKey(principal.kind, principal.keyId, cost - 1)
    if (refusal) throw refusal
    noteOperation(operation)
    // The executor makes something of the whole of them before it refuses any, and tells of each.
    requireTyped(schema, operation, asked.variables)
    const context: Context = { deps, principal, loaders: newLoaders(deps.store, principal.tenant) }
    deadline.requireLeft()
    const result = await execute({
      schema,
      document,
      contextValue: context,
      variableValues: asked.variables,
      operationName: asked.operationName,
      // Begins no further resolver once the request was given up.
      ...(isBrief(operation, cost) ? {} : { signal: deadline.signal() }),
    })
    if ('initialResult' in result) throw new Error('Neither graph answers in parts.')
    return withoutVariables(result)
  }

  const masked = (result: ExecutionResult): ExecutionResult =>
    result.errors === undefined
      ? result
      : { ...result, errors: result.errors.map((error) => maskError(deps, error)) }

  return async (request, params, served) => {
    try {
      return masked(await answer(request, params, served))
    } catch (error) {
      return { errors: [maskError(deps, error)] }
    }
  }
}

/** One handler for each kind of key. */
export type GraphqlHandlers = { readonly [kind in KeyKind]: GraphqlHandler }
