import { both, standard, strict, type Case } from './case.ts'
import { call, call2025, customer, robocall, underContract, validConsent } from './questions.ts'

const consent2025 = validConsent({ givenAt: '2025-02-10T14:00:00+01:00', informedOf: [], periodEnd: null })
const soft2026 = robocall({ relation: customer })

/** law.md §3.2. */
export const AUTOMATED_TABLE: readonly Case[] = [
  both(
    'A1 consent naming automated calls',
    robocall({ consent: validConsent({ channels: ['AUTOMATED_CALL'] }) }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  strict(
    'A1 hours from 2023-03-01',
    robocall({
      at: '2023-03-01T20:30:00+01:00',
      bloctel: { listed: false, lastCheck: '2023-02-15' },
      consent: validConsent({ channels: ['AUTOMATED_CALL'], givenAt: '2023-02-01T10:00:00+01:00' }),
    }),
    'DEFER',
    'OUTSIDE_CALLING_HOURS',
  ),
  both(
    'A1 six items from 2026-08-11',
    robocall({ consent: validConsent({ channels: ['AUTOMATED_CALL'], informedOf: [] }) }),
    'DENY',
    'CONSENT_INFO_INCOMPLETE',
  ),
  both(
    'A1 other goods, before R223-1',
    robocall({
      ...call2025(),
      channel: 'AUTOMATED_CALL',
      dialing: 'PRERECORDED',
      consent: { ...consent2025, channels: ['AUTOMATED_CALL'], goods: ['GOODS-2'] },
    }),
    'DENY',
    'CONSENT_WRONG_PURPOSE',
  ),
  both(
    'A2 consent to live calls only',
    robocall({ consent: validConsent() }),
    'DENY',
    'CONSENT_WRONG_CHANNEL',
  ),
  both(
    'A2 an artificial voice is no live call',
    call({ dialing: 'AI_VOICE', callerId: { class: 'NPV' }, consent: validConsent() }),
    'DENY',
    'CONSENT_WRONG_CHANNEL',
  ),
  standard(
    'A3 customer, before 2026-08-11 (D-1)',
    robocall({ ...call2025(), channel: 'AUTOMATED_CALL', dialing: 'PRERECORDED', relation: customer }),
    'ALLOW',
    'OK_SOFT_OPT_IN',
  ),
  strict(
    'A3 customer, before 2026-08-11 (D-1)',
    robocall({ ...call2025(), channel: 'AUTOMATED_CALL', dialing: 'PRERECORDED', relation: customer }),
    'DENY',
    'NO_CONSENT',
    'SOFT_OPT_IN_CHANNEL_DOUBT',
  ),
  standard(
    'A3 fax to a customer, any date',
    call({ channel: 'FAX', dialing: null, relation: customer }),
    'ALLOW',
    'OK_SOFT_OPT_IN',
  ),
  strict(
    'A3 fax to a customer, any date',
    call({ channel: 'FAX', dialing: null, relation: customer }),
    'DENY',
    'NO_CONSENT',
    'SOFT_OPT_IN_CHANNEL_DOUBT',
  ),
  standard('A4 contract ended (D-2)', soft2026, 'REVIEW', 'LAW_DOUBTFUL', 'SOFT_OPT_IN_CHANNEL_DOUBT'),
  strict('A4 contract ended (D-2)', soft2026, 'DENY', 'NO_CONSENT', 'SOFT_OPT_IN_CHANNEL_DOUBT'),
  standard(
    'A5 running contract',
    robocall({ relation: underContract }),
    'ALLOW',
    'OK_SOFT_OPT_IN',
    'OK_CURRENT_CONTRACT',
  ),
  strict(
    'A5 running contract',
    robocall({ relation: underContract }),
    'DENY',
    'NO_CONSENT',
    'SOFT_OPT_IN_CHANNEL_DOUBT',
  ),
  standard(
    'D-2 only L223-1 lifted',
    robocall({ relation: { ...underContract, offerAnalogous: false } }),
    'REVIEW',
    'LAW_DOUBTFUL',
    'SOFT_OPT_IN_NOT_ANALOGOUS',
  ),
  both(
    'A6 account only',
    robocall({ relation: { status: 'ACCOUNT_ONLY', offerAnalogous: true, sameLegalEntity: true } }),
    'DENY',
    'NO_CONSENT',
    'SOFT_OPT_IN_NO_SALE',
  ),
  both(
    'A7 dialled at random',
    robocall({ source: { kind: 'RANDOM_DIAL', collector: 'ADV-A' } }),
    'DENY',
    'RANDOM_DIALING',
    'NO_CONSENT',
  ),
]
