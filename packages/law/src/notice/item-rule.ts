import type { LawDate } from '../calendar/law-date.ts'
import type { Provision } from '../rules/provision.ts'
import type { FormFacts } from './form-facts.ts'
import type { Known } from './known.ts'

/** When a piece of mandatory information must be given, and by whom it can be shown (law.md §4). */
export type ItemLaw = Omit<Provision, 'id'> & {
  /** What it tells the person, after "it tells". */
  readonly content: string
  /** Whether it must be given; null when the facts do not tell. */
  readonly requires: (form: FormFacts) => Known
  /** Whether it is usual that it must be given where `requires` does not know; then its absence is advised against. */
  readonly usual?: (form: FormFacts) => Known
  /** First day from which it must not be given any more. */
  readonly absentFrom?: LawDate
  /** Why no notice document can show that it is given; absent where the lint checks it. */
  readonly elsewhere?: string
}

type Dates = Pick<Provision, 'from' | 'to'>

/** Applicable since the GDPR. */
export const GDPR: Dates = { from: '2018-05-25', to: null }

/** Since law 2025-594 and décret 2026-662: consent before calls. */
export const FROM_2026: Dates = { from: '2026-08-11', to: null }

/** Older than any question we answer. */
export const ALWAYS: Dates = { from: null, to: null }

/** Information that a notice document carries. */
export const told = (
  content: string,
  citation: string,
  dates: Dates,
  requires: ItemLaw['requires'],
): ItemLaw => ({ ...dates, content, citation, requires })

/**
 * Information that something other than a notice document gives: a message, a call, the form around it. Whether it is
 * due is not known unless `requires` tells.
 */
export const toldElsewhere = (
  content: string,
  citation: string,
  dates: Dates,
  elsewhere: string,
  requires: ItemLaw['requires'] = () => null,
): ItemLaw => ({ ...dates, content, citation, elsewhere, requires })
