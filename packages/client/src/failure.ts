/**
 * Every code under which the server refuses or gives up a request, beside UNREADABLE, which is this client's own for an answer
 * that is no GraphQL. The list only grows: keep a default branch.
 */
export const ERROR_CODES = [
  /** The body is no request of GraphQL over HTTP; the document is no GraphQL, or does not fit the server's schema, or holds not the one operation to execute. */
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  /** `issues` say what is wrong where. */
  'INVALID_INPUT',
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'ORIGIN_DENIED',
  'MISSING_SCOPE',
  /** Nothing was done; `retryAfterMs` says when to come back, where that is known. */
  'QUOTA_EXCEEDED',
  /** Nothing was done: try again in a moment. */
  'STORAGE_UNAVAILABLE',
  /** Nothing was done; the operator of the server has to set its clock right. */
  'CLOCK_BEHIND',
  /** The server gave it up: a mutation was done whole or not at all, and nobody knows which. */
  'DEADLINE_EXCEEDED',
  /** A stream was ended early: go on from its last answer. */
  'STOPPING',
  'TOO_MANY_LINES',
  'INTERNAL_SERVER_ERROR',
  'UNREADABLE',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** A fault that the server names in an input. */
export type Issue = { readonly path: readonly string[]; readonly rule: string; readonly message: string }

/** The server refused the request as a whole: key, scope, origin, size, quota, or a query's input. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused'
  /** For programs: one of {@link ERROR_CODES}, or of a newer server's. */
  readonly code: ErrorCode | (string & {})
  /** HTTP status of the answer. */
  readonly status: number
  readonly issues: readonly Issue[]
  /** How long the server asks to wait before the next request, milliseconds. */
  readonly retryAfterMs: number | undefined

  constructor(
    message: string,
    code: string,
    status: number,
    issues: readonly Issue[],
    retryAfterMs?: number,
  ) {
    super(message)
    this.code = code
    this.status = status
    this.issues = issues
    this.retryAfterMs = retryAfterMs
  }
}

/** Why there is no answer. */
export type FailureReason =
  /** No connection, or it broke: `cause` says more. */
  | 'UNREACHABLE'
  /** None within `timeoutMs`. */
  | 'TIMEOUT'
  /** The server answered from a state older than asked for with `atLeast`. */
  | 'BEHIND'

/** There is no answer; of a mutation nobody knows whether it took effect: repeat it under the same idempotency key. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed'
  readonly reason: FailureReason

  constructor(reason: FailureReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}
