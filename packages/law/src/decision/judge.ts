import type { LegalBasis } from '@constat/core/vocabulary'
import type { LawDate } from '../calendar/law-date.ts'
import { inForce, type Provision } from '../rules/provision.ts'
import { deny, review } from '../rules/rule.ts'
import { BEFORE_THE_RULES } from '../rules/scope.ts'
import { toDecision, type Decision } from './decision.ts'
import { found } from './evaluation.ts'
import type { ReasonCode } from './reason-code.ts'

/** One condition that an act must meet; it is denied, or left to a person, for every one that it does not. */
export type Check<Facts> = Provision & {
  readonly code: ReasonCode
  readonly applies: (facts: Facts) => boolean
  readonly holds: (facts: Facts) => boolean
  /** Whether a person, not this program, judges an act that does not meet it. */
  readonly isDoubtful?: boolean
}

/** On what an act rests when nothing is against it. */
export type Approval = Provision & { readonly code: ReasonCode; readonly basis: LegalBasis | null }

/** The checks in force on a day that bear on an act. */
export const checksOn = <Facts, Each extends Check<Facts>>(
  checks: readonly Each[],
  facts: Facts,
  date: LawDate,
): readonly Each[] => checks.filter((check) => inForce(check, date) && check.applies(facts))

/** Answers an act by its checks, in their order; all are made. */
export const judge = <Facts>(
  checks: readonly Check<Facts>[],
  facts: Facts,
  date: LawDate,
  approval: Approval,
): Decision => {
  const bearing = checksOn(checks, facts, date)
  const broken = bearing.filter((check) => !check.holds(facts))
  const approvals = [approval].filter((each) => inForce(each, date))
  const uncovered = [BEFORE_THE_RULES].filter((each) => inForce(each, date))
  return toDecision(
    {
      findings: [
        ...uncovered.map((each) => found(review('RULESET_NOT_COVERED'), each, 'scope')),
        ...approvals.map((each) => found({ code: each.code, weight: 'OK' }, each, 'form')),
        ...broken.map((check) =>
          found(check.isDoubtful ? review(check.code) : deny(check.code), check, 'form'),
        ),
      ],
      legalBasis: approval.basis,
      obligations: [],
      ruleIds: [...new Set([...uncovered, ...bearing, ...approvals].map(({ id }) => id))],
    },
    null,
    'as-found',
  )
}
