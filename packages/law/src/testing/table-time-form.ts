import { both, standard, strict, type Case } from './case.ts'
import { call2025, consentedCall, message, professional, robocall, validConsent } from './questions.ts'

const bySms = validConsent({ channels: ['SMS'] })
const attempts = (...days: readonly string[]) => ({ attemptDates: [...days] })
const consent2025 = validConsent({ givenAt: '2025-02-10T14:00:00+01:00', informedOf: [], periodEnd: null })
const alsace = { territory: 'FR-ALSACE-MOSELLE' } as const
const both2026 = validConsent({ channels: ['LIVE_CALL', 'AUTOMATED_CALL'] })

/** law.md §3.7: time and form of contact. */
export const TIME_AND_FORM_TABLE: readonly Case[] = [
  both('T1 Saturday', consentedCall({ at: '2026-09-19T11:00:00+02:00' }), 'DEFER', 'WEEKEND'),
  both(
    'T1 Sunday evening',
    consentedCall({ at: '2026-09-20T21:00:00+02:00' }),
    'DEFER',
    'WEEKEND',
    'OUTSIDE_CALLING_HOURS',
  ),
  both('T1 14 July', consentedCall({ at: '2027-07-14T11:00:00+02:00' }), 'DEFER', 'PUBLIC_HOLIDAY'),
  both(
    'T1 by the clock of the consumer',
    consentedCall({ timeZone: 'America/Martinique', territory: 'FR-MQ' }),
    'DEFER',
    'OUTSIDE_CALLING_HOURS',
  ),
  both(
    'T1 not before 2023-03-01',
    call2025({ at: '2023-02-26T21:00:00+01:00', bloctel: { listed: false, lastCheck: '2023-02-15' } }),
    'ALLOW',
    'OK_LEGIT_INTEREST_OPTOUT',
  ),
  both(
    'T2 consent to calls out of hours',
    call2025({ at: '2025-03-15T11:00:00+01:00', consent: { ...consent2025, outOfHours: true } }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  standard(
    'D-21 any consent',
    call2025({ at: '2025-03-15T11:00:00+01:00', consent: consent2025 }),
    'REVIEW',
    'LAW_DOUBTFUL',
    'WEEKEND',
  ),
  strict(
    'D-21 any consent',
    call2025({ at: '2025-03-15T11:00:00+01:00', consent: consent2025 }),
    'DEFER',
    'WEEKEND',
  ),
  both(
    'T2 no longer from 2026-08-11',
    consentedCall({ at: '2026-09-19T11:00:00+02:00', consent: validConsent({ outOfHours: true }) }),
    'DEFER',
    'WEEKEND',
  ),
  both(
    'T4 four attempts, the first 29 days ago',
    consentedCall(attempts('2026-08-17', '2026-09-01', '2026-09-02', '2026-09-15')),
    'DEFER',
    'FREQUENCY_CAP_30D',
  ),
  both(
    'T4 the first 30 days ago',
    consentedCall(attempts('2026-08-16', '2026-09-01', '2026-09-02', '2026-09-15')),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    'T4 in 2025',
    call2025(attempts('2025-03-03', '2025-03-04', '2025-03-05', '2025-03-06')),
    'DEFER',
    'FREQUENCY_CAP_30D',
  ),
  standard(
    'T5 26 December in Alsace (D-9)',
    consentedCall({
      at: '2028-12-26T11:00:00+01:00',
      ...alsace,
      consent: validConsent({ givenAt: '2028-10-01T10:00:00+02:00', periodEnd: '2029-09-30' }),
    }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  strict(
    'T5 26 December in Alsace (D-9)',
    consentedCall({
      at: '2028-12-26T11:00:00+01:00',
      ...alsace,
      consent: validConsent({ givenAt: '2028-10-01T10:00:00+02:00', periodEnd: '2029-09-30' }),
    }),
    'DEFER',
    'REGIONAL_HOLIDAY',
  ),
  both(
    'F1 predictive dialler, geographic number',
    consentedCall({ dialing: 'PREDICTIVE', callerId: { class: 'GEOGRAPHIC' }, consent: both2026 }),
    'DENY',
    'CALLER_ID_FORBIDDEN_RANGE',
  ),
  both(
    'F1 dialled by hand',
    consentedCall({ callerId: { class: 'GEOGRAPHIC' } }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    'F1 SMS from a mobile number',
    message('SMS', { consent: bySms, callerId: { class: 'MOBILE' } }),
    'DENY',
    'CALLER_ID_FORBIDDEN_RANGE',
  ),
  both(
    'F1 of a charity too',
    robocall({ purpose: 'NON_COMMERCIAL_CHARITY', callerId: { class: 'GEOGRAPHIC' } }),
    'DENY',
    'CALLER_ID_FORBIDDEN_RANGE',
  ),
  both(
    'F1 not before 2023-01-01',
    robocall({ purpose: 'SURVEY', at: '2022-12-30T11:00:00+01:00', callerId: { class: 'GEOGRAPHIC' } }),
    'ALLOW',
    'OK_NON_COMMERCIAL',
  ),
  both('F2 masked', consentedCall({ callerId: { class: 'NPV', masked: true } }), 'DENY', 'CALLER_ID_MASKED'),
  both(
    'F2 surcharged',
    consentedCall({ callerId: { class: 'PREMIUM' } }),
    'DENY',
    'CALLER_ID_FORBIDDEN_RANGE',
  ),
  both(
    'F2 not assigned to the professional',
    consentedCall({ callerId: { class: 'NPV', assignedToAdvertiser: false } }),
    'DENY',
    'CALLER_ID_FORBIDDEN_RANGE',
  ),
  both(
    'F2 not of professionals',
    professional({ callerId: { class: 'GEOGRAPHIC', masked: true } }),
    'ALLOW',
    'OK_LEGIT_INTEREST_B2B',
  ),
  both(
    'F3 identity hidden',
    consentedCall({ message: { identityStated: false } }),
    'DENY',
    'IDENTITY_CONCEALED',
  ),
  both(
    'F3 undisclosed AI voice',
    robocall({
      dialing: 'AI_VOICE',
      consent: validConsent({ channels: ['AUTOMATED_CALL'] }),
      message: { aiDisclosed: false },
    }),
    'DENY',
    'AI_DISCLOSURE_MISSING',
  ),
  both(
    'F3 in a service call',
    robocall({ purpose: 'CONTRACT_PERFORMANCE', dialing: 'AI_VOICE', message: { aiDisclosed: false } }),
    'DENY',
    'AI_DISCLOSURE_MISSING',
  ),
  both(
    'F3 not before 2026-08-02',
    robocall({
      purpose: 'SURVEY',
      at: '2026-07-31T11:00:00+02:00',
      dialing: 'AI_VOICE',
      message: { aiDisclosed: false },
    }),
    'ALLOW',
    'OK_NON_COMMERCIAL',
  ),
  standard(
    'D-19 predictive dialler to an agent',
    consentedCall({ dialing: 'PREDICTIVE', callerId: { class: 'NPV' } }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  strict(
    'D-19 predictive dialler to an agent',
    consentedCall({ dialing: 'PREDICTIVE', callerId: { class: 'NPV' } }),
    'REVIEW',
    'LAW_DOUBTFUL',
  ),
  strict(
    'D-19 consent names automated calls',
    consentedCall({ dialing: 'PREDICTIVE', callerId: { class: 'NPV' }, consent: both2026 }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  strict(
    'D-19 professional',
    professional({ dialing: 'PROGRESSIVE', callerId: { class: 'NPV' } }),
    'REVIEW',
    'LAW_DOUBTFUL',
  ),
]
