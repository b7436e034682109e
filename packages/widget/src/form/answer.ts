import type { NoticeDocument, NoticeQuestion } from '@constat/core/notice'

/** What a person's act on a shown question can amount to; NOT_ASKED is for what was never drawn. */
export type ShownAnswer = 'GRANTED' | 'REFUSED' | 'UNANSWERED'

/** The answer to every question of the notice shown, by question key. */
export type Answers = { readonly [question: string]: ShownAnswer }

/**
 * The answers that a question offers, one control each: an opt-in box offers yes, an objection box offers no
 * (architecture.md, "Semantics": the answer is about being contacted, never about the tick).
 */
export const offeredAnswers = ({ kind, control }: NoticeQuestion): readonly ('GRANTED' | 'REFUSED')[] => {
  if (kind !== 'OPT_IN') return ['REFUSED']
  return control === 'YES_NO' ? ['GRANTED', 'REFUSED'] : ['GRANTED']
}

/** Where every notice starts: nothing pre-answers (law.md CB-1, CB-11). */
export const unanswered = (notice: NoticeDocument): Answers =>
  Object.fromEntries(notice.questions.map(({ key }) => [key, 'UNANSWERED']))

/**
 * Whether a question needs an answer before the form may go, by its own word or the element's. Only a yes/no can: to
 * require a single box would be to require its tick (law.md CB-6).
 */
export const isRequired = (question: NoticeQuestion, all: boolean): boolean =>
  (all || question.required === true) && offeredAnswers(question).length > 1

/** The first question that still needs an answer. */
export const missingAnswer = (
  notice: NoticeDocument,
  answers: Answers,
  all: boolean,
): NoticeQuestion | undefined =>
  notice.questions.find((question) => isRequired(question, all) && answers[question.key] === 'UNANSWERED')
