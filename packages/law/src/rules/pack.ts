import { CHANNELS, PURPOSES } from '@constat/core/vocabulary'
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
import {
  inForce,
  type ConsentTest,
  type Duty,
  type LegalText,
  type Prohibition,
  type Provision,
  type Rule,
} from './rule.ts'
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

/** Every provision of contact, or those that are the law of a day, or that speak of a situation on it. */
export type ContactLaw = {
  readonly rules: readonly Rule[]
  readonly prohibitions: readonly Prohibition[]
  readonly duties: readonly Duty[]
  readonly consentTests: readonly ConsentTest[]
}

const CONTACT_LAW: ContactLaw = {
  rules: TEXTS.flatMap(({ rules = [] }) => rules),
  prohibitions: TEXTS.flatMap(({ prohibitions = [] }) => prohibitions),
  duties: TEXTS.flatMap(({ duties = [] }) => duties),
  consentTests: TEXTS.flatMap(({ consentTests = [] }) => consentTests),
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

const ofSituation = (law: ContactLaw, situation: Situation): ContactLaw => {
  const spoken = ({ applies }: { readonly applies: (of: Situation) => boolean }) => applies(situation)
  return {
    rules: law.rules.filter(spoken),
    prohibitions: law.prohibitions.filter(spoken),
    duties: law.duties.filter(spoken),
    consentTests: law.consentTests.filter(spoken),
  }
}

/** Days on which the law of contact is the same, with what was looked up in it. */
type Era = {
  readonly from: LawDate
  readonly law: ContactLaw
  readonly situations: Map<number, ContactLaw>
  readonly consentTests: Map<number, readonly ConsentTest[]>
}

const ANCIENT: LawDate = '0000-01-01'

const changes = new Set(
  CONTACT_PROVISIONS.flatMap(({ from, to }) => [from ?? ANCIENT, to === null ? ANCIENT : addDays(to, 1)]),
)

/** Latest first: most questions are about now. */
const ERAS: readonly Era[] = [...changes]
  .toSorted()
  .toReversed()
  .map((from) => ({ from, law: ofDay(from), situations: new Map(), consentTests: new Map() }))

const eraOf = (date: LawDate): Era | undefined => {
  for (const era of ERAS) if (date >= era.from) return era
  return undefined
}

const ranks = <Word extends string>(words: readonly Word[]): { readonly [word in Word]: number } =>
  Object.fromEntries(words.map((word, rank) => [word, rank])) as { [word in Word]: number }

const CHANNEL_RANKS = ranks(CHANNELS)
const PURPOSE_RANKS = ranks(PURPOSES)
const PERSON_RANKS = ranks<Protected>(['CONSUMER', 'PROFESSIONAL', 'ENTITY'])

const meansKey = ({ channel, strict }: Pick<Situation, 'channel' | 'strict'>): number =>
  CHANNEL_RANKS[channel] * 2 + (strict ? 1 : 0)

const situationKey = (situation: Situation): number =>
  (meansKey(situation) * 16 + PURPOSE_RANKS[situation.purpose]) * 4 + PERSON_RANKS[situation.person]

const NO_LAW: ContactLaw = { rules: [], prohibitions: [], duties: [], consentTests: [] }

/** The provisions that speak of a situation on a day. */
export const lawOf = (date: LawDate, situation: Situation): ContactLaw => {
  const era = eraOf(date)
  if (era === undefined) return NO_LAW
  const key = situationKey(situation)
  const known = era.situations.get(key)
  if (known) return known
  const law = ofSituation(era.law, situation)
  era.situations.set(key, law)
  return law
}

/** The conditions of a valid consent to a means of contact on a day. */
export const consentTestsOf = (
  date: LawDate,
  means: Pick<Situation, 'channel' | 'strict'>,
): readonly ConsentTest[] => {
  const era = eraOf(date)
  if (era === undefined) return NO_LAW.consentTests
  const key = meansKey(means)
  const known = era.consentTests.get(key)
  if (known) return known
  const tests = era.law.consentTests.filter((test) => test.applies(means))
  era.consentTests.set(key, tests)
  return tests
}
