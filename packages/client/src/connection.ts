/** Where the server is, who asks, and how patient the client is. */
export type Connection = {
  /** URL of the GraphQL endpoint. */
  readonly url: string
  /** An API key, `constat_secret_…`. */
  readonly key: string
  /** How to send; the platform's own fetch when absent. */
  readonly fetch?: typeof fetch | undefined
  /** How often a request that failed is repeated; 3 when absent, 0 for never. */
  readonly retries?: number | undefined
  /** Milliseconds that one attempt may take; 10,000 when absent. */
  readonly timeoutMs?: number | undefined
  /** From 0 up to 1, for the jitter between attempts; `Math.random` when absent. */
  readonly random?: (() => number) | undefined
  /** A new idempotency key; a random UUID when absent. */
  readonly newKey?: (() => string) | undefined
  /** Epoch milliseconds, which a date in `Retry-After` is held against; `Date.now` when absent. */
  readonly clock?: (() => number) | undefined
  /** Resolves after so many milliseconds, rejects when the signal aborts; a timer when absent. */
  readonly wait?: ((milliseconds: number, signal?: AbortSignal) => Promise<void>) | undefined
}

/** What a caller may say of one call. */
export type CallOptions = {
  /** Ends the call, attempts to come included; it then rejects with the reason of the signal. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds that one attempt may take, instead of the connection's. */
  readonly timeoutMs?: number | undefined
}

/** A timer that an abort ends. */
export const waitFor = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer)
      reject(signal?.reason as Error)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }, milliseconds)
    if (signal?.aborted) abort()
    else signal?.addEventListener('abort', abort, { once: true })
  })
