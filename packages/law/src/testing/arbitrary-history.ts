import fc from 'fast-check'
import { ANSWERS, PROVENANCES, SUPPRESSION_SCOPES, SUPPRESSION_SOURCES } from '@constat/core/vocabulary'
import type {
  History,
  StoredAttempt,
  StoredChoice,
  StoredObjection,
  StoredState,
} from '../eligibility/history.ts'
import type { EligibilityQuery } from '../eligibility/query.ts'
import { RELATION_STATUSES } from '../question/words.ts'
import { ASKED, granted, query } from './histories.ts'

/** Histories of one person, leaning towards those that allow a contact; few instants, so that many things meet. */

const DAY = 86_400_000
const channel = fc.constantFrom('LIVE_CALL', 'LIVE_CALL', 'LIVE_CALL', 'SMS', 'EMAIL', 'POST')
const advertiser = fc.constantFrom('cuisines', 'cuisines', 'sols')
const advertisers = fc.uniqueArray(advertiser, { minLength: 1 })
const id = fc.integer({ min: 0, max: 999_999 }).map((number) => `evt_${number}`)
const daysBefore = (...days: readonly number[]): fc.Arbitrary<number> =>
  fc.constantFrom(...days).map((count) => ASKED - count * DAY)
const past = daysBefore(0, 1, 2, 10, 29, 30, 61, 400, 1_000, 1_200, 2_000)
const rarely = <Item>(items: fc.Arbitrary<Item[]>): fc.Arbitrary<Item[]> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant<Item[]>([]) }, { weight: 1, arbitrary: items })
const known = (at: number): fc.Arbitrary<number> => fc.constantFrom(at, at, at + DAY, at + 100 * DAY)

const withdrawal = fc.record({ event: id, at: past, advertisers: fc.uniqueArray(advertiser) })

const choice: fc.Arbitrary<StoredChoice> = fc
  .record({
    event: id,
    question: fc.constantFrom('appel', 'email', 'partenaires'),
    answer: fc.constantFrom('GRANTED', 'GRANTED', ...ANSWERS),
    kind: fc.constantFrom('OPT_IN', 'SOFT_OPT_IN'),
    purpose: fc.constantFrom('COMMERCIAL_PROSPECTING', 'COMMERCIAL_PROSPECTING', 'CALLBACK_REQUESTED'),
    channel,
    audience: fc.constantFrom('B2C_CONSUMER', 'B2C_CONSUMER', 'B2B_PROFESSIONAL', 'LEGAL_ENTITY'),
    advertisers,
    periodDays: fc.constantFrom(null, 30, 365, 1_500),
    controller: advertiser,
    optoutOffered: fc.boolean(),
    provenance: fc.constantFrom(...PROVENANCES),
    occurredAt: past,
    recordedAt: past,
    withdrawals: rarely(fc.array(withdrawal, { maxLength: 2 })),
  })
  .map(granted)

/** An objection that may be recorded after it was made. */
export const anyObjection: fc.Arbitrary<StoredObjection> = past.chain((at) =>
  fc.record({
    event: id,
    scope: fc.constantFrom(...SUPPRESSION_SCOPES),
    source: fc.constantFrom('REFUSED_DURING_CALL', ...SUPPRESSION_SOURCES),
    advertisers: fc.option(advertisers),
    at: fc.constant(at),
    recordedAt: known(at),
  }),
)

/** A call or a message that may be recorded after it was made. */
export const anyAttempt: fc.Arbitrary<StoredAttempt> = past.chain((at) =>
  fc.record({ advertiser, channel, at: fc.constant(at), recordedAt: known(at) }),
)

/** A withdrawal of one of the choices of a history. */
export const anyWithdrawal = withdrawal

const state: fc.Arbitrary<StoredState> = fc.record({
  event: fc.option(id),
  state: fc.constantFrom('RESTRICTED', 'ERASED', 'DECEASED'),
  at: past,
})

export const anyHistory: fc.Arbitrary<History> = fc.record({
  choices: fc.uniqueArray(choice, {
    maxLength: 4,
    selector: ({ event, question }) => `${event} ${question}`,
  }),
  objections: rarely(fc.array(anyObjection, { maxLength: 3 })),
  attempts: fc.array(anyAttempt, { maxLength: 8 }),
  states: rarely(fc.array(state, { maxLength: 2 })),
})

export const anyQuery: fc.Arbitrary<EligibilityQuery> = fc
  .record({
    channel,
    advertiser,
    goods: fc.constantFrom('cuisines', null),
    purpose: fc.constantFrom('COMMERCIAL_PROSPECTING', 'COMMERCIAL_PROSPECTING', 'CALLBACK_REQUESTED'),
    at: fc.constantFrom(ASKED, ASKED, ASKED + DAY, ASKED - 60 * DAY, ASKED + 10 * 3_600_000),
    facts: fc.record({
      relation: fc.option(
        fc.record({
          status: fc.constantFrom(...RELATION_STATUSES),
          saleMade: fc.boolean(),
          offerAnalogous: fc.boolean(),
          offerRelatedToContract: fc.boolean(),
          sameLegalEntity: fc.boolean(),
        }),
      ),
      notice: fc.constant({ art14GivenOrPlanned: true, sourceWillBeStated: true }),
      professional: fc.option(fc.record({ kind: fc.constant('EXECUTIVE'), offerRelevant: fc.boolean() })),
      coordinate: fc.constantFrom('PROFESSIONAL_GENERIC', null),
      lastContactFromPerson: fc.constantFrom('2022-06-01', null),
      bloctel: fc.constantFrom({ listed: false, lastCheck: '2026-07-10' }, null),
    }),
  })
  .map(query)
