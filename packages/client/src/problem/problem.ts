import type { ProblemFieldsFragment } from '../generated/graphql.ts'

/** Every typed refusal that a mutation may answer, told apart by `__typename`. Nothing was stored. */
export type Problem = ProblemFieldsFragment

type Result = { readonly __typename: string }

/** The refusals among what an operation may answer. */
export type ProblemOf<Each extends Result> = Extract<Each, { readonly __typename: Problem['__typename'] }>

/** What an operation answers when it is not refused. */
export type PayloadOf<Each extends Result> = Exclude<Each, ProblemOf<Each>>

/** Whether an answer is a refusal. */
export const isProblem = <Each extends Result>(result: Each): result is ProblemOf<Each> =>
  'code' in result && 'issues' in result

const isRefusal = (result: Result): result is Problem => isProblem(result)

/** A mutation was refused, thrown by {@link payloadOf}. */
export class MutationRefused extends Error {
  override readonly name = 'MutationRefused'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

/**
 * The payload of a mutation, for callers to whom every refusal is an exception.
 *
 * @throws MutationRefused
 */
export const payloadOf = <Each extends Result>(result: Each): PayloadOf<Each> => {
  if (isRefusal(result)) throw new MutationRefused(result)
  return result as PayloadOf<Each>
}
