import type { NoticeQuestion } from '@constat/core/notice'
import { addYears, daysBetween, type LawDate } from '../calendar/law-date.ts'
import { inForce } from '../rules/provision.ts'
import { error, warning, when, type LintFinding, type LintSubject } from './finding.ts'
import { itemRule } from './item-rules.ts'
import { isUnderstood } from './wording.ts'
import { weighLabelLength } from './wording-period.ts'
import { weighRenewal } from './wording-renewal.ts'

/** The days that hold in a year whenever it begins. */
const YEAR = 365

/** Days by which a period in months or years may differ from one in days. */
const ROUNDING = 3

/** The days of a year that begins on a date; strict, never more than 365 (law.md D-13). */
const daysOfYear = (date: LawDate, strict: boolean): number =>
  strict ? YEAR : daysBetween(date, addYears(date, 1))

/**
 * What R223-1 asks of a question by which a consumer consents to calls: goods, and a year at most without renewal; `toldDays` is the period
 * that the notice's items name.
 */
export const lintPeriod = (
  { periodDays, goods, label }: NoticeQuestion,
  path: readonly string[],
  { notice, date, strict }: LintSubject,
  toldDays: number | null,
): readonly LintFinding[] => {
  const read = isUnderstood(notice.locale)
  const period = itemRule('NR_PERIOD')
  if (!inForce(period, date)) return []
  const days = periodDays ?? 0
  const length = weighLabelLength(label)
  const atPeriod = [...path, 'periodDays']
  return [
    ...when(
      periodDays === undefined,
      error(
        period.id,
        atPeriod,
        'Give periodDays, at most 365: consent to calls lasts a year at most.',
        period.citation,
      ),
    ),
    ...when(
      days > daysOfYear(date, strict),
      error(
        period.id,
        atPeriod,
        'Shorten periodDays to 365 or less: consent to calls lasts a year at most.',
        period.citation,
      ),
    ),
    ...when(
      days > YEAR && days <= daysOfYear(date, strict),
      warning(
        period.id,
        atPeriod,
        'Shorten periodDays to 365: 366 days are a year only while it has a 29 February.',
        period.citation,
      ),
    ),
    ...when(
      goods.length === 0,
      error(
        'NR_GOODS',
        [...path, 'goods'],
        'Name the goods or services: consent to calls covers none that it does not name.',
        itemRule('NR_GOODS').citation,
      ),
    ),
    ...when(
      toldDays !== null && days > toldDays + ROUNDING,
      warning(
        period.id,
        atPeriod,
        'Shorten periodDays to what NR_PERIOD says: the person agrees to no more than she is told.',
        period.citation,
      ),
    ),
    ...when(
      read && length !== null,
      (length === 'ERROR' ? error : warning)(
        period.id,
        [...path, 'label'],
        'Say a year or less in the label: consent to calls lasts a year at most.',
        period.citation,
      ),
    ),
    ...when(
      read && weighRenewal(label) === 'ERROR',
      error(
        period.id,
        [...path, 'label'],
        'Take the renewal out of the label: consent to calls never renews itself.',
        period.citation,
      ),
    ),
  ]
}
