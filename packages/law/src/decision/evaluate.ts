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
import type { Obligation } from './reason-code.ts'

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

const contactOf = (
  facts: ContactFacts,
  at: number,
  strict: boolean,
  { person, findings }: Reading,
): Draft => {
  const date = parisDate(at)
  const goods = facts.offer?.goods ?? null
  const channel = channelOf(facts)
  const { advertiser, age } = facts
  const contact: Draft = {
    ...facts,
    at,
    date,
    strict,
    channel,
    goods,
    purpose: facts.purpose ?? 'COMMERCIAL_PROSPECTING',
    sector: facts.sector ?? 'GENERAL',
    timeZone: facts.timeZone ?? PARIS,
    territory: facts.territory ?? 'FR-MET',
    attemptDates: facts.attemptDates ?? NO_ATTEMPTS,
    person,
    audienceFindings: findings,
    consentStanding: consentStanding(facts.consent, { at, date, strict, channel, goods, advertiser, age }),
    callbackFindings: null,
    held: NOTHING_HELD,
  }
  contact.callbackFindings = callbackFindings(contact)
  return contact
}

const isAt = ({ slot }: Held, at: number): boolean => slot === null || (at >= slot.start && at < slot.end)

const isDoubt = (findings: readonly Found[]): boolean =>
  findings.length > 0 && findings.every(({ weight }) => weight === 'REVIEW')

/** Tries the grounds of a prohibition in their order; a ground bound to another time gives way to one that is not. */
const lift = (prohibition: Prohibition, contact: Contact): Lifting => {
  let bound: Held | null = null
  const failed: (readonly Found[])[] = []
  for (const ground of prohibition.grounds) {
    const outcome = ground.test(contact)
    if (outcome.holds) {
      const { code, basis, slot = null } = outcome
      const held: Held = { code, basis, slot, ground }
      if (isAt(held, contact.at)) return { held, findings: NOTHING_FOUND }
      bound ??= held
    } else if (outcome.findings.length > 0)
      failed.push(outcome.findings.map((finding) => found(finding, ground, 'consent')))
  }
  return bound === null
    ? { held: null, findings: failed.find(isDoubt) ?? failed.flat() }
    : { held: bound, findings: NOTHING_FOUND }
}

// Every question passes here: one walk over the law of the day, and nothing made but what is found.
const evaluateReading = (facts: ContactFacts, at: number, strict: boolean, reading: Reading): Evaluation => {
  const contact = contactOf(facts, at, strict, reading)
  const law = lawOf(contact.date, contact)
  const findings: Found[] = []
  const ruleIds: string[] = []
  const obligations: Obligation[] = []

  const liftings: Lifting[] = []
  for (const prohibition of law.prohibitions) {
    ruleIds.push(prohibition.id)
    liftings.push(lift(prohibition, contact))
  }
  const held: Held[] = []
  for (const lifting of liftings) {
    if (lifting.held === null) continue
    const { code, ground } = lifting.held
    held.push(lifting.held)
    if (!ruleIds.includes(ground.id)) ruleIds.push(ground.id)
    findings.push(found({ code, weight: 'OK' }, ground, 'consent'))
  }
  contact.held = held
  for (const finding of reconcile(liftings, strict)) findings.push(finding)

  for (const rule of law.rules) {
    if (rule.when !== undefined && !rule.when(contact)) continue
    ruleIds.push(rule.id)
    for (const finding of rule.test(contact)) findings.push(found(finding, rule, rule.gate))
  }
  for (const duty of law.duties) {
    if (duty.when !== undefined && !duty.when(contact)) continue
    ruleIds.push(duty.id)
    obligations.push(duty.obligation)
  }
  if (contact.consentStanding !== null) for (const id of contact.consentStanding.ruleIds) ruleIds.push(id)
  return { findings, legalBasis: held[0]?.basis ?? null, obligations, ruleIds }
}

/** Puts the facts of a contact at an instant to every gate, for each way to read who is contacted. */
export const evaluateContact = (facts: ContactFacts, at: number, strict: boolean): Evaluation => {
  const {
    of: [first, ...others],
    take,
  } = readings(facts, strict)
  let answer = evaluateReading(facts, at, strict, first)
  for (const reading of others) {
    const other = evaluateReading(facts, at, strict, reading)
    const heavier = worst(other.findings) - worst(answer.findings)
    if (take === 'best' ? heavier < 0 : heavier > 0) answer = other
  }
  return answer
}
