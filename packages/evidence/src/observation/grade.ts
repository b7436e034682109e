import {
  OBSERVATION_FLAGS,
  type Observation,
  type ObservationFlag,
  type TrailStep,
} from '@constat/core/consent'
import type { Sha256 } from '@constat/core/canonical'
import type { ObservationGrade } from '@constat/core/vocabulary'
import { WORDS_SHA256 } from './words.ts'

/** What an observation is worth, and each contradiction found in it, in the order of `OBSERVATION_FLAGS`. */
export type GradedObservation = {
  readonly grade: ObservationGrade
  readonly flags: readonly ObservationFlag[]
}

/** Milliseconds in view: in less nobody reacts to anything, let alone reads and chooses. */
const MIN_VISIBLE_MS = 250

/** Black on white at this opacity, percent, has the 3:1 below which no text passes {@link MIN_CONTRAST}; under it nothing can. */
const MIN_OPACITY = 42

// WCAG 2.2, "relative luminance", of grey from 0 to 1, and back.
const lightOf = (grey: number): number => (grey <= 0.04045 ? grey / 12.92 : ((grey + 0.055) / 1.055) ** 2.4)
const greyOf = (light: number): number =>
  light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055

/**
 * What fading leaves of a contrast, both × 100, on the ground that leaves least: dark print on white over white, or the reverse, which is
 * as much.
 */
const fadedContrast = ({ contrast, opacity }: QuestionFacts): number => {
  const grey = greyOf(Math.max(0, 105 / contrast - 0.05))
  return 105 / (lightOf(1 - (opacity / 100) * (1 - grey)) + 0.05)
}

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

const isInOrder = ({ trail }: Observation): boolean =>
  trail.every(([ms], index) => ms >= (trail[index - 1]?.[0] ?? 0))

/** A press of her own on an answer that the page kept from taking effect: the element notes no other trusted click. */
const isKeptFromHer = ([, step, , trusted]: Observation['trail'][number]): boolean =>
  step === 'click' && trusted === 1

/** A clock that is read twice, a little apart. */
const CLOCK_SLACK_MS = 1000

// A page that was left after so long cannot have shown a question for longer.
const isLongerThanThePage = ({ trail }: Observation, { visibleMs }: QuestionFacts): boolean => {
  const last = trail.at(-1)
  return last?.[1] === 'submit' && visibleMs > last[0] + CLOCK_SLACK_MS
}

type Expected = {
  readonly expectedTextSha256: Sha256
  /** Of the notice. */
  readonly locale: string
  readonly grantedQuestions: readonly string[]
}
// Older widgets do not tell; words of languages that Constat does not speak come from the site, and stand in the statement as a hash.
const areKnownWords = ({ wordsSha256 }: Observation, { locale }: Expected): boolean => {
  const own = WORDS_SHA256.get(locale.split('-')[0] ?? '')
  return !wordsSha256 || !own || [...own, ...(WORDS_SHA256.get('en') ?? [])].includes(wordsSha256)
}

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
      (facts) =>
        !facts ||
        facts.visibleMs < MIN_VISIBLE_MS ||
        facts.opacity < MIN_OPACITY ||
        isLongerThanThePage(observation, facts),
    ),
  // A browser that computes occlusion itself sees more of what lies over a question than the element does.
  COVERED: (observation, expected) =>
    someGranted(observation, expected, (facts) => facts && (facts.covered || facts.vouched === false)),
  ILLEGIBLE: (observation, expected) =>
    someGranted(
      observation,
      expected,
      (facts) =>
        facts &&
        (facts.fontPx < MIN_FONT_PX ||
          // More fading than that is HIDDEN.
          fadedContrast({ ...facts, opacity: Math.max(facts.opacity, MIN_OPACITY) }) < MIN_CONTRAST),
    ),
  // The element draws yes and no in one size: where they differ, something changed what it drew.
  ALTERED: (observation, expected) =>
    observation.textSha256 !== expected.expectedTextSha256 ||
    observation.altered === true ||
    observation.trail.some(isKeptFromHer) ||
    !areKnownWords(observation, expected) ||
    someGranted(observation, expected, (facts) => facts?.equal === false),
  UNTRUSTED_ACT: (observation, { grantedQuestions }) =>
    !grantedQuestions.every((question) => isInOrder(observation) && isGrantedByHand(observation, question)),
}

/**
 * Grades what the widget measured (widget.md 4.7): the text on screen is the notice's, and each question that was
 * granted was in view, uncovered, legible, its answers equal, and granted by an act of the person after it was shown. Questions left alone or refused are
 * not judged: nothing is drawn from them against the person. The widget's own words are those of the notice's language, or English. `expectedTextSha256` is the SHA-256 of the canonical JSON
 * of `noticeText(notice)`.
 */
export const gradeObservation = (observation: Observation | null, expected: Expected): GradedObservation => {
  if (!observation) return { grade: 'INCOMPLETE', flags: [] }
  const flags = OBSERVATION_FLAGS.filter((flag) => CONTRADICTIONS[flag](observation, expected))
  return { grade: flags.length > 0 ? 'FLAGGED' : 'ASSURED', flags }
}
