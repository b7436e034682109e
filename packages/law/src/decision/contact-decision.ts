import type { Profile } from '@constat/core/vocabulary'
import { parisDate } from '../calendar/time-zone.ts'
import type { ContactFacts } from '../question/question.ts'
import { toDecision, verdictOf, type Decision } from './decision.ts'
import { evaluateContact } from './evaluate.ts'
import type { Evaluation, Found } from './evaluation.ts'

// Each step clears the longest wait found; hours, holidays, cap and cooling-off together take a handful.
const MAX_STEPS = 100

const longestWait = ({ findings }: Evaluation): number =>
  findings.reduce(
    (latest, { weight, until = Infinity }) => (weight === 'DEFER' ? Math.max(latest, until) : latest),
    0,
  )

const asDenied = (finding: Found): Found => ({ ...finding, weight: 'DENY' })

const forbidding = ({ findings }: Evaluation): readonly Found[] =>
  findings.filter(({ weight }) => weight === 'DENY' || weight === 'REVIEW')

// The list is checked again each month (C. conso. L223-4): waiting does not make a clean number a listed one.
const recheckedAt = (facts: ContactFacts, at: number): ContactFacts =>
  facts.bloctel?.listed === false ? { ...facts, bloctel: { listed: false, lastCheck: parisDate(at) } } : facts

/**
 * Looks for the first lawful instant on the same facts. Nothing earlier can be lawful than the end of the longest wait,
 * so each step goes there and asks again. When the law forbids by then, there is none, and what forbids is the reason.
 */
const decideDeferred = (facts: ContactFacts, strict: boolean, now: Evaluation): Decision => {
  let evaluation = now
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const at = longestWait(evaluation)
    if (!Number.isFinite(at)) break
    evaluation = evaluateContact(recheckedAt(facts, at), at, strict)
    const verdict = verdictOf(evaluation.findings)
    if (verdict === 'ALLOW') return toDecision(now, at)
    if (verdict !== 'DEFER')
      return toDecision(
        { ...now, findings: [...forbidding(evaluation).map(asDenied), ...now.findings] },
        null,
      )
  }
  return toDecision(
    { ...now, findings: now.findings.map((each) => (each.weight === 'DEFER' ? asDenied(each) : each)) },
    null,
  )
}

/** May this person be contacted so, for this, at this instant (law.md §3.1 to §3.7). */
export const decideContact = (facts: ContactFacts, profile: Profile): Decision => {
  const strict = profile === 'strict'
  const evaluation = evaluateContact(facts, facts.at, strict)
  return verdictOf(evaluation.findings) === 'DEFER'
    ? decideDeferred(facts, strict, evaluation)
    : toDecision(evaluation, null)
}
