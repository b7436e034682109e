import { CHANNELS, PURPOSES, SECTORS } from '@constat/core/vocabulary'
import { addDays, type LawDate } from '../calendar/law-date.ts'
import { af2m } from './af2m.ts'
import { aiAct } from './ai-act.ts'
import { audienceText } from './audience.ts'
import { callerId } from './caller-id.ts'
import { d223_9 } from './d223-9.ts'
import { gdpr14 } from './gdpr-14.ts'
import { gdpr21 } from './gdpr-21.ts'
import { gdpr6 } from './gdpr-6.ts'
import { gdpr7 } from './gdpr-7.ts'
import { l112_2_2 } from './l112-2-2.ts'
import { l221_16 } from './l221-16.ts'
import { l223_1 } from './l223-1.ts'
import { l223_3 } from './l223-3.ts'
import { l223_8 } from './l223-8.ts'
import { l34_5 } from './l34-5.ts'
import { l6323_8_1 } from './l6323-8-1.ts'
import { r223_1 } from './r223-1.ts'
import type { Obligation } from '../decision/reason-code.ts'
import { inForce, type Provision } from './provision.ts'
import type { ConsentTest, Duty, Ground, LegalText, Prohibition, Rule } from './rule.ts'
import type { Protected, Situation } from './contact.ts'
import { scope } from './scope.ts'

/** The law of contacting a person: a new decree is a new file and its line here. */
const TEXTS: readonly LegalText[] = [
  scope,
  gdpr21,
  gdpr14,
  audienceText,
  gdpr6,
  gdpr7,
  l34_5,
  l223_1,
  r223_1,
  l223_3,
  l223_8,
  l6323_8_1,
  l112_2_2,
  l221_16,
  d223_9,
  af2m,
  callerId,
  aiAct,
]

// Texts write their provisions as they like; here all of a sort have one shape, which the engine reads many times faster.
const asRule = ({ id, citation, from, to, applies, when, gate, test }: Rule): Rule => ({
  id,
  citation,
  from,
  to,
  applies,
  when,
  gate,
  test,
})

const asDuty = ({ id, citation, from, to, applies, when, obligation }: Duty): Duty => ({
  id,
  citation,
  from,
  to,
  applies,
  when,
  obligation,
})

const asConsentTest = (test: ConsentTest): ConsentTest => ({
  id: test.id,
  citation: test.citation,
  from: test.from,
  to: test.to,
  applies: test.applies,
  code: test.code,
  holds: test.holds,
  isDoubtful: test.isDoubtful,
})

const asGround = ({ id, citation, from, to, test }: Ground): Ground => ({ id, citation, from, to, test })

const asProhibition = ({ id, citation, from, to, applies, grounds }: Prohibition): Prohibition => ({
  id,
  citation,
  from,
  to,
  applies,
  grounds: grounds.map(asGround),
})

/** Every provision of contact, or those that are the law of a day, or that speak of a situation on it. */
export type ContactLaw = {
  readonly rules: readonly Rule[]
  readonly prohibitions: readonly Prohibition[]
  readonly duties: readonly Duty[]
  readonly consentTests: readonly ConsentTest[]
}

const CONTACT_LAW: ContactLaw = {
  rules: TEXTS.flatMap(({ rules = [] }) => rules.map(asRule)),
  prohibitions: TEXTS.flatMap(({ prohibitions = [] }) => prohibitions.map(asProhibition)),
  duties: TEXTS.flatMap(({ duties = [] }) => duties.map(asDuty)),
  consentTests: TEXTS.flatMap(({ consentTests = [] }) => consentTests.map(asConsentTest)),
}

/** Every provision of contact, in force or not, for those who print or test the law. */
export const CONTACT_PROVISIONS: readonly Provision[] = [
  ...CONTACT_LAW.rules,
  ...CONTACT_LAW.prohibitions,
  ...CONTACT_LAW.prohibitions.flatMap(({ grounds }) => grounds),
  ...CONTACT_LAW.duties,
  ...CONTACT_LAW.consentTests,
]

const ofDay = (date: LawDate): ContactLaw => {
  const onDay = (provision: Provision) => inForce(provision, date)
  return {
    rules: CONTACT_LAW.rules.filter(onDay),
    prohibitions: CONTACT_LAW.prohibitions
      .filter(onDay)
      .map((each) => ({ ...each, grounds: each.grounds.filter(onDay) })),
    duties: CONTACT_LAW.duties.filter(onDay),
    consentTests: CONTACT_LAW.consentTests.filter(onDay),
  }
}

/** A means of contact, and how doubts are read: on what the conditions of a consent depend. */
type Means = Pick<Situation, 'channel' | 'strict'>

/** The conditions of a valid consent to a means of contact. */
export type ConsentLaw = { readonly tests: readonly ConsentTest[]; readonly ruleIds: readonly string[] }

/** The provisions that speak of a situation. */
export type LawOfSituation = Pick<ContactLaw, 'rules' | 'prohibitions' | 'duties'> & {
  readonly consent: ConsentLaw
  /**
   * What bears on a contact. The pattern has a binary digit for each thing that may, in this order: the conditions of
   * consent, each ground of each prohibition, each rule that has a `when`, each duty.
   */
  readonly bearing: (pattern: number) => Bearing
}

/** The provisions that bear on a contact, and what they ask of the caller. */
export type Bearing = { readonly ruleIds: readonly string[]; readonly obligations: readonly Obligation[] }

const ofMeans = (law: ContactLaw, means: Means): ConsentLaw => {
  const tests = law.consentTests.filter(({ applies }) => applies(means))
  return { tests, ruleIds: tests.map(({ id }) => id) }
}

const isAlways = ({ when }: Pick<Rule, 'when'>): boolean => when === undefined

const bearsWith = (...ids: readonly string[]): Bearing => ({ ruleIds: ids, obligations: [] })

// A pattern is a number with one bit for each step.
const MOST_STEPS = 53
const PATTERNS_REMEMBERED = 256

const readPattern = (steps: readonly Bearing[], pattern: number): readonly Bearing[] => {
  let left = pattern
  return steps
    .toReversed()
    .filter(() => {
      const bit = left % 2
      left = (left - bit) / 2
      return bit === 1
    })
    .toReversed()
}

const bearingOf = (always: readonly string[], steps: readonly Bearing[]): LawOfSituation['bearing'] => {
  if (steps.length > MOST_STEPS) throw new RangeError('More provisions than a pattern has bits.')
  const known = new Map<number, Bearing>()
  return (pattern) => {
    const remembered = known.get(pattern)
    if (remembered !== undefined) return remembered
    const bearing = readPattern(steps, pattern)
    const made: Bearing = {
      ruleIds: [...new Set([...always, ...bearing.flatMap(({ ruleIds }) => ruleIds)])],
      obligations: [...new Set(bearing.flatMap(({ obligations }) => obligations))],
    }
    if (known.size >= PATTERNS_REMEMBERED) known.clear()
    known.set(pattern, made)
    return made
  }
}

const ofSituation = (law: ContactLaw, situation: Situation): LawOfSituation => {
  const speaks = ({ applies }: { readonly applies: (of: Situation) => boolean }) => applies(situation)
  const rules = law.rules.filter(speaks)
  const prohibitions = law.prohibitions.filter(speaks)
  const duties = law.duties.filter(speaks)
  const consent = ofMeans(law, situation)
  const always = [...prohibitions, ...rules.filter(isAlways)].map(({ id }) => id)
  const bearing = bearingOf(always, [
    bearsWith(...consent.ruleIds),
    ...prohibitions.flatMap(({ grounds }) => grounds.map(({ id }) => bearsWith(id))),
    ...rules.filter((rule) => !isAlways(rule)).map(({ id }) => bearsWith(id)),
    ...duties.map(({ id, obligation }) => ({ ruleIds: [id], obligations: [obligation] })),
  ])
  return { rules, prohibitions, duties, consent, bearing }
}

/** Days on which the law of contact is the same, with what was looked up in it. */
type Era = {
  readonly from: LawDate
  readonly law: ContactLaw
  readonly situations: (LawOfSituation | undefined)[]
  readonly consents: (ConsentLaw | undefined)[]
}

const ANCIENT: LawDate = '0000-01-01'

const changes = new Set(
  CONTACT_PROVISIONS.flatMap(({ from, to }) => [from ?? ANCIENT, to === null ? ANCIENT : addDays(to, 1)]),
)

/** Latest first: most questions are about now. */
const ERAS: readonly Era[] = [...changes]
  .toSorted()
  .toReversed()
  .map((from) => ({ from, law: ofDay(from), situations: [], consents: [] }))

// The first of eras begins before any date that can be asked about.
const eraOf = (date: LawDate): Era => {
  for (const era of ERAS) if (date >= era.from) return era
  throw new RangeError('No law is that old.')
}

const ranks = <Word extends string>(words: readonly Word[]): { readonly [word in Word]: number } =>
  Object.fromEntries(words.map((word, rank) => [word, rank])) as { [word in Word]: number }

const CHANNEL_RANKS = ranks(CHANNELS)
const PURPOSE_RANKS = ranks(PURPOSES)
const SECTOR_RANKS = ranks(SECTORS)
const PERSON_RANKS = ranks<Protected>(['CONSUMER', 'PROFESSIONAL', 'ENTITY'])

const meansKey = ({ channel, strict }: Means): number => CHANNEL_RANKS[channel] * 2 + (strict ? 1 : 0)

const situationKey = (situation: Situation): number => {
  const { purpose, person, sector } = situation
  return (
    ((meansKey(situation) * 16 + PURPOSE_RANKS[purpose]) * 4 + PERSON_RANKS[person]) * 8 +
    SECTOR_RANKS[sector]
  )
}

/** The conditions of a valid consent to a means of contact on a day. */
export const consentLawOf = (date: LawDate, means: Means): ConsentLaw => {
  const era = eraOf(date)
  return (era.consents[meansKey(means)] ??= ofMeans(era.law, means))
}

/** The provisions that speak of a situation on a day. */
export const lawOf = (date: LawDate, situation: Situation): LawOfSituation => {
  const era = eraOf(date)
  return (era.situations[situationKey(situation)] ??= ofSituation(era.law, situation))
}
