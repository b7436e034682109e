import type { GraphQLError } from 'graphql'
import { codedError } from './problem.ts'

/** How long one request is worked on where nothing else is said, milliseconds. */
export const DEADLINE = 5_000

/**
 * How long a request waits for a relay, a gateway or a receiver, milliseconds: less than the request may take, so that its answer
 * says what came of it.
 */
export const OUTSIDE_DEADLINE = 4_000

const givenUp = (deadline: number): GraphQLError =>
  codedError(
    'DEADLINE_EXCEEDED',
    `This took longer than ${deadline / 1000} s and was given up. What it was to store may be stored or not, never in part: send it again with the same idempotencyKey.`,
    { http: { status: 503 } },
  )

/** The time that a request has. */
export type Deadline = {
  /** @throws GraphQLError DEADLINE_EXCEEDED (503) once the request was given up */
  readonly requireLeft: () => void
  /** Tells what is under way when the request is given up; made when asked for, as it costs a tenth of a small query. */
  readonly signal: () => AbortSignal
}

/**
 * Answers within a time, or gives up: what is under way is told by the signal and ends where it can. A write is one
 * transaction, so that it is done whole or not at all.
 *
 * @throws GraphQLError DEADLINE_EXCEEDED (503)
 */
export const answerInTime = <T>(
  milliseconds: number,
  answer: (deadline: Deadline) => Promise<T>,
): Promise<T> =>
  new Promise((resolve, reject) => {
    let over: GraphQLError | undefined
    let controller: AbortController | undefined
    const timer = setTimeout(() => {
      over = givenUp(milliseconds)
      reject(over)
      controller?.abort(over)
    }, milliseconds)
    const deadline: Deadline = {
      requireLeft: () => {
        if (over) throw over
      },
      signal: () => (over ? AbortSignal.abort(over) : (controller ??= new AbortController()).signal),
    }
    const work = async (): Promise<void> => {
      try {
        resolve(await answer(deadline))
      } catch (error) {
        reject(error)
      } finally {
        clearTimeout(timer)
      }
    }
    void work()
  })
