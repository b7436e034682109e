import type { Profile } from '@constat/core/vocabulary'
import { addYears, type LawDate } from '../calendar/law-date.ts'
import { parisDate } from '../calendar/time-zone.ts'
import type { Decision } from '../decision/decision.ts'
import { judge, type Approval, type Check } from '../decision/judge.ts'
import type { KeepProofFacts } from '../question/question.ts'
import { isCall } from './contact.ts'
import type { Provision } from './provision.ts'

type Kept = KeepProofFacts & { readonly date: LawDate; readonly strict: boolean }

const within = (start: number | null, years: number, date: LawDate): boolean =>
  start !== null && date <= addYears(parisDate(start), years)

// An archive until a contract or a claim is time-barred (C. civ. 2224).
const isEvidence = ({ contractConcludedAt, litigation, date }: Kept): boolean =>
  litigation || within(contractConcludedAt, 5, date)

const FROM_2026 = '2026-08-11'

const CHECKS: readonly Check<Kept>[] = [
  {
    id: 'R223-2:three-years',
    citation: 'C. conso. R223-2; GDPR 5(1)(e), 17(3)(b), (e)',
    from: FROM_2026,
    to: null,
    code: 'RETENTION_EXCEEDED',
    applies: isCall,
    holds: (kept) => within(kept.consentGivenAt, 3, kept.date) || isEvidence(kept),
  },
  ...[
    { id: 'GDPR-5-1-e:proof', from: null, to: null, applies: (kept: Kept) => !isCall(kept) },
    { id: 'GDPR-5-1-e:phone-proof', from: null, to: '2026-08-10', applies: isCall },
  ].map((version) => ({
    ...version,
    citation: 'GDPR 5(1)(e), 7(1), 17(3)(e); C. civ. 2224',
    code: 'RETENTION_EXCEEDED' as const,
    // A consent that still serves must be provable; afterwards, until claims are time-barred, or the shorter strict period.
    holds: (kept: Kept) =>
      (kept.consentGivenAt !== null && kept.withdrawnAt === null) ||
      within(kept.withdrawnAt, kept.strict ? 3 : 5, kept.date) ||
      isEvidence(kept),
  })),
]

const KEPT: Approval = {
  id: 'R223-2:keep',
  citation: 'C. conso. R223-2; GDPR 17(3)(b), (e)',
  from: null,
  to: null,
  code: 'PROOF_RETENTION_3Y',
  basis: 'LEGAL_OBLIGATION',
}

/** Every provision of keeping proof, for those who print or test the law. */
export const KEEP_PROOF_PROVISIONS: readonly Provision[] = [...CHECKS, KEPT]

/** Is the proof of a consent to be kept, minimised, even against a request to erase it (law.md X6, §7). */
export const decideKeepProof = (facts: KeepProofFacts, profile: Profile): Decision => {
  const kept = { ...facts, date: parisDate(facts.at), strict: profile === 'strict' }
  return judge(CHECKS, kept, kept.date, KEPT)
}
