import type { LawDate } from '../calendar/law-date.ts'
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
import type { Contact } from './contact.ts'
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

/** The provisions of contact in force on a day. */
export type LawOfDay = {
  readonly rules: readonly Rule<Contact>[]
  readonly prohibitions: readonly Prohibition[]
  readonly duties: readonly Duty[]
  readonly consentTests: readonly ConsentTest[]
}

const CONTACT_LAW: LawOfDay = {
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

const DAYS_REMEMBERED = 512
const days = new Map<LawDate, LawOfDay>()

/** The law of contact on a day. */
export const lawOf = (date: LawDate): LawOfDay => {
  const known = days.get(date)
  if (known) return known
  const onDay = (provision: Provision) => inForce(provision, date)
  const law = {
    rules: CONTACT_LAW.rules.filter(onDay),
    prohibitions: CONTACT_LAW.prohibitions
      .filter(onDay)
      .map((each) => ({ ...each, grounds: each.grounds.filter(onDay) })),
    duties: CONTACT_LAW.duties.filter(onDay),
    consentTests: CONTACT_LAW.consentTests.filter(onDay),
  }
  if (days.size >= DAYS_REMEMBERED) days.clear()
  days.set(date, law)
  return law
}
