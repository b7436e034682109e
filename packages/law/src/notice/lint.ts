import type { NoticeDocument } from '@constat/core/notice'
import type { Profile } from '@constat/core/vocabulary'
import { parisDate } from '../calendar/time-zone.ts'
import { warning, when, type LintFinding, type LintSubject } from './finding.ts'
import type { NoticeFacts } from './form-facts.ts'
import { lintBloctel } from './lint-bloctel.ts'
import { lintGoods } from './lint-goods.ts'
import { lintItems } from './lint-items.ts'
import { lintQuestions } from './lint-questions.ts'
import { isUnderstood } from './wording.ts'

/**
 * When the notice would be published (epoch milliseconds), how doubtful points of law are read, and what no document
 * can show of the processing.
 */
export type LintOptions = {
  readonly at: number
  readonly profile?: Profile | undefined
  readonly facts?: NoticeFacts | undefined
}

/** The finding that is none of the law's: that words could not be judged. */
export const WORDING_NOT_READ = 'WORDING_NOT_READ'

// Silence about words must not be taken for approval of them.
const lintLocale = ({ notice: { locale } }: LintSubject): readonly LintFinding[] =>
  when(
    !isUnderstood(locale),
    warning(
      WORDING_NOT_READ,
      ['locale'],
      'Have someone who reads this language check the wording: the lint reads French, English and German.',
      'GDPR 7(2), 12(1)',
    ),
  )

/**
 * What the law of the day holds against a notice (law.md §4, §5), as far as a document shows it. The document must have
 * been read by `parseNotice`. One with a finding of severity ERROR is not published.
 */
export const lintNotice = (
  document: NoticeDocument,
  { at, profile = 'strict', facts = {} }: LintOptions,
): readonly LintFinding[] => {
  const subject = { notice: document, facts, at, date: parisDate(at), strict: profile === 'strict' }
  return [
    ...lintQuestions(subject),
    ...lintItems(subject),
    ...lintGoods(subject),
    ...lintBloctel(subject),
    ...lintLocale(subject),
  ]
}
