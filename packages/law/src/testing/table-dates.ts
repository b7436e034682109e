import type { Question } from '../question/question.ts'
import {
  GDPR,
  SCOPE,
  INSURANCE,
  CPF,
  CALLER_ID,
  HOURS,
  BANS,
  CHARTER,
  AI,
  OPT_IN,
  under,
  type Change,
} from './midnights.ts'
import { call, call2025, message, robocall, validConsent, type ContactQuestion } from './questions.ts'

const both = under('standard', 'strict')
const standard = under('standard')
const strict = under('strict')

const cleared = (lastCheck: string, change: Partial<ContactQuestion> = {}): ContactQuestion =>
  call2025({ bloctel: { listed: false, lastCheck }, ...change })

const refused = (at: string) => ({ opposition: { kind: 'REFUSED_DURING_CALL', at, scope: 'PHONE' } }) as const

const night = (start: string, end: string) => ({ start, end })
const NIGHT_2023 = night('2023-02-28T22:00:00+01:00', '2023-03-01T02:00:00+01:00')
const NIGHT_2025 = night('2025-07-01T22:00:00+02:00', '2025-07-02T02:00:00+02:00')
const NIGHT_2026 = night('2026-08-10T22:00:00+02:00', '2026-08-11T02:00:00+02:00')

const survey = (change: Partial<ContactQuestion>): ContactQuestion =>
  robocall({ purpose: 'SURVEY', ...change })

const nightCall = (change: Parameters<typeof validConsent>[0] = {}): ContactQuestion =>
  cleared('2026-08-01', {
    consent: validConsent({
      givenAt: '2026-08-01T10:00:00+02:00',
      periodEnd: null,
      slot: NIGHT_2026,
      ...change,
    }),
  })

const energyCallback: ContactQuestion = call({
  sector: 'ENERGY_RENOVATION',
  purpose: 'CALLBACK_REQUESTED',
  callback: { requestedAt: '2026-08-10T17:00:00+02:00', proof: true, scopeOk: true, slot: NIGHT_2026 },
})

const form = {
  kind: 'VALIDATE_FORM',
  at: OPT_IN[0],
  audience: 'B2C_CONSUMER',
  box: {
    kind: 'OPT_OUT',
    defaultChecked: false,
    channels: ['LIVE_CALL'],
    recipients: 'NAMED',
    separateFromTerms: true,
    equalProminence: true,
    requiredToSubmit: false,
    wordingClear: true,
    optoutOffered: true,
  },
  noticeItemsMissing: [],
  withdrawAsEasy: true,
} as const satisfies Question

const transfer = {
  kind: 'TRANSFER_DATA',
  at: OPT_IN[0],
  recipient: 'ADV-B',
  useChannels: ['LIVE_CALL'],
  notice: { informedOfTransfer: true, optoutOffered: true },
  fileContainsBloctelNumbers: false,
} as const satisfies Question

/** law.md §0: what each rule version changes, at the second in Paris. */
export const CHANGES: readonly Change[] = [
  both(
    'RV-GDPR, before any answer of ours',
    GDPR,
    call({
      channel: 'POST',
      consent: validConsent({ channels: ['POST'], givenAt: '2018-05-02T10:00:00+02:00' }),
    }),
    ['REVIEW', 'RULESET_NOT_COVERED'],
    ['REVIEW', 'RULESET_NOT_COVERED'],
  ),
  both(
    'scope',
    SCOPE,
    call({ channel: 'POST' }),
    ['REVIEW', 'RULESET_NOT_COVERED'],
    ['ALLOW', 'OK_LEGIT_INTEREST_OPTOUT'],
  ),
  both(
    'RV-PHONE-OPTOUT, RV-BLOCTEL',
    SCOPE,
    call({ bloctel: { listed: true, lastCheck: '2020-07-20' } }),
    ['REVIEW', 'RULESET_NOT_COVERED'],
    ['DENY', 'BLOCTEL_LISTED'],
  ),
  both(
    'RV-ENERGY-PHONE',
    SCOPE,
    cleared('2020-07-20', { sector: 'ENERGY_RENOVATION' }),
    ['REVIEW', 'RULESET_NOT_COVERED'],
    ['DENY', 'SECTOR_BAN_ENERGY'],
  ),
  both(
    'RV-INSURANCE, a call of the distributor is recorded',
    INSURANCE,
    {
      kind: 'RECORD_CALL',
      at: INSURANCE[0],
      sector: 'INSURANCE',
      callDirection: 'OUTBOUND_PROSPECTING',
      callSolicited: false,
      relation: { status: 'NONE' },
    },
    ['DENY', 'RECORDING_NOT_NECESSARY'],
    ['ALLOW', 'OK_RECORDING_LEGAL_OBLIGATION'],
  ),
  both(
    'RV-INSURANCE, a refusal in a call',
    INSURANCE,
    cleared('2022-03-20', { sector: 'INSURANCE', ...refused('2022-03-20T11:00:00+01:00') }),
    ['DENY', 'OBJECTION_RECORDED'],
    ['DENY', 'REFUSED_DURING_CALL'],
  ),
  both(
    'RV-CPF',
    CPF,
    cleared('2022-12-10', { sector: 'CPF_TRAINING' }),
    ['ALLOW', 'OK_LEGIT_INTEREST_OPTOUT'],
    ['DENY', 'SECTOR_BAN_CPF'],
  ),
  both(
    'RV-CALLERID',
    CALLER_ID,
    survey({ callerId: { class: 'GEOGRAPHIC' } }),
    ['ALLOW', 'OK_NON_COMMERCIAL'],
    ['DENY', 'CALLER_ID_FORBIDDEN_RANGE'],
  ),
  both(
    'RV-HOURS-2023, hours',
    HOURS,
    cleared('2023-02-20'),
    ['ALLOW', 'OK_LEGIT_INTEREST_OPTOUT'],
    ['DEFER', 'OUTSIDE_CALLING_HOURS'],
  ),
  both(
    'RV-HOURS-2023, a night that the consumer chose',
    HOURS,
    cleared('2023-02-20', {
      consent: validConsent({ givenAt: '2023-02-10T10:00:00+01:00', slot: NIGHT_2023 }),
    }),
    ['ALLOW', 'OK_CONSENT_VALID'],
    ['ALLOW', 'OK_CONSENT_VALID'],
  ),
  both(
    'RV-HOURS-2023, sixty days after a refusal',
    HOURS,
    cleared('2023-02-20', refused('2023-02-20T11:00:00+01:00')),
    ['DENY', 'OBJECTION_RECORDED'],
    ['DEFER', 'REFUSAL_COOLDOWN_60D'],
  ),
  both(
    'RV-SECTOR-ELEC',
    BANS,
    message('SMS', {
      sector: 'ENERGY_RENOVATION',
      consent: validConsent({ channels: ['SMS'], givenAt: '2025-06-01T10:00:00+02:00' }),
    }),
    ['ALLOW', 'OK_CONSENT_VALID'],
    ['DENY', 'SECTOR_BAN_ENERGY'],
  ),
  standard(
    'D-11, home adaptation by phone',
    BANS,
    cleared('2025-06-20', {
      sector: 'HOME_ADAPTATION',
      consent: validConsent({ givenAt: '2025-06-01T10:00:00+02:00', slot: NIGHT_2025 }),
    }),
    ['ALLOW', 'OK_CONSENT_VALID'],
    ['REVIEW', 'LAW_DOUBTFUL'],
  ),
  strict(
    'D-11, home adaptation by phone',
    BANS,
    cleared('2025-06-20', {
      sector: 'HOME_ADAPTATION',
      consent: validConsent({ givenAt: '2025-06-01T10:00:00+02:00', slot: NIGHT_2025 }),
    }),
    ['ALLOW', 'OK_CONSENT_VALID'],
    ['DENY', 'SECTOR_BAN_HOME_ADAPTATION'],
  ),
  strict(
    'RV-SMS-CHARTER',
    CHARTER,
    message('SMS', { consent: validConsent({ channels: ['SMS'], givenAt: '2026-01-05T10:00:00+01:00' }) }),
    ['ALLOW', 'OK_CONSENT_VALID'],
    ['DEFER', 'SMS_CHARTER_HOURS'],
  ),
  both(
    'RV-AI50',
    AI,
    survey({ dialing: 'AI_VOICE', message: { aiDisclosed: false } }),
    ['ALLOW', 'OK_NON_COMMERCIAL'],
    ['DENY', 'AI_DISCLOSURE_MISSING'],
  ),
  both(
    'RV-PHONE-OPTIN, listed',
    OPT_IN,
    call({ bloctel: { listed: true, lastCheck: '2026-08-01' } }),
    ['DENY', 'BLOCTEL_LISTED'],
    ['DENY', 'NO_CONSENT'],
  ),
  both(
    'RV-CONSENT-FORM, what the consumer was told (D-7)',
    OPT_IN,
    nightCall({ informedOf: [] }),
    ['ALLOW', 'OK_CONSENT_VALID'],
    ['DENY', 'CONSENT_INFO_INCOMPLETE'],
  ),
  both(
    'RV-CONSENT-FORM, goods not named',
    OPT_IN,
    nightCall({ goods: [] }),
    ['ALLOW', 'OK_CONSENT_VALID'],
    ['DENY', 'CONSENT_WRONG_PURPOSE'],
  ),
  both(
    'RV-CONSENT-FORM, over a year old',
    OPT_IN,
    nightCall({ givenAt: '2025-08-01T10:00:00+02:00' }),
    ['ALLOW', 'OK_CONSENT_VALID'],
    ['DENY', 'CONSENT_EXPIRED'],
  ),
  strict(
    'RV-CONSENT-FORM, tacit renewal (D-24)',
    OPT_IN,
    nightCall({ tacitRenewalClause: true }),
    ['ALLOW', 'OK_CONSENT_VALID'],
    ['DENY', 'CONSENT_INFO_INCOMPLETE'],
  ),
  standard(
    'R223-4, energy call-back',
    OPT_IN,
    energyCallback,
    ['ALLOW', 'OK_CALLBACK_REQUESTED'],
    ['ALLOW', 'OK_CALLBACK_REQUESTED'],
  ),
  strict(
    'R223-4, energy call-back',
    OPT_IN,
    energyCallback,
    ['REVIEW', 'LAW_DOUBTFUL'],
    ['ALLOW', 'OK_CALLBACK_REQUESTED'],
  ),
  both(
    'X3, X4 a number passed on for calls',
    OPT_IN,
    transfer,
    ['ALLOW', 'OK_LEGIT_INTEREST_OPTOUT'],
    ['DENY', 'NO_CONSENT'],
  ),
  both(
    'X4 a file with listed numbers',
    OPT_IN,
    { ...transfer, useChannels: ['POST'], fileContainsBloctelNumbers: true },
    ['DENY', 'BLOCTEL_FILE_SALE_BAN'],
    ['ALLOW', 'OK_LEGIT_INTEREST_OPTOUT'],
  ),
  both(
    'X6 proof of a consent to calls, four years old',
    OPT_IN,
    { kind: 'KEEP_PROOF', at: OPT_IN[0], channel: 'LIVE_CALL', consentGivenAt: '2022-08-01T10:00:00+02:00' },
    ['ALLOW', 'PROOF_RETENTION_3Y'],
    ['DENY', 'RETENTION_EXCEEDED'],
  ),
  both(
    'CB-12 an objection box for calls',
    OPT_IN,
    form,
    ['ALLOW', 'OK_FORM_VALID'],
    ['DENY', 'CONSENT_NO_POSITIVE_ACT'],
  ),
  both(
    'NCC_BLOCTEL missing of a form that asks for a number',
    OPT_IN,
    { ...form, box: { ...form.box, kind: 'SOFT_OPT_IN' }, noticeItemsMissing: ['NCC_BLOCTEL'] },
    ['DENY', 'NOTICE_ITEM_MISSING'],
    ['ALLOW', 'OK_FORM_VALID'],
  ),
]
