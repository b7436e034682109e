import { describe, expect, it } from 'vitest'
import type { Profile } from '@constat/core/vocabulary'
import type { Question } from '../question/question.ts'
import {
  call,
  call2025,
  callback,
  message,
  professional,
  robocall,
  validConsent,
  type ContactQuestion,
} from '../testing/questions.ts'
import { decide } from './decide.ts'

/** law.md §3, "Gate of every code": contacts that fail at every gate there is. */

const codes = (question: Question, profile: Profile = 'strict'): string => {
  const { verdict, reasons } = decide(question, { profile })
  return [verdict, ...reasons.map(({ code }) => code)].join(' ')
}

const words = (text: string): string => text.trim().split(/\s+/).join(' ')

const SATURDAY_NIGHT = '2026-09-19T21:40:00+02:00'

const against = {
  territory: 'BE',
  subjectState: 'RESTRICTED',
  opposition: { kind: 'OBJECTION', at: '2026-09-01T10:00:00+02:00', scope: 'ALL' },
  professional: { kind: 'LIBERAL', registerOpposition: true },
  source: { kind: 'BOUGHT_FILE', collector: 'BROKER-X', antiProspectingFlag: true },
  audience: null,
  relation: { status: 'CONTRACT_ENDED', saleMade: true },
  notice: null,
  lastContactFromPerson: '2020-01-01',
  callerId: { class: 'PREMIUM', masked: true },
  message: { identityStated: false, optoutMeans: false, subjectTruthful: false, aiDisclosed: false },
  attemptDates: ['2026-09-15', '2026-09-15', '2026-09-16', '2026-09-17'],
  at: SATURDAY_NIGHT,
} satisfies Partial<ContactQuestion>

const refused = (at: string) => ({ opposition: { kind: 'REFUSED_DURING_CALL', at, scope: 'PHONE' } }) as const

describe('reasons stand in the order of the gates, what carries the verdict first', () => {
  it('of a call to a consumer', () => {
    expect(codes(call({ ...against, sector: 'ENERGY_RENOVATION' }))).toBe(
      words(`DENY PROCESSING_RESTRICTED OBJECTION_RECORDED COMPANY_REGISTER_OPPOSITION SECTOR_BAN_ENERGY SOURCE_UNPROVEN
        DIRECTORY_ANTI_PROSPECTING AUDIENCE_UNKNOWN NO_CONSENT CONTRACT_ENDED ART14_NOTICE_MISSING SOURCE_NOT_DISCLOSED
        RETENTION_EXCEEDED CALLER_ID_MASKED CALLER_ID_FORBIDDEN_RANGE IDENTITY_CONCEALED
        JURISDICTION_UNSUPPORTED WEEKEND OUTSIDE_CALLING_HOURS FREQUENCY_CAP_30D`),
    )
  })

  it('of an SMS', () => {
    expect(codes(message('SMS', { ...against, sector: 'HOME_ADAPTATION' }))).toBe(
      words(`DENY PROCESSING_RESTRICTED OBJECTION_RECORDED COMPANY_REGISTER_OPPOSITION SECTOR_BAN_HOME_ADAPTATION
        SOURCE_UNPROVEN DIRECTORY_ANTI_PROSPECTING AUDIENCE_UNKNOWN NO_CONSENT SOFT_OPT_IN_NOT_ANALOGOUS
        SOFT_OPT_IN_NO_OPTOUT_AT_COLLECTION SOFT_OPT_IN_OTHER_ENTITY NOT_INFORMED_AT_COLLECTION ART14_NOTICE_MISSING
        SOURCE_NOT_DISCLOSED RETENTION_EXCEEDED IDENTITY_CONCEALED NO_OPTOUT_MEANS MISLEADING_SUBJECT
        JURISDICTION_UNSUPPORTED SMS_CHARTER_HOURS`),
    )
  })

  it('of an artificial voice', () => {
    const opposition = { ...against.opposition, kind: 'ORAL_WITHDRAWAL' } as const
    const question = robocall({
      ...against,
      opposition,
      dialing: 'AI_VOICE',
      sector: 'CPF_TRAINING',
      callerId: { class: 'MOBILE' },
    })
    expect(codes(question)).toBe(
      words(`DENY PROCESSING_RESTRICTED CONSENT_WITHDRAWN COMPANY_REGISTER_OPPOSITION SECTOR_BAN_CPF SOURCE_UNPROVEN
        DIRECTORY_ANTI_PROSPECTING AUDIENCE_UNKNOWN NO_CONSENT SOFT_OPT_IN_NOT_ANALOGOUS SOFT_OPT_IN_NO_OPTOUT_AT_COLLECTION
        SOFT_OPT_IN_OTHER_ENTITY CONTRACT_ENDED NOT_INFORMED_AT_COLLECTION ART14_NOTICE_MISSING SOURCE_NOT_DISCLOSED
        RETENTION_EXCEEDED CALLER_ID_FORBIDDEN_RANGE IDENTITY_CONCEALED NO_OPTOUT_MEANS MISLEADING_SUBJECT
        AI_DISCLOSURE_MISSING JURISDICTION_UNSUPPORTED WEEKEND OUTSIDE_CALLING_HOURS FREQUENCY_CAP_30D`),
    )
  })

  it('of a call for insurance after a refusal', () => {
    expect(codes(call({ ...against, ...refused('2026-09-01T10:00:00+02:00'), sector: 'INSURANCE' }))).toBe(
      words(`DENY PROCESSING_RESTRICTED REFUSED_DURING_CALL COMPANY_REGISTER_OPPOSITION SOURCE_UNPROVEN
        DIRECTORY_ANTI_PROSPECTING AUDIENCE_UNKNOWN NO_CONSENT CONTRACT_ENDED ART14_NOTICE_MISSING SOURCE_NOT_DISCLOSED
        RETENTION_EXCEEDED CALLER_ID_MASKED CALLER_ID_FORBIDDEN_RANGE IDENTITY_CONCEALED
        JURISDICTION_UNSUPPORTED WEEKEND OUTSIDE_CALLING_HOURS FREQUENCY_CAP_30D`),
    )
  })

  it('of a call under the law of 2025', () => {
    const question = call2025({
      ...against,
      ...refused('2025-03-01T10:00:00+01:00'),
      at: '2025-03-15T21:40:00+01:00',
      bloctel: { listed: true },
      relation: { status: 'CONTRACT_CURRENT' },
      attemptDates: [],
    })
    expect(codes(question)).toBe(
      words(`DENY PROCESSING_RESTRICTED COMPANY_REGISTER_OPPOSITION SOURCE_UNPROVEN DIRECTORY_ANTI_PROSPECTING
        AUDIENCE_UNKNOWN NOT_INFORMED_AT_COLLECTION ART14_NOTICE_MISSING SOURCE_NOT_DISCLOSED BLOCTEL_LISTED
        CONTRACT_UNRELATED_OFFER CALLER_ID_MASKED CALLER_ID_FORBIDDEN_RANGE IDENTITY_CONCEALED
        JURISDICTION_UNSUPPORTED REFUSAL_COOLDOWN_60D WEEKEND OUTSIDE_CALLING_HOURS`),
    )
  })

  it('of a fax to a professional', () => {
    const question = professional({
      channel: 'FAX',
      dialing: null,
      source: { kind: 'SCRAPED', collector: 'BROKER-X' },
      notice: null,
      professional: { kind: 'LIBERAL', offerRelevant: false },
      lastContactFromPerson: '2020-01-01',
      message: { identityStated: false },
    })
    expect(codes(question)).toBe(
      words(`DENY SOURCE_UNLAWFUL NOT_INFORMED_AT_COLLECTION B2B_OFFER_NOT_RELEVANT ART14_NOTICE_MISSING
        SOURCE_NOT_DISCLOSED RETENTION_EXCEEDED IDENTITY_CONCEALED LAW_DOUBTFUL`),
    )
  })

  it('of a doubt beside what is forbidden, and of a call-back too late', () => {
    expect(
      codes(
        robocall({
          purpose: 'NON_COMMERCIAL_POLITICAL',
          territory: 'BE',
          message: { identityStated: false },
        }),
      ),
    ).toBe('DENY IDENTITY_CONCEALED JURISDICTION_UNSUPPORTED LAW_DOUBTFUL')
    const consent = validConsent({ givenAt: '2025-02-10T14:00:00+01:00' })
    const listed = call2025({ bloctel: { listed: true }, consent, message: { identityStated: false } })
    expect(codes(listed, 'standard')).toBe('DENY IDENTITY_CONCEALED LAW_DOUBTFUL BLOCTEL_LISTED')
    const late = { ...callback, requestedAt: '2026-08-20T10:00:00+02:00', scopeOk: false }
    expect(codes(call({ purpose: 'CALLBACK_REQUESTED', callback: late }))).toBe(
      'DENY CALLBACK_SCOPE_EXCEEDED CALLBACK_WINDOW_EXPIRED NO_CONSENT',
    )
  })

  it('of hours in doubt before 2026 (D-21): the doubt stands at the gate of consent', () => {
    const consent = validConsent({ givenAt: '2025-02-10T14:00:00+01:00', outOfHours: false })
    const late = call2025({ at: '2025-03-11T21:00:00+01:00', consent, audience: null })
    expect(codes(late, 'standard')).toBe('REVIEW AUDIENCE_UNKNOWN LAW_DOUBTFUL OUTSIDE_CALLING_HOURS')
  })
})

describe('a robot that calls a professional (B3, D-5)', () => {
  const robot = (kind: 'EMPLOYEE' | 'EXECUTIVE' | 'SOLE_TRADER' | 'LIBERAL' | null, change = {}) =>
    codes(
      professional({
        channel: 'AUTOMATED_CALL',
        dialing: 'PRERECORDED',
        callerId: { class: 'NPV' },
        professional: { kind, offerRelevant: true },
        ...change,
      }),
      'standard',
    )

  it.each(['EMPLOYEE', 'EXECUTIVE'] as const)('%s: on the legitimate interest', (kind) => {
    expect(robot(kind)).toBe('ALLOW OK_LEGIT_INTEREST_B2B')
  })

  it.each(['SOLE_TRADER', 'LIBERAL', null] as const)('%s: a person judges', (kind) => {
    expect(robot(kind)).toBe('REVIEW B2B_SOLE_TRADER_DOUBT')
  })

  it('no more when there is a consent, when it is a fax, or when nobody sells', () => {
    const consent = validConsent({ channels: ['AUTOMATED_CALL'] })
    expect(robot('LIBERAL', { consent })).toBe('ALLOW OK_CONSENT_VALID')
    expect(robot('LIBERAL', { channel: 'FAX', dialing: null, callerId: null })).toBe(
      'ALLOW OK_LEGIT_INTEREST_B2B',
    )
    expect(robot('LIBERAL', { purpose: 'SURVEY' })).toBe('ALLOW OK_NON_COMMERCIAL')
  })
})

describe('a free account (D-3)', () => {
  const account = (relation: object) =>
    codes(
      message('EMAIL', { relation: { status: 'ACCOUNT_ONLY', sameLegalEntity: true, ...relation } }),
      'standard',
    )

  it('leaves a doubt only where it is paid for indirectly, and only the sale is missing', () => {
    expect(account({ freemium: true, offerAnalogous: true })).toBe('REVIEW LAW_DOUBTFUL')
    expect(account({ freemium: false, offerAnalogous: true })).toBe('DENY NO_CONSENT SOFT_OPT_IN_NO_SALE')
    expect(account({ freemium: true })).toBe('DENY NO_CONSENT SOFT_OPT_IN_NO_SALE SOFT_OPT_IN_NOT_ANALOGOUS')
    expect(account({ freemium: true, saleMade: true })).toBe('DENY NO_CONSENT SOFT_OPT_IN_NOT_ANALOGOUS')
  })
})
