import type { ReasonCode } from '../decision/reason-code.ts'
import { both, standard, strict, type Case } from './case.ts'
import {
  call,
  consentedCall,
  message,
  validConsent,
  type ConsentFacts,
  type ContactQuestion,
} from './questions.ts'

const flawed = (
  row: string,
  change: Partial<ConsentFacts>,
  code: ReasonCode,
  question: Partial<ContactQuestion> = {},
): Case => both(`§3.6 ${row}`, consentedCall({ consent: validConsent(change), ...question }), 'DENY', code)

const yearLong = validConsent({ givenAt: '2027-06-01T15:00:00+02:00', periodEnd: '2028-05-31' })
const slot = { start: '2026-09-19T15:00:00+02:00', end: '2026-09-19T16:00:00+02:00' } as const
const agreed = validConsent({ slot })

/** law.md §3.6, gates 1 and 2. */
export const CONSENT_TABLE: readonly Case[] = [
  flawed('pre-ticked', { method: 'PRETICKED_BOX' }, 'CONSENT_PRETICKED'),
  flawed('browsing on', { method: 'CONTINUED_BROWSING' }, 'CONSENT_NO_POSITIVE_ACT'),
  flawed('pre-written', { method: 'PREWRITTEN_MENTION' }, 'CONSENT_NO_POSITIVE_ACT'),
  flawed('method not known', { method: null }, 'CONSENT_NO_POSITIVE_ACT'),
  flawed('terms accepted', { method: 'TERMS_ACCEPTANCE' }, 'CONSENT_BUNDLED_TERMS'),
  flawed('not separate', { separateFromTerms: false }, 'CONSENT_BUNDLED_TERMS'),
  flawed('not known to be separate', { separateFromTerms: null }, 'CONSENT_BUNDLED_TERMS'),
  flawed('condition of the sale', { freelyGiven: false }, 'CONSENT_CONDITIONAL'),
  flawed('deceptive', { deceptiveDesign: true }, 'CONSENT_DECEPTIVE_DESIGN'),
  flawed('other channel', { channels: ['SMS'] }, 'CONSENT_WRONG_CHANNEL'),
  flawed('partners by category', { recipientNaming: 'CATEGORY_ONLY' }, 'CONSENT_RECIPIENT_UNNAMED'),
  flawed('other advertiser', { advertisers: ['ADV-B'] }, 'CONSENT_WRONG_ADVERTISER'),
  ...(['LIVE_CALL', 'EMAIL'] as const).flatMap((channel): readonly Case[] => {
    const merged = consentedCall({
      channel,
      dialing: channel === 'EMAIL' ? null : 'MANUAL',
      consent: validConsent({ channels: [channel], advertisers: ['ADV-B'], successors: ['ADV-A'] }),
    })
    return [
      standard(
        `D-15 ${channel}, the advertiser took over the one that was named`,
        merged,
        'REVIEW',
        'LAW_DOUBTFUL',
      ),
      strict(
        `D-15 ${channel}, the advertiser took over the one that was named`,
        merged,
        'DENY',
        'CONSENT_WRONG_ADVERTISER',
      ),
    ]
  }),
  flawed(
    'a successor of another',
    { advertisers: ['ADV-B'], successors: ['ADV-C'] },
    'CONSENT_WRONG_ADVERTISER',
  ),
  flawed('other goods', { goods: ['GOODS-2'] }, 'CONSENT_WRONG_PURPOSE'),
  flawed('goods not named', { goods: [] }, 'CONSENT_WRONG_PURPOSE'),
  flawed(
    'one item short',
    { informedOf: ['PROFESSIONAL_ID', 'GOODS_NATURE', 'CHOICE', 'PERIOD', 'WITHDRAWAL'] },
    'CONSENT_INFO_INCOMPLETE',
  ),
  flawed(
    'given before 2026-08-11 without the items (D-7)',
    { givenAt: '2026-07-01T10:00:00+02:00', periodEnd: null, informedOf: [] },
    'CONSENT_INFO_INCOMPLETE',
  ),
  flawed('given later', { givenAt: '2026-09-15T11:00:01+02:00' }, 'CONSENT_NOT_YET_GIVEN'),
  flawed('withdrawn at that instant', { withdrawnAt: '2026-09-15T11:00:00+02:00' }, 'CONSENT_WITHDRAWN'),
  flawed('a year old', { givenAt: '2025-09-15T10:00:00+02:00', periodEnd: null }, 'CONSENT_EXPIRED'),
  flawed('period over', { periodEnd: '2026-09-14' }, 'CONSENT_EXPIRED'),
  flawed('a child alone', {}, 'CONSENT_MINOR_UNDER_15', { age: 14 }),
  flawed('a child alone, on paper', { method: 'PAPER_SIGNED' }, 'CONSENT_MINOR_UNDER_15', { age: 14 }),
  flawed('no proof', { proof: 'NONE' }, 'CONSENT_PROOF_MISSING'),
  flawed('proof incomplete', { proof: 'INCOMPLETE' }, 'CONSENT_PROOF_MISSING'),
  flawed(
    'an empty object',
    Object.fromEntries(Object.keys(validConsent()).map((fact) => [fact, null])),
    'CONSENT_NO_POSITIVE_ACT',
  ),
  both(
    '§3.6 all defects are given, in order',
    consentedCall({ consent: validConsent({ method: 'PRETICKED_BOX', channels: [], proof: 'NONE' }) }),
    'DENY',
    'CONSENT_PRETICKED',
    'CONSENT_WRONG_CHANNEL',
    'CONSENT_PROOF_MISSING',
  ),
  both(
    '§3.6 last day of the period',
    consentedCall({ at: '2026-09-15T19:59:59+02:00', consent: validConsent({ periodEnd: '2026-09-15' }) }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    '§3.6 a second before withdrawal',
    consentedCall({ consent: validConsent({ withdrawnAt: '2026-09-15T11:00:01+02:00' }) }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    '§3.6 signed paper',
    consentedCall({ consent: validConsent({ method: 'PAPER_SIGNED' }) }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    '§3.6 child with a parent',
    consentedCall({ age: 14, consent: validConsent({ parentalJoint: true }) }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    '§3.6 e-mail consent names no goods',
    message('EMAIL', { consent: validConsent({ channels: ['EMAIL'], goods: [] }) }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    '§3.6 e-mail consent names other goods',
    message('EMAIL', { consent: validConsent({ channels: ['EMAIL'], goods: ['GOODS-2'] }) }),
    'DENY',
    'CONSENT_WRONG_PURPOSE',
  ),
  standard(
    'D-13 leap year, eve of the anniversary',
    consentedCall({ at: '2028-05-31T11:00:00+02:00', consent: yearLong }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  strict(
    'D-13 leap year, eve of the anniversary',
    consentedCall({ at: '2028-05-31T11:00:00+02:00', consent: yearLong }),
    'DENY',
    'CONSENT_EXPIRED',
  ),
  standard(
    'D-24 tacit renewal in the first year',
    consentedCall({ consent: validConsent({ tacitRenewalClause: true }) }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  strict(
    'D-24 tacit renewal in the first year',
    consentedCall({ consent: validConsent({ tacitRenewalClause: true }) }),
    'DENY',
    'CONSENT_INFO_INCOMPLETE',
  ),
  both(
    'T3 in the slot',
    consentedCall({ at: '2026-09-19T15:00:00+02:00', consent: agreed }),
    'ALLOW',
    'OK_CONSENT_VALID',
    'OK_SLOT_CONSENTED',
  ),
  both('T3 before the slot', consentedCall({ consent: agreed }), 'DEFER', 'OUTSIDE_CONSENTED_SLOT'),
  both(
    'T3 the slot is over as it ends',
    consentedCall({ at: '2026-09-19T16:00:00+02:00', consent: agreed }),
    'DENY',
    'CONSENT_EXPIRED',
    'OUTSIDE_CONSENTED_SLOT',
    'WEEKEND',
  ),
  both(
    'T3 a contract needs no slot',
    consentedCall({
      consent: agreed,
      relation: { status: 'CONTRACT_CURRENT', offerRelatedToContract: true },
    }),
    'ALLOW',
    'OK_CURRENT_CONTRACT',
  ),
  both(
    'T3 cap and slot leave no instant',
    consentedCall({
      at: '2026-09-19T15:10:00+02:00',
      consent: agreed,
      attemptDates: ['2026-09-14', '2026-09-15', '2026-09-16', '2026-09-17'],
    }),
    'DENY',
    'CONSENT_EXPIRED',
    'FREQUENCY_CAP_30D',
  ),
  both(
    'DEFER only within the period',
    consentedCall({ at: '2026-09-19T11:00:00+02:00', consent: validConsent({ periodEnd: '2026-09-20' }) }),
    'DENY',
    'CONSENT_EXPIRED',
    'WEEKEND',
  ),
  both(
    'DEFER only while the law allows',
    call({ at: '2026-08-10T20:00:00+02:00', bloctel: { listed: false, lastCheck: '2026-08-01' } }),
    'DENY',
    'NO_CONSENT',
    'OUTSIDE_CALLING_HOURS',
  ),

  both('gate 1 restricted', consentedCall({ subjectState: 'RESTRICTED' }), 'DENY', 'PROCESSING_RESTRICTED'),
  both('gate 1 erased', consentedCall({ subjectState: 'ERASED' }), 'DENY', 'SUBJECT_ERASED'),
  both(
    'gate 1 erased, consented anew',
    consentedCall({ subjectState: 'ERASED', erasedAt: '2026-08-01T10:00:00+02:00' }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    'gate 1 erased, "consent" bought',
    consentedCall({
      subjectState: 'ERASED',
      erasedAt: '2026-08-01T10:00:00+02:00',
      source: { kind: 'BOUGHT_FILE', collector: 'ADV-A', provenanceDocumented: true },
    }),
    'DENY',
    'SUBJECT_ERASED',
  ),
  both(
    'gate 1 erased after consenting',
    consentedCall({ subjectState: 'ERASED', erasedAt: '2026-09-01T10:00:00+02:00' }),
    'DENY',
    'SUBJECT_ERASED',
  ),
  both(
    'gate 2 objection',
    consentedCall({ opposition: { kind: 'OBJECTION', at: '2026-09-01T10:00:00+02:00', scope: 'ALL' } }),
    'DENY',
    'OBJECTION_RECORDED',
  ),
  both(
    'gate 2 objection at that instant',
    consentedCall({ opposition: { kind: 'STOP', at: '2026-09-15T11:00:00+02:00', scope: 'PHONE' } }),
    'DENY',
    'OBJECTION_RECORDED',
  ),
  both(
    'gate 2 objection to come',
    consentedCall({ opposition: { kind: 'OBJECTION', at: '2026-09-16T10:00:00+02:00', scope: 'ALL' } }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    'gate 2 consent given later',
    consentedCall({ opposition: { kind: 'OBJECTION', at: '2026-08-01T10:00:00+02:00', scope: 'ALL' } }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    'gate 2 a defective consent lifts nothing',
    consentedCall({
      consent: validConsent({ method: 'PRETICKED_BOX' }),
      opposition: { kind: 'OBJECTION', at: '2026-08-01T10:00:00+02:00', scope: 'ALL' },
    }),
    'DENY',
    'OBJECTION_RECORDED',
    'CONSENT_PRETICKED',
  ),
  both(
    'gate 2 oral withdrawal',
    consentedCall({
      opposition: { kind: 'ORAL_WITHDRAWAL', at: '2026-09-01T10:00:00+02:00', scope: 'PHONE' },
    }),
    'DENY',
    'CONSENT_WITHDRAWN',
  ),
  both('gate 2 of which nothing is known', consentedCall({ opposition: {} }), 'DENY', 'OBJECTION_RECORDED'),
  both(
    'gate 2 STOP by SMS, call',
    consentedCall({ opposition: { kind: 'STOP', at: '2026-09-01T10:00:00+02:00', scope: 'SMS' } }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
]
