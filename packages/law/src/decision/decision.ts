import type { LegalBasis, Verdict } from '@constat/core/vocabulary'
import { WEIGHTS, type Weight } from '../rules/provision.ts'
import { worst, type Evaluation, type Found } from './evaluation.ts'
import type { Message } from '../messages/message.ts'
import { MESSAGES } from '../messages/messages.ts'
import { GATES, REASON_CODES, type Obligation, type ReasonCode } from './reason-code.ts'

/** One reason of a verdict, for a person to read and for a program to act on. */
export type Reason = { readonly code: ReasonCode; readonly citation: string; readonly message: Message }

/** The answer of the law to a question. */
export type Decision = {
  readonly verdict: Verdict
  /** What carries the verdict first; within that, in the order of the gates (law.md §3). Never empty. */
  readonly reasons: readonly Reason[]
  /** Null on DENY and REVIEW, and where no personal data are involved. */
  readonly legalBasis: LegalBasis | null
  /** What is still to be done; on ALLOW only. */
  readonly obligations: readonly Obligation[]
  /** The provisions in force on the day that bear on the question. */
  readonly ruleIds: readonly string[]
  /** On DEFER, the first lawful instant (epoch milliseconds) on the same facts; else null. */
  readonly nextPossibleAt: number | null
}

const VERDICTS: { readonly [weight in Weight]: Verdict } = {
  OK: 'ALLOW',
  REMARK: 'ALLOW',
  DEFER: 'DEFER',
  REVIEW: 'REVIEW',
  DENY: 'DENY',
}

/** The verdict that findings carry: the heaviest of them. */
export const verdictOf = (findings: readonly Found[]): Verdict => VERDICTS[WEIGHTS[worst(findings)] ?? 'DENY']

const GATE_RANK = new Map(GATES.map((gate, rank) => [gate, rank]))
const CODE_RANK = new Map(REASON_CODES.map((code, rank) => [code, rank]))

/** How reasons of equal weight stand: in the order of the gates, or as they were found. */
export type Order = 'by-gate' | 'as-found'

const carries = (weight: Weight, verdict: Verdict): boolean =>
  weight === 'REMARK' ? verdict !== 'ALLOW' : VERDICTS[weight] === verdict

const rankOf = ({ gate, code }: Found): number =>
  (GATE_RANK.get(gate) ?? 0) * 1_000 + (CODE_RANK.get(code) ?? 0)

const isByGate = (findings: readonly Found[]): boolean => {
  let last = -1
  for (const finding of findings) {
    const rank = rankOf(finding)
    if (rank < last) return false
    last = rank
  }
  return true
}

// Rules are asked nearly in the order of their gates: most often there is nothing to sort.
const byGate = (findings: readonly Found[]): readonly Found[] =>
  isByGate(findings) ? findings : findings.toSorted((one, other) => rankOf(one) - rankOf(other))

const toReason = ({ code, by }: Found): Reason => ({ code, citation: by.citation, message: MESSAGES[code] })

const toReasons = (findings: readonly Found[], verdict: Verdict, order: Order): readonly Reason[] => {
  const [only] = findings
  if (only && findings.length === 1) return [toReason(only)]
  const sorted = order === 'by-gate' ? byGate(findings) : findings
  const reasons: Reason[] = []
  const say = (finding: Found): void => {
    for (const { code } of reasons) if (code === finding.code) return
    reasons.push(toReason(finding))
  }
  for (const finding of sorted) if (carries(finding.weight, verdict)) say(finding)
  for (const finding of sorted)
    if (!carries(finding.weight, verdict) && (verdict === 'ALLOW' || finding.weight !== 'OK')) say(finding)
  return reasons
}

const NO_OBLIGATIONS: readonly Obligation[] = []

/** Draws the decision from what all gates say; a decision is never without a reason. */
export const toDecision = (
  evaluation: Evaluation,
  nextPossibleAt: number | null,
  order: Order = 'by-gate',
): Decision => {
  const { findings, legalBasis, obligations, ruleIds } = evaluation
  const verdict = verdictOf(findings)
  return {
    verdict,
    reasons: toReasons(findings, verdict, order),
    legalBasis: verdict === 'ALLOW' || verdict === 'DEFER' ? legalBasis : null,
    obligations: verdict === 'ALLOW' ? obligations : NO_OBLIGATIONS,
    ruleIds,
    nextPossibleAt: verdict === 'DEFER' ? nextPossibleAt : null,
  }
}
