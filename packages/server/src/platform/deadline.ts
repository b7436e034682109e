import type { GraphQLError } from 'graphql'
import { codedError } from './problem.ts'

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

/**
 * Answers within a time, or gives up: what is under way is told by the signal and ends where it can. A write is one
 * transaction, so that it is done whole or not at all.
 *
 * @param deadline milliseconds
 * @throws GraphQLError DEADLINE_EXCEEDED (503)
 */
export const answerInTime = <T>(deadline: number, answer: (signal: AbortSignal) => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const controller = new AbortController()
    const timer = setTimeout(() => {
      const error = givenUp(deadline)
      reject(error)
      controller.abort(error)
    }, deadline)
    const work = async (): Promise<void> => {
      try {
        resolve(await answer(controller.signal))
      } catch (error) {
        reject(error)
      } finally {
        clearTimeout(timer)
      }
    }
    void work()
  })
