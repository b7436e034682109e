import { z } from 'zod'
import {
  AUDIENCES,
  CHANNELS,
  PURPOSES,
  QUESTION_KINDS,
  SECTORS,
  SUPPRESSION_SCOPES,
} from '@constat/core/vocabulary'
import { LAW_ITEMS } from '../notice/items.ts'
import { channel, civilDate, fact, flag, instant, key, slot, statedFacts } from './facts.ts'
import {
  BOX_RECIPIENTS,
  CONSENT_METHODS,
  INFORMED_OF,
  OPPOSITION_KINDS,
  PROOFS,
  RECIPIENT_NAMINGS,
  RECORDING_ITEMS,
  RELATION_STATUSES,
  SAFEGUARDS,
  SUBJECT_STATES,
} from './words.ts'

/** A consent as a law question states it. */
export const consent = z.strictObject({
  givenAt: fact(instant),
  channels: fact(z.array(channel)),
  goods: fact(z.array(key)),
  advertisers: fact(z.array(key)),
  /** To whom the business of an advertiser named has passed since, by merger or sale (law.md D-15). */
  successors: fact(z.array(key)),
  recipientNaming: fact(z.enum(RECIPIENT_NAMINGS)),
  method: fact(z.enum(CONSENT_METHODS)),
  separateFromTerms: fact(z.boolean()),
  freelyGiven: fact(z.boolean()),
  deceptiveDesign: fact(z.boolean()),
  informedOf: fact(z.array(z.enum(INFORMED_OF))),
  periodEnd: fact(civilDate),
  tacitRenewalClause: fact(z.boolean()),
  proof: fact(z.enum(PROOFS)),
  withdrawnAt: fact(instant),
  slot: fact(slot),
  outOfHours: flag,
  parentalJoint: flag,
})

/** May this person be contacted (law.md §3.1 to §3.7). */
export const contact = z.strictObject({
  kind: z.literal('CONTACT'),
  at: instant,
  channel,
  purpose: fact(z.enum(PURPOSES)),
  advertiser: fact(key),
  offer: fact(z.strictObject({ goods: fact(key) })),
  consent: fact(consent),
  opposition: fact(
    z.strictObject({
      kind: fact(z.enum(OPPOSITION_KINDS)),
      at: fact(instant),
      scope: fact(z.enum(SUPPRESSION_SCOPES)),
    }),
  ),
  attemptDates: fact(z.array(civilDate)),
  subjectState: fact(z.enum(SUBJECT_STATES)),
  erasedAt: fact(instant),
  ...statedFacts,
})

/** May this call be recorded (X1, X2). */
export const recordCall = z.strictObject({
  kind: z.literal('RECORD_CALL'),
  at: instant,
  contractForm: fact(z.enum(['WRITTEN_REQUIRED', 'ORAL_POSSIBLE'])),
  callDirection: fact(z.enum(['INBOUND', 'OUTBOUND_PROSPECTING'])),
  callSolicited: fact(z.boolean()),
  sector: fact(z.enum(SECTORS)),
  relation: fact(z.strictObject({ status: fact(z.enum(RELATION_STATUSES)) })),
  phase: fact(z.enum(['BEFORE_CONTRACT', 'CONTRACT_CONCLUSION'])),
  trigger: fact(z.enum(['MANUAL', 'DEFAULT_ALL_CALLS'])),
  otherProof: fact(z.boolean()),
  noticeItems: fact(z.array(z.enum(RECORDING_ITEMS))),
  alternativeMeansTold: fact(z.boolean()),
  objected: flag,
  paymentDataRecorded: fact(z.boolean()),
})

/** Does this form collect consent lawfully (§5). */
export const validateForm = z.strictObject({
  kind: z.literal('VALIDATE_FORM'),
  at: instant,
  audience: fact(z.enum(AUDIENCES)),
  box: fact(
    z.strictObject({
      kind: fact(z.enum(QUESTION_KINDS)),
      defaultChecked: fact(z.boolean()),
      channels: fact(z.array(z.enum(CHANNELS))),
      recipients: fact(z.enum(BOX_RECIPIENTS)),
      separateFromTerms: fact(z.boolean()),
      equalProminence: fact(z.boolean()),
      requiredToSubmit: fact(z.boolean()),
      wordingClear: fact(z.boolean()),
      optoutOffered: fact(z.boolean()),
    }),
  ),
  noticeItemsMissing: fact(z.array(z.enum(LAW_ITEMS))),
  withdrawAsEasy: fact(z.boolean()),
})

/** May a coordinate be passed on (X3, X4). */
export const transferData = z.strictObject({
  kind: z.literal('TRANSFER_DATA'),
  at: instant,
  recipient: fact(key),
  useChannels: fact(z.array(channel)),
  consent: fact(consent),
  notice: fact(z.strictObject({ informedOfTransfer: flag, optoutOffered: flag })),
  fileContainsBloctelNumbers: fact(z.boolean()),
})

/** May a processor work on these data (X5). */
export const processorTransfer = z.strictObject({
  kind: z.literal('PROCESSOR_TRANSFER'),
  at: instant,
  processor: fact(key),
  country: fact(z.string().regex(/^[A-Z]{2}$/, { message: 'Use an ISO 3166-1 alpha-2 code such as "TN".' })),
  adequacy: fact(z.boolean()),
  safeguard: fact(z.enum(SAFEGUARDS)),
  tiaDone: fact(z.boolean()),
  art28Contract: fact(z.boolean()),
})

/** Is a proof to be kept (X6). */
export const keepProof = z.strictObject({
  kind: z.literal('KEEP_PROOF'),
  at: instant,
  channel,
  consentGivenAt: fact(instant),
  withdrawnAt: fact(instant),
  erasureRequestedAt: fact(instant),
  contractConcludedAt: fact(instant),
  litigation: flag,
})

/** Any question, tagged by `kind`. */
export const question = z.discriminatedUnion(
  'kind',
  [contact, recordCall, validateForm, transferData, processorTransfer, keepProof],
  {
    error:
      'Give a question of kind CONTACT, RECORD_CALL, VALIDATE_FORM, TRANSFER_DATA, PROCESSOR_TRANSFER or KEEP_PROOF.',
  },
)
