import type { Profile, Verdict } from '@constat/core/vocabulary'
import type { ReasonCode } from '../decision/reason-code.ts'
import type { Question } from '../question/question.ts'

/** The last second of a day and the first of the next, on the clock of Paris. */
export type Seconds = readonly [eve: string, day: string]

/** The midnights at which the law of law.md §0 changes. */
export const GDPR: Seconds = ['2018-05-24T23:59:59+02:00', '2018-05-25T00:00:00+02:00']
export const SCOPE: Seconds = ['2020-07-25T23:59:59+02:00', '2020-07-26T00:00:00+02:00']
export const INSURANCE: Seconds = ['2022-03-31T23:59:59+02:00', '2022-04-01T00:00:00+02:00']
export const CPF: Seconds = ['2022-12-20T23:59:59+01:00', '2022-12-21T00:00:00+01:00']
export const CALLER_ID: Seconds = ['2022-12-31T23:59:59+01:00', '2023-01-01T00:00:00+01:00']
export const HOURS: Seconds = ['2023-02-28T23:59:59+01:00', '2023-03-01T00:00:00+01:00']
export const BANS: Seconds = ['2025-07-01T23:59:59+02:00', '2025-07-02T00:00:00+02:00']
export const CHARTER: Seconds = ['2026-02-28T23:59:59+01:00', '2026-03-01T00:00:00+01:00']
export const AI: Seconds = ['2026-08-01T23:59:59+02:00', '2026-08-02T00:00:00+02:00']
export const OPT_IN: Seconds = ['2026-08-10T23:59:59+02:00', '2026-08-11T00:00:00+02:00']

/** An answer: its verdict and first reason. */
type Answer = readonly [verdict: Verdict, first: ReasonCode]

/** One question, asked in the last second of a day and in the first of the next, on which the law is another. */
export type Change = {
  readonly row: string
  readonly profiles: readonly Profile[]
  readonly question: Question
  readonly eve: { readonly at: string; readonly answer: Answer }
  readonly day: { readonly at: string; readonly answer: Answer }
}

/** A change, asked under these profiles. */
export const under =
  (...profiles: readonly Profile[]) =>
  (row: string, [eve, day]: Seconds, question: Question, before: Answer, after: Answer): Change => ({
    row,
    profiles,
    question,
    eve: { at: eve, answer: before },
    day: { at: day, answer: after },
  })
