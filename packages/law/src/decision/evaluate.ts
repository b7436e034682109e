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

// Prerecorded and AI voices are automated calls whatever the asker calls them (law.md §2).
const channelOf = ({ channel, dialing }: ContactFacts): Contact['channel'] =>
  channel === 'LIVE_CALL' && (dialing === 'PRERECORDED' || dialing === 'AI_VOICE')
    ? 'AUTOMATED_CALL'
    : channel

const contactOf = (facts: ContactFacts, at: number, strict: boolean, reading: Reading): Contact => {
  const date = parisDate(at)
  const goods = facts.offer?.goods ?? null
  const channel = channelOf(facts)
  const { advertiser, age } = facts
  const contact = {
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
    attemptDates: facts.attemptDates ?? [],
    person: reading.person,
    audienceFindings: reading.findings,
    consentStanding: consentStanding(facts.consent, { at, date, strict, channel, goods, advertiser, age }),
    held: [],
  }
  return { ...contact, callbackFindings: callbackFindings(contact) }
}

const isAt = ({ slot }: Held, at: number): boolean => slot === null || (at >= slot.start && at < slot.end)

/** Tries the grounds of a prohibition in their order; a ground bound to another time gives way to one that is not. */
const lift = (prohibition: Prohibition, contact: Contact): Lifting => {
  const held: Held[] = []
  const failed: (readonly Found[])[] = []
  for (const ground of prohibition.grounds) {
    const outcome = ground.test(contact)
    if (outcome.holds) held.push({ ...outcome, slot: outcome.slot ?? null, ground })
    else failed.push(outcome.findings.map((finding) => found(finding, ground, 'consent')))
  }
  const best = held.find((each) => isAt(each, contact.at)) ?? held[0]
  if (best) return { held: [best], findings: [] }
  const doubtful = failed.find(
    (findings) => findings[0] && findings.every(({ weight }) => weight === 'REVIEW'),
  )
  return { held: [], findings: doubtful ?? failed.flat() }
}

const evaluateReading = (facts: ContactFacts, at: number, strict: boolean, reading: Reading): Evaluation => {
  const bare = contactOf(facts, at, strict, reading)
  const law = lawOf(bare.date)
  const prohibitions = law.prohibitions.filter((each) => each.applies(bare))
  const liftings = prohibitions.map((each) => lift(each, bare))
  const contact: Contact = { ...bare, held: liftings.flatMap(({ held }) => held) }
  const rules = law.rules.filter((each) => each.applies(contact))
  const duties = law.duties.filter((each) => each.applies(contact))
  return {
    findings: [
      ...contact.held.map(({ code, ground }) => found({ code, weight: 'OK' }, ground, 'consent')),
      ...reconcile(liftings, strict),
      ...rules.flatMap((rule) => rule.test(contact).map((finding) => found(finding, rule, rule.gate))),
    ],
    legalBasis: contact.held[0]?.basis ?? null,
    obligations: duties.map(({ obligation }) => obligation),
    ruleIds: [...prohibitions, ...contact.held.map(({ ground }) => ground), ...rules, ...duties]
      .map(({ id }) => id)
      .concat(contact.consentStanding?.ruleIds ?? []),
  }
}

/** Puts the facts of a contact at an instant to every gate, for each way to read who is contacted. */
export const evaluateContact = (facts: ContactFacts, at: number, strict: boolean): Evaluation => {
  const { of, take } = readings(facts, strict)
  return of
    .map((reading) => evaluateReading(facts, at, strict, reading))
    .reduce((one, other) => {
      const heavier = worst(other.findings) - worst(one.findings)
      return (take === 'best' ? heavier < 0 : heavier > 0) ? other : one
    })
}
