import {
  OBSERVATION_FLAGS,
  type Observation,
  type ObservationFlag,
  type TrailStep,
} from '@constat/core/consent'
import type { Sha256 } from '@constat/core/canonical'
import type { ObservationGrade } from '@constat/core/vocabulary'

/** What an observation is worth, and each contradiction found in it, in the order of `OBSERVATION_FLAGS`. */
export type GradedObservation = {
  readonly grade: ObservationGrade
  readonly flags: readonly ObservationFlag[]
}

/** Black on white at this opacity, percent, has the 3:1 below which no text passes {@link MIN_CONTRAST}; under it nothing can. */
const MIN_OPACITY = 42

/** 3:1 × 100, what WCAG 2.2 criterion 1.4.3 and RGAA 4.1 criterion 3.2 ask of the largest text: below, text of no size passes. */
const MIN_CONTRAST = 300

/**
 * CSS pixels. No text sets a size for consent; body 8 (C. conso. R312-10, for credit) is 3 mm or 11 px. This is well
 * under it, so that only print meant not to be read is flagged.
 */
const MIN_FONT_PX = 9

const ANSWERING: readonly TrailStep[] = ['grant', 'refuse', 'clear']

// The answer of the form is the last act on the question; another act there, or none, was not the person's.
const isGrantedByHand = (observation: Observation, question: string): boolean => {
  const last = observation.trail.findLast(([, step, on]) => on === question && ANSWERING.includes(step))
  return last !== undefined && last[1] === 'grant' && last[3] === 1
}

type Expected = { readonly expectedTextSha256: Sha256; readonly grantedQuestions: readonly string[] }
type QuestionFacts = Observation['questions'][string]

const someGranted = (
  observation: Observation,
  { grantedQuestions }: Expected,
  test: (facts: QuestionFacts | undefined) => boolean | undefined,
): boolean => grantedQuestions.some((question) => test(observation.questions[question]))

const CONTRADICTIONS: {
  readonly [flag in ObservationFlag]: (observation: Observation, expected: Expected) => boolean
} = {
  HIDDEN: (observation, expected) =>
    someGranted(
      observation,
      expected,
      (facts) => !facts || facts.visibleMs === 0 || facts.opacity < MIN_OPACITY,
    ),
  COVERED: (observation, expected) => someGranted(observation, expected, (facts) => facts?.covered),
  ILLEGIBLE: (observation, expected) =>
    someGranted(
      observation,
      expected,
      (facts) => facts && (facts.fontPx < MIN_FONT_PX || facts.contrast < MIN_CONTRAST),
    ),
  ALTERED: ({ textSha256 }, { expectedTextSha256 }) => textSha256 !== expectedTextSha256,
  UNTRUSTED_ACT: (observation, { grantedQuestions }) =>
    !grantedQuestions.every((question) => isGrantedByHand(observation, question)),
}

/**
 * Grades what the widget measured (widget.md 4.7): the text on screen is the notice's, and each question that was
 * granted was in view, uncovered and legible, and granted by an act of the person. Questions left alone or refused are
 * not judged: nothing is drawn from them against the person. `expectedTextSha256` is the SHA-256 of the canonical JSON
 * of `noticeText(notice)`.
 */
export const gradeObservation = (observation: Observation | null, expected: Expected): GradedObservation => {
  if (!observation) return { grade: 'INCOMPLETE', flags: [] }
  const flags = OBSERVATION_FLAGS.filter((flag) => CONTRADICTIONS[flag](observation, expected))
  return { grade: flags.length > 0 ? 'FLAGGED' : 'ASSURED', flags }
}
