import type { Profile, Verdict } from '@constat/core/vocabulary'
import type { ReasonCode } from '../decision/reason-code.ts'
import type { Question } from '../question/question.ts'

/** What a row of law.md asks of the engine: the first code carries the verdict, the others are among the reasons. */
export type Case = {
  readonly row: string
  readonly question: Question
  readonly profiles: readonly Profile[]
  readonly verdict: Verdict
  readonly reasons: readonly [ReasonCode, ...ReasonCode[]]
}

const under =
  (...profiles: readonly Profile[]) =>
  (
    row: string,
    question: Question,
    verdict: Verdict,
    ...reasons: readonly [ReasonCode, ...ReasonCode[]]
  ): Case => ({
    row,
    question,
    profiles,
    verdict,
    reasons,
  })

/** A row that both profiles read alike. */
export const both = under('standard', 'strict')
/** A row as the statute and the CNIL's doctrine read it. */
export const standard = under('standard')
/** A row with the doubt against contact. */
export const strict = under('strict')
