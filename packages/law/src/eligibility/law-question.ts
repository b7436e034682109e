import type { Audience, Profile, Purpose, Sector } from '@constat/core/vocabulary'
import type { ContactFacts } from '../question/question.ts'
import { givenAt, isDirect, toConsent } from './consent.ts'
import type { History, StoredChoice } from './history.ts'
import { placeOf } from './place.ts'
import type { Query } from './query.ts'
import { attemptDates, lastContact, stateOf, type Opposition } from './seen.ts'

/** What is at stake in one law question: a consent, or the collection that took place without one. */
export type Stake = { readonly choice: StoredChoice | null; readonly granted: boolean }

// Strictest first: what may not be offered at all by some means, then what has rules of its own.
const SECTORS: readonly Sector[] = [
  'CPF_TRAINING',
  'ENERGY_RENOVATION',
  'HOME_ADAPTATION',
  'INSURANCE',
  'GENERAL',
  'PRESS',
]

const strictestOf = (...sectors: readonly (Sector | null)[]): Sector | null =>
  SECTORS.find((sector) => sectors.includes(sector)) ?? null

// Without goods, what the asker says the contact is about and what the consent is for both count.
const sectorOf = ({ sector, goods, facts }: Query, consented: Sector | null): Sector =>
  sector ?? (goods === null ? strictestOf(facts.sector, consented) : (consented ?? facts.sector)) ?? 'GENERAL'

const goodsOf = ({ goods }: Query, { choice, granted }: Stake) => {
  if (goods !== null)
    return { key: goods, sector: choice?.goods.find(({ key }) => key === goods)?.sector ?? null }
  const strictest = granted
    ? choice?.goods.toSorted((one, other) => SECTORS.indexOf(one.sector) - SECTORS.indexOf(other.sector))[0]
    : undefined
  return strictest ?? { key: null, sector: null }
}

// Consumer is strictest; who is not known is treated as one.
const AUDIENCES: readonly Audience[] = ['B2C_CONSUMER', 'UNKNOWN', 'B2B_PROFESSIONAL', 'LEGAL_ENTITY']

const audienceOf = ({ facts }: Query, { choice }: Stake): Audience => {
  const stated = [choice?.audience, facts.audience].flatMap((each) => (each == null ? [] : [each]))
  return AUDIENCES.find((each) => stated.includes(each)) ?? 'UNKNOWN'
}

const sourceOf = ({ facts }: Query, { choice }: Stake): ContactFacts['source'] =>
  choice === null
    ? facts.source
    : {
        kind: 'DIRECT_FORM',
        collector: choice.controller,
        provenanceDocumented: true,
        antiProspectingFlag: facts.source?.antiProspectingFlag ?? false,
      }

const noticeOf = ({ facts }: Query, { choice }: Stake): ContactFacts['notice'] =>
  choice === null
    ? facts.notice
    : {
        informedAtCollection: true,
        optoutOfferedAtCollection: choice.optoutOffered || (facts.notice?.optoutOfferedAtCollection ?? false),
        art14GivenOrPlanned: facts.notice?.art14GivenOrPlanned ?? false,
        sourceWillBeStated: facts.notice?.sourceWillBeStated ?? false,
      }

/** Whether a granted choice answers a request of this purpose: a request for consent counts as prospecting. */
export const servesPurpose = ({ purpose: asked }: StoredChoice, purpose: Purpose): boolean =>
  asked === purpose || (purpose === 'CONSENT_REQUEST' && asked === 'COMMERCIAL_PROSPECTING')

/** One query about one stake as a law question: the table of architecture.md, "Semantics". */
export const lawQuestion = (
  query: Query,
  history: History,
  stake: Stake,
  opposition: Opposition | null,
  profile: Profile,
): ContactFacts => {
  const { facts, channel, purpose, advertiser, at } = query
  const { choice, granted } = stake
  const goods = goodsOf(query, stake)
  const state = stateOf(history)
  const consent = choice !== null && granted ? toConsent(choice, history, advertiser, profile) : null
  const renews =
    choice !== null && consent !== null && state !== null && isDirect(choice) && consent.givenAt > state.at
  // Asked for by other means than a call, an answer is the consent to it.
  const isCallback =
    consent !== null &&
    purpose === 'CALLBACK_REQUESTED' &&
    channel === 'LIVE_CALL' &&
    choice?.channel === 'LIVE_CALL'
  const heard = lastContact(history)
  return {
    ...facts,
    ...placeOf(query),
    kind: 'CONTACT',
    at,
    channel,
    purpose,
    advertiser,
    offer: { goods: goods.key },
    sector: sectorOf(query, goods.sector),
    audience: audienceOf(query, stake),
    source: sourceOf(query, stake),
    notice: noticeOf(query, stake),
    consent: isCallback ? null : consent,
    callback: isCallback
      ? {
          requestedAt: consent.givenAt,
          proof: consent.proof === 'COMPLETE' && consent.withdrawnAt === null,
          scopeOk: goods.key === null || choice?.goods.length === 0 || goods.sector !== null,
          addressee:
            choice?.advertisers.find((each) => each === advertiser) ?? choice?.advertisers[0] ?? null,
          slot: consent.slot,
        }
      : facts.callback,
    opposition: opposition?.facts ?? null,
    attemptDates: attemptDates(history, query),
    lastContactFromPerson:
      heard !== null && facts.lastContactFromPerson !== null && facts.lastContactFromPerson > heard
        ? facts.lastContactFromPerson
        : (heard ?? facts.lastContactFromPerson),
    subjectState:
      state === null || (state.state === 'RESTRICTED' && renews && consent?.withdrawnAt === null)
        ? 'ACTIVE'
        : state.state,
    erasedAt: state?.state === 'ERASED' && renews ? state.at : null,
  }
}

/** When the person made the choice at stake; null without one. */
export const stakeGivenAt = ({ choice }: Stake): number | null => (choice === null ? null : givenAt(choice))
