import type { NoticeDocument } from '@constat/core/notice'
import type { LawDate } from '../calendar/law-date.ts'
import type { NoticeFacts } from './form-facts.ts'

/**
 * A fault of a notice. ERROR makes publishing refused: what the document shows is unlawful. WARNING is advice: its
 * words can be read so, or leave something unsaid, which a person must judge.
 */
export type LintFinding = {
  /**
   * Id of the rule: CB-n or the item of mandatory information (law.md §4, §5), the rule of RULES.md that bans a sector,
   * or WORDING_NOT_READ.
   */
  readonly rule: string
  /** Where in the document. */
  readonly path: readonly string[]
  readonly severity: 'ERROR' | 'WARNING'
  /** What to do, in English, for a developer. */
  readonly message: string
  readonly citation: string
}

/** A notice on the day on which it would be published. */
export type LintSubject = {
  readonly notice: NoticeDocument
  readonly facts: NoticeFacts
  /** Epoch milliseconds. */
  readonly at: number
  readonly date: LawDate
  readonly strict: boolean
}

/** A fault that makes publishing refused. */
export const error = (
  rule: string,
  path: readonly string[],
  message: string,
  citation: string,
): LintFinding => ({ rule, path, severity: 'ERROR', message, citation })

/** Advice. */
export const warning = (
  rule: string,
  path: readonly string[],
  message: string,
  citation: string,
): LintFinding => ({ rule, path, severity: 'WARNING', message, citation })

/** These findings when their condition is met. */
export const when = (condition: boolean, ...findings: readonly LintFinding[]): readonly LintFinding[] =>
  condition ? findings : []
