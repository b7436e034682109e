import fc from 'fast-check'
import {
  AUDIENCES,
  CHANNELS,
  PURPOSES,
  QUESTION_KINDS,
  SECTORS,
  SUPPRESSION_SCOPES,
} from '@constat/core/vocabulary'
import type { Question } from '../question/question.ts'
import {
  BOX_RECIPIENTS,
  CALLER_ID_CLASSES,
  CONSENT_METHODS,
  COORDINATES,
  DIALINGS,
  INFORMED_OF,
  OPPOSITION_KINDS,
  PROFESSIONAL_KINDS,
  PROOFS,
  RECIPIENT_NAMINGS,
  RELATION_STATUSES,
  SAFEGUARDS,
  SOURCE_KINDS,
  SUBJECT_STATES,
} from '../question/words.ts'
import { validConsent, type ContactQuestion } from './questions.ts'

/** Questions with any facts, leaning towards those that the law allows, so that every branch is met. */

const mostly = <Value>(usual: Value, other: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other })

const known = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(arbitrary, { freq: 6 })

const iso = (from: string, to: string): fc.Arbitrary<string> =>
  fc.integer({ min: Date.parse(from), max: Date.parse(to) }).map((ms) => new Date(ms).toISOString())

const at = fc.oneof(
  fc.constantFrom(
    '2026-09-15T11:00:00+02:00',
    '2025-03-11T11:00:00+01:00',
    '2026-08-10T20:30:00+02:00',
    '2026-08-11T10:00:00+02:00',
  ),
  iso('2020-07-26', '2028-01-01'),
)
const past = iso('2022-01-01', '2026-12-01')
const date = past.map((instant) => instant.slice(0, 10))
const flag = fc.boolean()
const party = mostly('ADV-A', fc.constantFrom('ADV-B', 'BROKER-X'))

const slot = fc
  .tuple(iso('2026-08-01', '2026-12-01'), fc.integer({ min: 1, max: 600 }))
  .map(([start, minutes]) => ({ start, end: new Date(Date.parse(start) + minutes * 60_000).toISOString() }))

const consent = fc.record({
  givenAt: mostly<string | null>('2026-08-20T14:00:00+02:00', known(past)),
  channels: fc.subarray([...CHANNELS], { minLength: 1 }),
  goods: mostly<string[]>(['GOODS-1'], fc.constantFrom([], ['GOODS-2'])),
  advertisers: mostly<string[]>(['ADV-A'], fc.constantFrom([], ['ADV-B'])),
  successors: mostly<string[] | null>(null, fc.constantFrom(['ADV-A'], ['ADV-B'])),
  recipientNaming: mostly<(typeof RECIPIENT_NAMINGS)[number]>('NAMED', fc.constantFrom(...RECIPIENT_NAMINGS)),
  method: mostly<(typeof CONSENT_METHODS)[number]>('UNTICKED_BOX', fc.constantFrom(...CONSENT_METHODS)),
  separateFromTerms: mostly<boolean | null>(true, known(flag)),
  freelyGiven: mostly<boolean | null>(true, known(flag)),
  deceptiveDesign: mostly<boolean | null>(false, known(flag)),
  informedOf: mostly([...INFORMED_OF], fc.subarray([...INFORMED_OF])),
  periodEnd: known(date),
  tacitRenewalClause: mostly<boolean | null>(false, known(flag)),
  proof: mostly<(typeof PROOFS)[number]>('COMPLETE', fc.constantFrom(...PROOFS)),
  withdrawnAt: fc.option(past, { freq: 1 }),
  slot: fc.option(slot, { freq: 1 }),
  outOfHours: flag,
  parentalJoint: flag,
})

const relation = fc.record({
  status: fc.constantFrom(...RELATION_STATUSES),
  saleMade: flag,
  offerAnalogous: flag,
  offerRelatedToContract: flag,
  sameLegalEntity: mostly(true, flag),
  freemium: flag,
})

/** A question of kind CONTACT whose instant is text. */
export type AnyContact = ContactQuestion & { readonly at: string }

/** Any question of kind CONTACT. */
export const anyContact: fc.Arbitrary<AnyContact> = fc.record({
  kind: fc.constant('CONTACT' as const),
  at,
  timeZone: known(fc.constantFrom('Europe/Paris', 'Indian/Reunion', 'America/Guadeloupe')),
  territory: mostly<string | null>(
    'FR-MET',
    known(fc.constantFrom('FR-ALSACE-MOSELLE', 'FR-RE', 'FR-GP', 'BE')),
  ),
  audience: mostly<(typeof AUDIENCES)[number] | null>('B2C_CONSUMER', known(fc.constantFrom(...AUDIENCES))),
  coordinate: known(fc.constantFrom(...COORDINATES)),
  channel: mostly<(typeof CHANNELS)[number]>('LIVE_CALL', fc.constantFrom(...CHANNELS)),
  dialing: known(fc.constantFrom(...DIALINGS)),
  purpose: mostly<(typeof PURPOSES)[number]>('COMMERCIAL_PROSPECTING', fc.constantFrom(...PURPOSES)),
  sector: mostly<(typeof SECTORS)[number]>('GENERAL', fc.constantFrom(...SECTORS)),
  offer: known(fc.record({ goods: known(mostly('GOODS-1', fc.constant('GOODS-2'))) })),
  advertiser: known(party),
  source: mostly<{ kind: (typeof SOURCE_KINDS)[number]; collector: string } | null>(
    { kind: 'DIRECT_FORM', collector: 'ADV-A' },
    known(
      fc.record({ kind: fc.constantFrom(...SOURCE_KINDS), collector: party, provenanceDocumented: flag }),
    ),
  ),
  professional: known(
    fc.record({ kind: fc.constantFrom(...PROFESSIONAL_KINDS), offerRelevant: mostly(true, flag) }),
  ),
  relation: known(relation),
  consent: fc.oneof(fc.constant(null), fc.constant(validConsent()), consent),
  callback: known(
    fc.record({
      requestedAt: mostly('2026-09-14T10:00:00+02:00', past),
      proof: mostly(true, flag),
      scopeOk: mostly(true, flag),
      addressee: known(party),
      slot: fc.option(slot, { freq: 1 }),
    }),
  ),
  notice: known(
    fc.record({
      informedAtCollection: mostly(true, flag),
      optoutOfferedAtCollection: mostly(true, flag),
      art14GivenOrPlanned: mostly(true, flag),
      sourceWillBeStated: mostly(true, flag),
    }),
  ),
  opposition: fc.option(
    fc.record({
      kind: fc.constantFrom(...OPPOSITION_KINDS),
      at: past,
      scope: fc.constantFrom(...SUPPRESSION_SCOPES),
    }),
    { freq: 1 },
  ),
  bloctel: known(fc.record({ listed: mostly(false, flag), lastCheck: mostly('2025-03-01', date) })),
  attemptDates: fc.array(
    date.map((day) => `2026-09-${day.slice(8)}`).filter((day) => day <= '2026-09-30'),
    { maxLength: 5 },
  ),
  lastContactFromPerson: known(date),
  subjectState: mostly<(typeof SUBJECT_STATES)[number]>('ACTIVE', fc.constantFrom(...SUBJECT_STATES)),
  erasedAt: known(past),
  age: mostly<number | null>(null, fc.integer({ min: 10, max: 20 })),
  callerId: known(
    fc.record({
      class: mostly<(typeof CALLER_ID_CLASSES)[number]>('NPV', fc.constantFrom(...CALLER_ID_CLASSES)),
      masked: mostly(false, flag),
    }),
  ),
  message: known(
    fc.record({
      identityStated: mostly(true, flag),
      optoutMeans: mostly(true, flag),
      subjectTruthful: mostly(true, flag),
      aiDisclosed: known(flag),
    }),
  ),
})

/** Any question of another kind. */
export const anyOtherQuestion: fc.Arbitrary<Question> = fc.oneof(
  fc.record({
    kind: fc.constant('RECORD_CALL' as const),
    at,
    sector: fc.constantFrom(...SECTORS),
    callDirection: fc.constantFrom('INBOUND' as const, 'OUTBOUND_PROSPECTING' as const),
    callSolicited: known(flag),
    objected: flag,
    relation: known(fc.record({ status: fc.constantFrom(...RELATION_STATUSES) })),
  }),
  fc.record({
    kind: fc.constant('VALIDATE_FORM' as const),
    at,
    audience: fc.constantFrom(...AUDIENCES),
    box: known(
      fc.record({
        kind: fc.constantFrom(...QUESTION_KINDS),
        defaultChecked: mostly(false, flag),
        channels: fc.subarray([...CHANNELS]),
        recipients: fc.constantFrom(...BOX_RECIPIENTS),
        separateFromTerms: mostly(true, flag),
        equalProminence: mostly(true, flag),
        requiredToSubmit: mostly(false, flag),
        wordingClear: mostly(true, flag),
        optoutOffered: known(flag),
      }),
    ),
    noticeItemsMissing: known(
      fc.subarray(['NR_PERIOD' as const, 'NCC_BLOCTEL' as const, 'NCC_PHONE_INFO' as const]),
    ),
    withdrawAsEasy: known(flag),
  }),
  fc.record({
    kind: fc.constant('TRANSFER_DATA' as const),
    at,
    recipient: known(party),
    useChannels: known(fc.subarray([...CHANNELS])),
    consent: fc.option(consent),
    notice: known(fc.record({ informedOfTransfer: flag, optoutOffered: flag })),
    fileContainsBloctelNumbers: known(flag),
  }),
  fc.record({
    kind: fc.constant('PROCESSOR_TRANSFER' as const),
    at,
    country: fc.constantFrom('TN', 'PT', 'US'),
    adequacy: known(flag),
    safeguard: known(fc.constantFrom(...SAFEGUARDS)),
    tiaDone: known(flag),
    art28Contract: known(flag),
  }),
  fc.record({
    kind: fc.constant('KEEP_PROOF' as const),
    at,
    channel: fc.constantFrom(...CHANNELS),
    consentGivenAt: known(past),
    withdrawnAt: known(past),
    contractConcludedAt: known(past),
    litigation: flag,
  }),
)
