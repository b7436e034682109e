import type { NoticeDocument } from '@constat/core/notice'
import type { Profile } from '@constat/core/vocabulary'
import { parisDate } from '../calendar/time-zone.ts'
import type { LintFinding } from './finding.ts'
import type { NoticeFacts } from './form-facts.ts'
import { lintItems } from './lint-items.ts'
import { lintQuestions } from './lint-questions.ts'

/**
 * When the notice would be published (epoch milliseconds), how doubtful points of law are read, and what no document
 * can show of the processing.
 */
export type LintOptions = {
  readonly at: number
  readonly profile?: Profile | undefined
  readonly facts?: NoticeFacts | undefined
}

/**
 * What the law of the day holds against a notice (law.md §4, §5), as far as a document shows it. The document must have
 * been read by `parseNotice`. One with a finding of severity ERROR is not published.
 */
export const lintNotice = (
  document: NoticeDocument,
  { at, profile = 'strict', facts = {} }: LintOptions,
): readonly LintFinding[] => {
  const subject = { notice: document, facts, date: parisDate(at), strict: profile === 'strict' }
  return [...lintQuestions(subject), ...lintItems(subject)]
}
