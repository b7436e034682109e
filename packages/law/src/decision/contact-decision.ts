import type { Profile } from '@constat/core/vocabulary'
import { parisDate } from '../calendar/time-zone.ts'
import type { ContactFacts } from '../question/question.ts'
import { toDecision, verdictOf, type Decision } from './decision.ts'
import { evaluateContact } from './evaluate.ts'
import type { Evaluation, Found } from './evaluation.ts'

// Each step clears the longest wait found; hours, holidays, cap and cooling-off together take a handful.
const MAX_STEPS = 100

/** Until when the longest wait found lasts: 0 where there is nothing to wait for, Infinity where there is no end. */
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

/** What the gates say of the same facts at a later instant. */
type Later = { readonly at: number; readonly evaluation: Evaluation }

/**
 * What the gates say once there is nothing left to wait for, or something forbids; null when that never comes. On the
 * grounds that bear it now, nothing earlier can be lawful than the end of the longest wait, so each step goes there and
 * asks again.
 */
const afterWaiting = (facts: ContactFacts, strict: boolean, start: Later): Later | null => {
  let { evaluation } = start
  if (longestWait(evaluation) === 0) return start
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const at = longestWait(evaluation)
    if (!Number.isFinite(at)) return null
    evaluation = evaluateContact(recheckedAt(facts, at), at, strict)
    if (longestWait(evaluation) === 0 || verdictOf(evaluation.findings) === 'DENY') return { at, evaluation }
  }
  return null
}

// A ground bound to a precise time may bear the contact before the one that bears it now is open again.
const slotsAhead = ({ consent, callback }: ContactFacts, at: number): readonly number[] =>
  [consent?.slot?.start, callback?.slot?.start].flatMap((start) =>
    start !== undefined && start > at ? [start] : [],
  )

const isAllowed = (later: Later | null): later is Later =>
  later !== null && verdictOf(later.evaluation.findings) === 'ALLOW'

/** The first lawful instant, else what came of waiting; null when the wait never ends. */
const firstLater = (facts: ContactFacts, strict: boolean, now: Evaluation): Later | null => {
  const waited = afterWaiting(facts, strict, { at: facts.at, evaluation: now })
  if (facts.consent?.slot == null && facts.callback?.slot == null) return waited
  const slots = slotsAhead(facts, facts.at).map((at) =>
    afterWaiting(facts, strict, { at, evaluation: evaluateContact(recheckedAt(facts, at), at, strict) }),
  )
  return [waited, ...slots].filter(isAllowed).toSorted((one, other) => one.at - other.at)[0] ?? waited
}

/** What is forbidden by then, or never ends, is denied now: its reasons first. */
const denied = (now: Evaluation, later: Later | null): Decision =>
  toDecision(
    later === null
      ? { ...now, findings: now.findings.map((each) => (each.weight === 'DEFER' ? asDenied(each) : each)) }
      : { ...now, findings: [...forbidding(later.evaluation).map(asDenied), ...now.findings] },
    null,
  )

/** May this person be contacted so, for this, at this instant (law.md §3.1 to §3.7). */
export const decideContact = (facts: ContactFacts, profile: Profile): Decision => {
  const strict = profile === 'strict'
  const now = evaluateContact(facts, facts.at, strict)
  const verdict = verdictOf(now.findings)
  if (verdict === 'ALLOW' || verdict === 'DENY' || longestWait(now) === 0) return toDecision(now, null)
  const later = firstLater(facts, strict, now)
  const then = later === null ? 'DENY' : verdictOf(later.evaluation.findings)
  // What a person would have to judge is not worth judging when it may not be done by the time it may be.
  if (verdict === 'REVIEW') return then === 'DENY' ? denied(now, later) : toDecision(now, null)
  return later !== null && then === 'ALLOW' ? toDecision(now, later.at) : denied(now, later)
}
