import { zoneOfTerritory } from '../calendar/territory.ts'
import { parisDate, PARIS } from '../calendar/time-zone.ts'
import type { ContactFacts } from '../question/question.ts'
import { readings, type Reading } from '../rules/audience.ts'
import type { Contact, Held } from '../rules/contact.ts'
import { reconcile, type Lifting } from '../rules/l223-7.ts'
import { lawOf } from '../rules/pack.ts'
import { callbackFindings } from '../rules/r223-4.ts'
import type { Prohibition } from '../rules/rule.ts'
import { consentStanding } from './consent-standing.ts'
import { found, worst, type Evaluation, type Found } from './evaluation.ts'

const NO_ATTEMPTS: Contact['attemptDates'] = []
const NOTHING_HELD: readonly Held[] = []
const NOTHING_FOUND: readonly Found[] = []

// Prerecorded and AI voices are automated calls whatever the asker calls them (law.md §2).
const channelOf = ({ channel, dialing }: ContactFacts): Contact['channel'] =>
  channel === 'LIVE_CALL' && (dialing === 'PRERECORDED' || dialing === 'AI_VOICE')
    ? 'AUTOMATED_CALL'
    : channel

/** A contact whose grounds are still looked for. */
type Draft = { -readonly [fact in keyof Contact]: Contact[fact] }

const draftOf = (facts: ContactFacts, at: number, strict: boolean, { person, findings }: Reading): Draft => ({
  ...facts,
  at,
  date: parisDate(at),
  strict,
  channel: channelOf(facts),
  goods: facts.offer?.goods ?? null,
  purpose: facts.purpose ?? 'COMMERCIAL_PROSPECTING',
  sector: facts.sector ?? 'GENERAL',
  timeZone: facts.timeZone ?? zoneOfTerritory(facts.territory) ?? PARIS,
  territory: facts.territory ?? 'FR-MET',
  attemptDates: facts.attemptDates ?? NO_ATTEMPTS,
  person,
  audienceFindings: findings,
  consentStanding: null,
  callbackFindings: null,
  held: NOTHING_HELD,
})

const isAt = ({ slot }: Held, at: number): boolean => slot === null || (at >= slot.start && at < slot.end)

/** Tries the grounds of a prohibition in their order; a ground bound to another time gives way to one that is not. */
const lift = (prohibition: Prohibition, contact: Contact): Lifting => {
  let bound: Held | null = null
  let doubt: readonly Found[] | null = null
  const against: Found[] = []
  for (const ground of prohibition.grounds) {
    const outcome = ground.test(contact)
    if (outcome.holds) {
      const { code, basis, slot = null } = outcome
      const held: Held = { code, basis, slot, ground }
      if (isAt(held, contact.at)) return { held, findings: NOTHING_FOUND }
      bound ??= held
    } else if (outcome.findings.length > 0) {
      const lacking = outcome.findings.map((finding) => found(finding, ground, 'consent'))
      if (lacking.every(({ weight }) => weight === 'REVIEW')) doubt ??= lacking
      against.push(...lacking)
    }
  }
  return bound === null
    ? { held: null, findings: doubt ?? against }
    : { held: bound, findings: NOTHING_FOUND }
}

// Every question passes here: one walk over the law of the situation, and nothing made but what is found.
const evaluateReading = (facts: ContactFacts, at: number, strict: boolean, reading: Reading): Evaluation => {
  const contact = draftOf(facts, at, strict, reading)
  const law = lawOf(contact.date, contact)
  if (facts.consent !== null) contact.consentStanding = consentStanding(law.consent, facts.consent, contact)
  contact.callbackFindings = callbackFindings(contact)
  const findings: Found[] = []
  let pattern = contact.consentStanding === null ? 0 : 1

  const liftings: Lifting[] = []
  const held: Held[] = []
  for (const prohibition of law.prohibitions) {
    const lifting = lift(prohibition, contact)
    liftings.push(lifting)
    for (const ground of prohibition.grounds)
      pattern = pattern * 2 + (lifting.held?.ground === ground ? 1 : 0)
    if (lifting.held === null) continue
    held.push(lifting.held)
    findings.push(found({ code: lifting.held.code, weight: 'OK' }, lifting.held.ground, 'consent'))
  }
  contact.held = held
  for (const finding of reconcile(liftings, strict)) findings.push(finding)

  for (const rule of law.rules) {
    if (rule.when !== undefined) {
      const bears = rule.when(contact)
      pattern = pattern * 2 + (bears ? 1 : 0)
      if (!bears) continue
    }
    const said = rule.test(contact)
    if (said.length > 0) for (const finding of said) findings.push(found(finding, rule, rule.gate))
  }
  for (const { when } of law.duties) pattern = pattern * 2 + (when === undefined || when(contact) ? 1 : 0)
  const { ruleIds, obligations } = law.bearing(pattern)
  return { findings, legalBasis: held[0]?.basis ?? null, obligations, ruleIds }
}

/** Puts the facts of a contact at an instant to every gate, for each way to read who is contacted. */
export const evaluateContact = (facts: ContactFacts, at: number, strict: boolean): Evaluation => {
  const { first, second, take } = readings(facts, strict)
  const one = evaluateReading(facts, at, strict, first)
  if (second === null) return one
  const other = evaluateReading(facts, at, strict, second)
  const heavier = worst(other.findings) - worst(one.findings)
  return (take === 'best' ? heavier < 0 : heavier > 0) ? other : one
}
