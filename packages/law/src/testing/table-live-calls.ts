import { both, standard, strict, type Case } from './case.ts'
import {
  call,
  call2025,
  callback,
  consentedCall,
  customer,
  underContract,
  validConsent,
} from './questions.ts'

const LISTED = { listed: true, lastCheck: '2025-03-01' } as const
const REFUSED = { kind: 'REFUSED_DURING_CALL', scope: 'PHONE' } as const
const NOT_TOLD = { informedAtCollection: false, optoutOfferedAtCollection: false } as const
const consent2025 = validConsent({ givenAt: '2025-02-10T14:00:00+01:00', informedOf: [], periodEnd: null })
const asked = (change: object = {}) => ({
  purpose: 'CALLBACK_REQUESTED' as const,
  callback: { ...callback, ...change },
})

/** law.md §3.1. */
export const LIVE_CALL_TABLE: readonly Case[] = [
  both('L1 valid consent', consentedCall(), 'ALLOW', 'OK_CONSENT_VALID'),
  both(
    'L1 to 2026-08-10: the one-year and R223-1 tests do not run',
    call2025({ consent: { ...consent2025, givenAt: '2023-02-10T14:00:00+01:00' } }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    'L1 to 2026-08-10: a defective consent is ignored',
    call2025({ consent: { ...consent2025, method: 'PRETICKED_BOX' } }),
    'ALLOW',
    'OK_LEGIT_INTEREST_OPTOUT',
  ),
  both('L2 running contract', call({ relation: underContract }), 'ALLOW', 'OK_CURRENT_CONTRACT'),
  both(
    'L2 running contract, not informed',
    call({ relation: underContract, notice: NOT_TOLD }),
    'DENY',
    'NOT_INFORMED_AT_COLLECTION',
  ),
  both('L3 contract ended', call({ relation: customer }), 'DENY', 'NO_CONSENT', 'CONTRACT_ENDED'),
  both(
    'L3 offer unrelated',
    call({ relation: { ...underContract, offerRelatedToContract: false } }),
    'DENY',
    'NO_CONSENT',
    'CONTRACT_UNRELATED_OFFER',
  ),
  both('L4 press', call({ purpose: 'PRESS_SUBSCRIPTION' }), 'ALLOW', 'OK_PRESS_EXCEPTION'),
  both(
    'L4 press keeps the hours',
    call({ purpose: 'PRESS_SUBSCRIPTION', at: '2026-09-15T20:00:00+02:00' }),
    'DEFER',
    'OUTSIDE_CALLING_HOURS',
  ),
  both(
    'L4 press, not informed',
    call({ purpose: 'PRESS_SUBSCRIPTION', notice: NOT_TOLD }),
    'DENY',
    'NOT_INFORMED_AT_COLLECTION',
  ),
  both('L5 call-back', call(asked()), 'ALLOW', 'OK_CALLBACK_REQUESTED'),
  both(
    'L5 call-back in a banned sector on the fifth jour ouvrable',
    call({ ...asked(), sector: 'ENERGY_RENOVATION', at: '2026-09-17T11:00:00+02:00' }),
    'ALLOW',
    'OK_CALLBACK_REQUESTED',
  ),
  both(
    'L5 the sixth is too late',
    call({ ...asked(), sector: 'HOME_ADAPTATION', at: '2026-09-18T11:00:00+02:00' }),
    'DENY',
    'SECTOR_BAN_HOME_ADAPTATION',
    'CALLBACK_WINDOW_EXPIRED',
  ),
  standard(
    'L5 call-back in a banned sector before R223-4',
    call2025({ ...asked({ requestedAt: '2025-03-10T10:00:00+01:00' }), sector: 'ENERGY_RENOVATION' }),
    'ALLOW',
    'OK_CALLBACK_REQUESTED',
  ),
  strict(
    'L5 call-back in a banned sector before R223-4',
    call2025({ ...asked({ requestedAt: '2025-03-10T10:00:00+01:00' }), sector: 'ENERGY_RENOVATION' }),
    'REVIEW',
    'LAW_DOUBTFUL',
  ),
  both(
    'L5 asked of another professional',
    call(asked({ addressee: 'ADV-B' })),
    'DENY',
    'CALLBACK_SCOPE_EXCEEDED',
    'NO_CONSENT',
  ),
  both('L6 unproven', call(asked({ proof: false })), 'DENY', 'CALLBACK_UNPROVEN', 'NO_CONSENT'),
  both('L6 out of scope', call(asked({ scopeOk: false })), 'DENY', 'CALLBACK_SCOPE_EXCEEDED', 'NO_CONSENT'),
  both(
    'L6 asked only later',
    call(asked({ requestedAt: '2026-09-16T10:00:00+02:00' })),
    'DENY',
    'CALLBACK_UNPROVEN',
  ),
  standard(
    'D-10 call-back after two weeks',
    call({ ...asked(), at: '2026-09-29T21:00:00+02:00' }),
    'ALLOW',
    'OK_CALLBACK_REQUESTED',
  ),
  strict(
    'D-10 call-back after two weeks',
    call({ ...asked(), at: '2026-09-29T11:00:00+02:00' }),
    'DENY',
    'CALLBACK_WINDOW_EXPIRED',
  ),
  strict(
    'D-10 call-back in the evening',
    call({ ...asked(), at: '2026-09-15T20:30:00+02:00' }),
    'DEFER',
    'OUTSIDE_CALLING_HOURS',
  ),
  both('L7 nothing', call(), 'DENY', 'NO_CONSENT'),
  both('L8 informed, checked, not listed', call2025(), 'ALLOW', 'OK_LEGIT_INTEREST_OPTOUT'),
  both(
    'L8 last day of opt-out',
    call2025({ at: '2026-08-10T11:00:00+02:00', bloctel: { listed: false, lastCheck: '2026-08-01' } }),
    'ALLOW',
    'OK_LEGIT_INTEREST_OPTOUT',
  ),
  both(
    'L8 first day of opt-in',
    call2025({ at: '2026-08-11T11:00:00+02:00', bloctel: { listed: false, lastCheck: '2026-08-01' } }),
    'DENY',
    'NO_CONSENT',
  ),
  both(
    'L9 listed, running contract',
    call2025({ bloctel: LISTED, relation: underContract }),
    'ALLOW',
    'OK_CURRENT_CONTRACT',
  ),
  both(
    'L9 listed, call-back asked',
    call2025({ bloctel: LISTED, ...asked({ requestedAt: '2025-03-10T10:00:00+01:00' }) }),
    'ALLOW',
    'OK_CALLBACK_REQUESTED',
  ),
  both(
    'L9 listed, press',
    call2025({ bloctel: LISTED, purpose: 'PRESS_SUBSCRIPTION' }),
    'ALLOW',
    'OK_PRESS_EXCEPTION',
  ),
  both('L9 listed, poll', call2025({ bloctel: LISTED, purpose: 'SURVEY' }), 'ALLOW', 'OK_NON_COMMERCIAL'),
  both('L10 listed', call2025({ bloctel: LISTED }), 'DENY', 'BLOCTEL_LISTED'),
  both(
    'L10 listed, contract ended',
    call2025({ bloctel: LISTED, relation: customer }),
    'DENY',
    'BLOCTEL_LISTED',
    'CONTRACT_ENDED',
  ),
  both(
    'L10 checked 31 days ago',
    call2025({ bloctel: { listed: false, lastCheck: '2025-02-08' } }),
    'DENY',
    'BLOCTEL_NOT_CHECKED',
  ),
  both(
    'L10 checked 30 days ago',
    call2025({ bloctel: { listed: false, lastCheck: '2025-02-09' } }),
    'ALLOW',
    'OK_LEGIT_INTEREST_OPTOUT',
  ),
  both('L10 not known', call2025({ bloctel: null }), 'DENY', 'BLOCTEL_NOT_CHECKED'),
  standard(
    'L10b listed, general consent',
    call2025({ bloctel: LISTED, consent: consent2025 }),
    'REVIEW',
    'LAW_DOUBTFUL',
    'BLOCTEL_LISTED',
  ),
  strict(
    'L10b listed, general consent',
    call2025({ bloctel: LISTED, consent: consent2025 }),
    'DENY',
    'BLOCTEL_LISTED',
  ),
  both(
    'L11 not informed',
    call2025({ notice: { ...NOT_TOLD, art14GivenOrPlanned: true } }),
    'DENY',
    'NOT_INFORMED_AT_COLLECTION',
  ),
  both(
    'L12 the 60th day after a refusal',
    call2025({ opposition: { ...REFUSED, at: '2025-01-10T11:00:00+01:00' } }),
    'DEFER',
    'REFUSAL_COOLDOWN_60D',
  ),
  both(
    'L12 the 61st',
    call2025({ opposition: { ...REFUSED, at: '2025-01-09T11:00:00+01:00' } }),
    'ALLOW',
    'OK_LEGIT_INTEREST_OPTOUT',
  ),
  both(
    'L12 from 2026-08-11 for good (D-8)',
    consentedCall({ opposition: { ...REFUSED, at: '2026-08-21T11:00:00+02:00' } }),
    'DENY',
    'REFUSED_DURING_CALL',
  ),
  both(
    'L12 until a later consent',
    consentedCall({ opposition: { ...REFUSED, at: '2026-08-19T11:00:00+02:00' } }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    'L12 insurance: no 60-day rule',
    call2025({ sector: 'INSURANCE', opposition: { ...REFUSED, at: '2025-01-09T11:00:00+01:00' } }),
    'DENY',
    'REFUSED_DURING_CALL',
  ),
  both(
    'L12, gate 2: a no, then a yes to a precise time',
    call2025({
      opposition: { kind: 'OBJECTION', at: '2018-01-10T11:00:00+01:00', scope: 'ALL' },
      consent: validConsent({
        givenAt: '2018-02-01T10:00:00+01:00',
        slot: { start: '2025-03-15T15:00:00+01:00', end: '2025-03-15T16:00:00+01:00' },
      }),
    }),
    'DEFER',
    'OUTSIDE_CONSENTED_SLOT',
  ),
  both(
    'L12 insurance, before L112-2-2',
    call2025({
      at: '2022-03-31T11:00:00+02:00',
      sector: 'INSURANCE',
      bloctel: { listed: false, lastCheck: '2022-03-15' },
      opposition: { ...REFUSED, at: '2022-01-10T11:00:00+01:00' },
    }),
    'DENY',
    'OBJECTION_RECORDED',
  ),
  both(
    'L12 before the hours decree a refusal is an objection',
    call2025({
      at: '2023-02-28T11:00:00+01:00',
      bloctel: { listed: false, lastCheck: '2023-02-15' },
      opposition: { ...REFUSED, at: '2022-01-10T11:00:00+01:00' },
    }),
    'DENY',
    'OBJECTION_RECORDED',
  ),
]
