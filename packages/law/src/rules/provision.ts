import type { LawDate } from '../calendar/law-date.ts'
import type { Gate, ReasonCode } from '../decision/reason-code.ts'

/** A provision and the days on which it is the law. */
export type Provision = {
  /** Stable identifier `<text>:<rule>`; a new version of a text is a new id. */
  readonly id: string
  readonly citation: string
  /** First day in force, counted in Paris; null when older than any question we answer. */
  readonly from: LawDate | null
  /** Last day in force; null while it is the law. */
  readonly to: LawDate | null
}

/** Whether a provision is the law on a day. */
export const inForce = ({ from, to }: Provision, date: LawDate): boolean =>
  (from === null || date >= from) && (to === null || date <= to)

/**
 * What one finding does to the verdict: OK and REMARK nothing; DEFER until a later instant; REVIEW and DENY forbid.
 * In this order: the heaviest finding is the verdict.
 */
export const WEIGHTS = ['OK', 'REMARK', 'DEFER', 'REVIEW', 'DENY'] as const
export type Weight = (typeof WEIGHTS)[number]

/** What a rule says of a question. */
export type Finding = {
  readonly code: ReasonCode
  readonly weight: Weight
  /** Where its reason stands, when not at the gate of its rule. */
  readonly gate?: Gate
  /** Of a DEFER: the first instant (epoch milliseconds) at which this finding alone is gone. */
  readonly until?: number | undefined
  /** The provision that says so, when not the rule itself. */
  readonly by?: Provision
}
