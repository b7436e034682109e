import type { Question } from '../question/question.ts'

/** Questions for tests: a lawful world in which one fact at a time is changed. */

export type ContactQuestion = Extract<Question, { readonly kind: 'CONTACT' }>
export type ConsentFacts = NonNullable<ContactQuestion['consent']>

/** A Tuesday in the opt-in regime, 11:00 in Paris. */
export const TUESDAY_2026 = '2026-09-15T11:00:00+02:00'
/** A Tuesday in the opt-out regime, 11:00 in Paris. */
export const TUESDAY_2025 = '2025-03-11T11:00:00+01:00'

/** A consent to be called that meets every condition of law.md §3.6. */
export const validConsent = (change: Partial<ConsentFacts> = {}): ConsentFacts => ({
  givenAt: '2026-08-20T14:00:00+02:00',
  channels: ['LIVE_CALL'],
  goods: ['GOODS-1'],
  advertisers: ['ADV-A'],
  recipientNaming: 'NAMED',
  method: 'UNTICKED_BOX',
  separateFromTerms: true,
  freelyGiven: true,
  deceptiveDesign: false,
  informedOf: ['PROFESSIONAL_ID', 'GOODS_NATURE', 'CHOICE', 'PERIOD', 'WITHDRAWAL', 'DURABLE_ACCESS'],
  periodEnd: '2027-08-19',
  tacitRenewalClause: false,
  proof: 'COMPLETE',
  withdrawnAt: null,
  slot: null,
  outOfHours: false,
  parentalJoint: false,
  ...change,
})

/** A live call to a consumer who was informed, without consent or contract. */
export const call = (change: Partial<ContactQuestion> = {}): ContactQuestion => ({
  kind: 'CONTACT',
  at: TUESDAY_2026,
  timeZone: 'Europe/Paris',
  territory: 'FR-MET',
  audience: 'B2C_CONSUMER',
  coordinate: 'PERSONAL',
  channel: 'LIVE_CALL',
  dialing: 'MANUAL',
  purpose: 'COMMERCIAL_PROSPECTING',
  sector: 'GENERAL',
  offer: { goods: 'GOODS-1' },
  advertiser: 'ADV-A',
  source: { kind: 'DIRECT_FORM', collector: 'ADV-A', provenanceDocumented: true },
  notice: {
    informedAtCollection: true,
    optoutOfferedAtCollection: true,
    art14GivenOrPlanned: true,
    sourceWillBeStated: true,
  },
  relation: { status: 'NONE', sameLegalEntity: true },
  subjectState: 'ACTIVE',
  ...change,
})

/** The same with a valid consent to calls. */
export const consentedCall = (change: Partial<ContactQuestion> = {}): ContactQuestion =>
  call({ consent: validConsent(), ...change })

/** A live call in 2025, the file checked against Bloctel. */
export const call2025 = (change: Partial<ContactQuestion> = {}): ContactQuestion =>
  call({ at: TUESDAY_2025, bloctel: { listed: false, lastCheck: '2025-03-01' }, ...change })

/** An SMS or an e-mail to a consumer. */
export const message = (
  channel: 'SMS' | 'EMAIL' | 'SOCIAL_MESSAGE',
  change: Partial<ContactQuestion> = {},
): ContactQuestion => call({ channel, dialing: null, ...change })

/** A recorded message to a consumer, from a verified number. */
export const robocall = (change: Partial<ContactQuestion> = {}): ContactQuestion =>
  call({ channel: 'AUTOMATED_CALL', dialing: 'PRERECORDED', callerId: { class: 'NPV' }, ...change })

/** A call to a professional on a professional line. */
export const professional = (change: Partial<ContactQuestion> = {}): ContactQuestion =>
  call({
    audience: 'B2B_PROFESSIONAL',
    coordinate: 'PROFESSIONAL_NAMED',
    professional: { kind: 'EMPLOYEE', offerRelevant: true },
    ...change,
  })

/** Someone who bought, to whom something analogous is offered. */
export const customer = {
  status: 'CONTRACT_ENDED',
  saleMade: true,
  offerAnalogous: true,
  sameLegalEntity: true,
} as const
/** Someone with a running contract to which the offer relates. */
export const underContract = {
  ...customer,
  status: 'CONTRACT_CURRENT',
  offerRelatedToContract: true,
} as const
/** A proven request to be called, made on Friday 11 September 2026. */
export const callback = {
  requestedAt: '2026-09-11T17:00:00+02:00',
  proof: true,
  scopeOk: true,
  slot: null,
} as const
