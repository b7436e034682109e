import type { Observation, TrailStep } from '@constat/core/consent'
import type { ShownAnswer } from '../form/answer.ts'

/** What the person did, oldest first. */
export type Trail = Observation['trail']

const MAX_STEPS = 64

/** Adds a step; past 64 the oldest goes, so that the acts that made the final answers stay. */
export const withStep = (
  trail: Trail,
  ms: number,
  step: TrailStep,
  question: string | null,
  trusted: boolean,
  via = '',
): Trail =>
  [...trail, [Math.round(ms), step, question, trusted ? 1 : 0, via] satisfies Trail[number]].slice(-MAX_STEPS)

/** The step that records an answer. */
export const STEP_OF: { readonly [answer in ShownAnswer]: TrailStep } = {
  GRANTED: 'grant',
  REFUSED: 'refuse',
  UNANSWERED: 'clear',
}
