import { RECORDING_ITEMS } from '../question/words.ts'
import type { Question } from '../question/question.ts'
import { both, standard, strict, type Case } from './case.ts'
import { TUESDAY_2025, TUESDAY_2026, validConsent } from './questions.ts'

type Of<Kind extends Question['kind']> = Extract<Question, { readonly kind: Kind }>

const recording = (change: Partial<Of<'RECORD_CALL'>> = {}): Question => ({
  kind: 'RECORD_CALL',
  at: TUESDAY_2026,
  contractForm: 'ORAL_POSSIBLE',
  callDirection: 'INBOUND',
  sector: 'GENERAL',
  phase: 'CONTRACT_CONCLUSION',
  trigger: 'MANUAL',
  otherProof: false,
  noticeItems: [...RECORDING_ITEMS],
  alternativeMeansTold: true,
  objected: false,
  paymentDataRecorded: false,
  ...change,
})

const insurance = (change: Partial<Of<'RECORD_CALL'>> = {}): Question =>
  recording({
    sector: 'INSURANCE',
    callDirection: 'OUTBOUND_PROSPECTING',
    trigger: 'DEFAULT_ALL_CALLS',
    callSolicited: false,
    relation: { status: 'NONE' },
    ...change,
  })

const transfer = (change: Partial<Of<'TRANSFER_DATA'>> = {}): Question => ({
  kind: 'TRANSFER_DATA',
  at: TUESDAY_2026,
  recipient: 'ADV-A',
  useChannels: ['EMAIL'],
  consent: validConsent({ channels: ['EMAIL', 'LIVE_CALL'] }),
  notice: { informedOfTransfer: true, optoutOffered: true },
  fileContainsBloctelNumbers: false,
  ...change,
})

const abroad = (change: Partial<Of<'PROCESSOR_TRANSFER'>> = {}): Question => ({
  kind: 'PROCESSOR_TRANSFER',
  at: TUESDAY_2026,
  country: 'TN',
  adequacy: false,
  safeguard: 'SCC',
  tiaDone: true,
  art28Contract: true,
  ...change,
})

const proof = (change: Partial<Of<'KEEP_PROOF'>> = {}): Question => ({
  kind: 'KEEP_PROOF',
  at: '2029-08-20T10:00:00+02:00',
  channel: 'LIVE_CALL',
  consentGivenAt: '2026-08-20T14:00:00+02:00',
  withdrawnAt: '2026-12-01T10:00:00+01:00',
  ...change,
})

/** law.md §3.7, X1 to X6, and §7. */
export const ACT_TABLE: readonly Case[] = [
  both('X1 necessary', recording(), 'ALLOW', 'OK_RECORDING_NECESSARY'),
  both(
    'X1 a written contract',
    recording({ contractForm: 'WRITTEN_REQUIRED' }),
    'DENY',
    'RECORDING_NOT_NECESSARY',
  ),
  both(
    'X1 outbound',
    recording({ callDirection: 'OUTBOUND_PROSPECTING' }),
    'DENY',
    'RECORDING_NOT_NECESSARY',
  ),
  both(
    'X1 before the contract',
    recording({ phase: 'BEFORE_CONTRACT' }),
    'DENY',
    'RECORDING_BEFORE_CONTRACT_PHASE',
  ),
  both('X1 other proof', recording({ otherProof: true }), 'DENY', 'RECORDING_OTHER_PROOF_EXISTS'),
  both(
    'X1 eight items',
    recording({ noticeItems: RECORDING_ITEMS.slice(1) }),
    'DENY',
    'RECORDING_NOTICE_INCOMPLETE',
  ),
  both(
    'X1 no alternative told',
    recording({ alternativeMeansTold: false }),
    'DENY',
    'RECORDING_NOTICE_INCOMPLETE',
  ),
  both('X1 objected', recording({ objected: true }), 'DENY', 'RECORDING_OBJECTED'),
  both('X1 by default', recording({ trigger: 'DEFAULT_ALL_CALLS' }), 'DENY', 'RECORDING_SYSTEMATIC'),
  both('X1 bank details', recording({ paymentDataRecorded: true }), 'DENY', 'RECORDING_EXCESSIVE_DATA'),
  both(
    'X1 nothing known',
    { kind: 'RECORD_CALL', at: TUESDAY_2026 },
    'DENY',
    'RECORDING_NOT_NECESSARY',
    'RECORDING_EXCESSIVE_DATA',
  ),
  both('X2 insurance', insurance(), 'ALLOW', 'OK_RECORDING_LEGAL_OBLIGATION'),
  both('X2 objected', insurance({ objected: true }), 'DENY', 'RECORDING_OBJECTED'),
  both('X2 asked-for call: as X1', insurance({ callSolicited: true }), 'DENY', 'RECORDING_NOT_NECESSARY'),
  both(
    'X2 running contract: as X1',
    insurance({ relation: { status: 'CONTRACT_CURRENT' } }),
    'DENY',
    'RECORDING_NOT_NECESSARY',
  ),
  both(
    'X2 not before 2022-04-01',
    insurance({ at: '2022-03-31T11:00:00+02:00' }),
    'DENY',
    'RECORDING_NOT_NECESSARY',
  ),
  both('X3 consent naming the recipient', transfer(), 'ALLOW', 'OK_CONSENT_VALID'),
  both('X3 no consent', transfer({ consent: null }), 'DENY', 'NO_CONSENT'),
  standard(
    'D-15 the recipient took over the one that was named',
    transfer({ recipient: 'ADV-B', consent: validConsent({ channels: ['EMAIL'], successors: ['ADV-B'] }) }),
    'REVIEW',
    'LAW_DOUBTFUL',
  ),
  strict(
    'D-15 the recipient took over the one that was named',
    transfer({ recipient: 'ADV-B', consent: validConsent({ channels: ['EMAIL'], successors: ['ADV-B'] }) }),
    'DENY',
    'CONSENT_WRONG_ADVERTISER',
  ),
  both('X3 recipient not named', transfer({ recipient: 'ADV-B' }), 'DENY', 'CONSENT_WRONG_ADVERTISER'),
  both(
    'X3 live calls from 2026-08-11',
    transfer({ useChannels: ['LIVE_CALL'], consent: null }),
    'DENY',
    'NO_CONSENT',
  ),
  both('X3 use not known: any', transfer({ useChannels: null }), 'DENY', 'CONSENT_WRONG_CHANNEL'),
  both('X4 post', transfer({ useChannels: ['POST'], consent: null }), 'ALLOW', 'OK_LEGIT_INTEREST_OPTOUT'),
  both(
    'X4 post, not informed',
    transfer({ useChannels: ['POST'], consent: null, notice: null }),
    'DENY',
    'NOT_INFORMED_AT_COLLECTION',
  ),
  both(
    'X4 live calls until 2026-08-10',
    transfer({ at: TUESDAY_2025, useChannels: ['LIVE_CALL'], consent: null }),
    'ALLOW',
    'OK_LEGIT_INTEREST_OPTOUT',
  ),
  both(
    'X4 listed numbers',
    transfer({
      at: TUESDAY_2025,
      useChannels: ['LIVE_CALL'],
      consent: null,
      fileContainsBloctelNumbers: true,
    }),
    'DENY',
    'BLOCTEL_FILE_SALE_BAN',
  ),
  both(
    'X4 the list has ended',
    transfer({ useChannels: ['POST'], consent: null, fileContainsBloctelNumbers: true }),
    'ALLOW',
    'OK_LEGIT_INTEREST_OPTOUT',
  ),
  both('X5 safeguarded', abroad(), 'ALLOW', 'OK_TRANSFER_SAFEGUARDED'),
  both(
    'X5 adequacy',
    abroad({ adequacy: true, safeguard: null, tiaDone: null }),
    'ALLOW',
    'OK_TRANSFER_SAFEGUARDED',
  ),
  both(
    'X5 within the EEA',
    abroad({ country: 'PT', safeguard: null, tiaDone: null }),
    'ALLOW',
    'OK_TRANSFER_SAFEGUARDED',
  ),
  both('X5 no impact assessment', abroad({ tiaDone: false }), 'DENY', 'TRANSFER_NO_SAFEGUARD'),
  both('X5 no contract', abroad({ art28Contract: false }), 'DENY', 'TRANSFER_NO_SAFEGUARD'),
  both('X6 three years', proof(), 'ALLOW', 'PROOF_RETENTION_3Y'),
  both('X6 and a day', proof({ at: '2029-08-21T10:00:00+02:00' }), 'DENY', 'RETENTION_EXCEEDED'),
  both(
    'X6 a contract followed',
    proof({ at: '2031-01-01T10:00:00+01:00', contractConcludedAt: '2026-09-01T10:00:00+02:00' }),
    'ALLOW',
    'PROOF_RETENTION_3Y',
  ),
  both(
    'X6 litigation',
    proof({ at: '2035-01-01T10:00:00+01:00', litigation: true }),
    'ALLOW',
    'PROOF_RETENTION_3Y',
  ),
  both(
    '§7 e-mail consent that still serves',
    proof({ at: '2035-01-01T10:00:00+01:00', channel: 'EMAIL', withdrawnAt: null }),
    'ALLOW',
    'PROOF_RETENTION_3Y',
  ),
  standard(
    '§7 e-mail consent withdrawn four years ago',
    proof({ at: '2030-12-01T10:00:00+01:00', channel: 'EMAIL' }),
    'ALLOW',
    'PROOF_RETENTION_3Y',
  ),
  strict(
    '§7 e-mail consent withdrawn four years ago',
    proof({ at: '2030-12-01T10:00:00+01:00', channel: 'EMAIL' }),
    'DENY',
    'RETENTION_EXCEEDED',
  ),
  both(
    'X6 before R223-2',
    proof({
      at: '2026-08-10T10:00:00+02:00',
      consentGivenAt: '2022-01-01T10:00:00+01:00',
      withdrawnAt: '2025-01-01T10:00:00+01:00',
    }),
    'ALLOW',
    'PROOF_RETENTION_3Y',
  ),
]
