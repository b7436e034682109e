import { waitFor, type CallOptions, type Connection } from './connection.ts'
import { RequestFailed, RequestRefused, type ErrorCode } from './failure.ts'

const RETRIES = 3
const BASE = 250
const CAP = 10_000
// A server that asks for more is better asked again by whoever called.
const MAX_RETRY_AFTER = 60_000

/**
 * What a repetition of an operation would do: a query, a mutation with an idempotency key or one that sets a state is
 * repeatable; of others a lost answer may not be asked for twice.
 */
export type Repeatable = boolean

/** Reads `Retry-After` (RFC 9110 §10.2.3), seconds or a date, as milliseconds from `now`; undefined when there is none. */
export const readRetryAfter = (value: string | null, now: number): number | undefined => {
  if (value === null) return undefined
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

// With these nothing was done, whatever the operation.
const NOT_DONE: readonly string[] = [
  'STORAGE_UNAVAILABLE',
  'CLOCK_BEHIND',
  'QUOTA_EXCEEDED',
] satisfies readonly ErrorCode[]
// With this nobody knows, whatever status a proxy makes of it.
const GIVEN_UP: ErrorCode = 'DEADLINE_EXCEEDED'

const mayRepeat = (error: unknown, isRepeatable: Repeatable): boolean => {
  if (error instanceof RequestFailed) return isRepeatable
  if (!(error instanceof RequestRefused)) return false
  if (error.status === 429 || NOT_DONE.includes(error.code)) return true
  return isRepeatable && (error.code === GIVEN_UP || [408, 502, 503, 504].includes(error.status))
}

/**
 * Makes attempts until one succeeds: the wait between them doubles from 250 ms to 10 s, of which a random part is taken so that
 * clients that failed together do not come back together, and is never shorter than the server asks for.
 *
 * @throws what the last attempt threw; the reason of the signal
 */
export const withRetries = async <T>(
  { retries = RETRIES, random = Math.random, wait = waitFor }: Connection,
  { signal }: CallOptions,
  isRepeatable: Repeatable,
  attempt: () => Promise<T>,
): Promise<T> => {
  for (let made = 0; ; made += 1) {
    try {
      return await attempt()
    } catch (error) {
      const asked = (error instanceof RequestRefused ? error.retryAfterMs : undefined) ?? 0
      if (made >= retries || asked > MAX_RETRY_AFTER || !mayRepeat(error, isRepeatable)) throw error
      await wait(asked + random() * Math.min(CAP, BASE * 2 ** made), signal)
    }
  }
}
