import { z } from 'zod'
import {
  AUDIENCES,
  CHANNELS,
  PURPOSES,
  QUESTION_KINDS,
  SECTORS,
  SUPPRESSION_SCOPES,
} from '@constat/core/vocabulary'
import type { InputIssue, Parsed } from '@constat/core/problem'
import { toIssues } from '@constat/core/problem/zod'
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

const consent = z.strictObject({
  givenAt: fact(instant),
  channels: fact(z.array(channel)),
  goods: fact(z.array(key)),
  advertisers: fact(z.array(key)),
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

const contact = z.strictObject({
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

const recordCall = z.strictObject({
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

const validateForm = z.strictObject({
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

const transferData = z.strictObject({
  kind: z.literal('TRANSFER_DATA'),
  at: instant,
  recipient: fact(key),
  useChannels: fact(z.array(channel)),
  consent: fact(consent),
  notice: fact(z.strictObject({ informedOfTransfer: flag, optoutOffered: flag })),
  fileContainsBloctelNumbers: fact(z.boolean()),
})

const processorTransfer = z.strictObject({
  kind: z.literal('PROCESSOR_TRANSFER'),
  at: instant,
  processor: fact(key),
  country: fact(z.string().regex(/^[A-Z]{2}$/, { message: 'Use an ISO 3166-1 alpha-2 code such as "TN".' })),
  adequacy: fact(z.boolean()),
  safeguard: fact(z.enum(SAFEGUARDS)),
  tiaDone: fact(z.boolean()),
  art28Contract: fact(z.boolean()),
})

const keepProof = z.strictObject({
  kind: z.literal('KEEP_PROOF'),
  at: instant,
  channel,
  consentGivenAt: fact(instant),
  withdrawnAt: fact(instant),
  erasureRequestedAt: fact(instant),
  contractConcludedAt: fact(instant),
  litigation: flag,
})

const question = z.discriminatedUnion(
  'kind',
  [contact, recordCall, validateForm, transferData, processorTransfer, keepProof],
  {
    error:
      'Give a question of kind CONTACT, RECORD_CALL, VALIDATE_FORM, TRANSFER_DATA, PROCESSOR_TRANSFER or KEEP_PROOF.',
  },
)

/**
 * A question to the law, tagged by `kind` (law.md §2, names in camel case). Instants are ISO 8601 with an offset or
 * epoch milliseconds, dates `YYYY-MM-DD`. Every fact but `kind`, `at` and `channel` may be absent or null: not known.
 */
export type Question = z.input<typeof question>

/** A question as read: instants in epoch milliseconds, absent facts null. */
export type Facts = z.output<typeof question>
export type ContactFacts = z.output<typeof contact>
export type RecordCallFacts = z.output<typeof recordCall>
export type ValidateFormFacts = z.output<typeof validateForm>
export type TransferDataFacts = z.output<typeof transferData>
export type ProcessorTransferFacts = z.output<typeof processorTransfer>
export type KeepProofFacts = z.output<typeof keepProof>
/** A consent as a law question states it. */
export type Consent = z.output<typeof consent>

/** A question that cannot be read: every fault with its path and rule. Never repeats what the question said. */
export class InvalidQuestion extends Error {
  override readonly name = 'InvalidQuestion'
  readonly issues: readonly InputIssue[]
  constructor(issues: readonly InputIssue[]) {
    super(issues.map(({ path, message }) => `${path.join('.') || 'question'}: ${message}`).join(' '))
    this.issues = issues
  }
}

/** Reads a question from untrusted input; an unknown key or value is a fault. */
export const parseQuestion = (input: unknown): Parsed<Facts> => {
  const parsed = question.safeParse(input)
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, issues: toIssues(parsed.error) }
}
