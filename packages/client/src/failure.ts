/** A fault that the server names in an input. */
export type Issue = { readonly path: readonly string[]; readonly rule: string; readonly message: string }

/** The server refused the request as a whole: key, scope, origin, size, quota, or a query's input. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused'
  /** For programs: UNAUTHENTICATED, ORIGIN_DENIED, MISSING_SCOPE, INVALID_INPUT, QUOTA_EXCEEDED, STORAGE_UNAVAILABLE … */
  readonly code: string
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
