import type { SuppressionSource } from '@constat/core/vocabulary'
import { parisDate } from '../calendar/time-zone.ts'
import type { LawDate } from '../calendar/law-date.ts'
import type { ContactFacts } from '../question/question.ts'
import type { OppositionKind } from '../question/words.ts'
import { isCall } from '../rules/contact.ts'
import { covers } from '../rules/opposition.ts'
import type { History, StoredObjection, StoredState } from './history.ts'
import type { Query } from './query.ts'

/** The part of a history that was known at an instant. */
export const seenAt = (history: History, at: number): History => ({
  choices: history.choices
    .filter(({ recordedAt }) => recordedAt <= at)
    .map((choice) => ({ ...choice, withdrawals: choice.withdrawals.filter((each) => each.at <= at) })),
  objections: history.objections.filter((each) => each.at <= at),
  attempts: history.attempts.filter((each) => each.at <= at),
  states: history.states.filter((each) => each.at <= at),
})

const OPPOSITION_KINDS: { readonly [source in SuppressionSource]: OppositionKind } = {
  STOP_REPLY: 'STOP',
  UNSUBSCRIBE_LINK: 'STOP',
  REFUSED_DURING_CALL: 'REFUSED_DURING_CALL',
  OPT_OUT_BOX: 'OBJECTION',
  PERSON_PAGE: 'OBJECTION',
  LETTER: 'OBJECTION',
  DPO: 'OBJECTION',
  BLOCTEL: 'OBJECTION',
  COMPANY_REGISTER: 'OBJECTION',
}

// Lists that others keep say nothing of when the person last spoke to us.
const FROM_LISTS: readonly SuppressionSource[] = ['BLOCTEL', 'COMPANY_REGISTER']

/** An objection in scope, as a law question states it. */
export type Opposition = { readonly event: string; readonly facts: NonNullable<ContactFacts['opposition']> }

const toOpposition = ({ event, source, scope, at }: StoredObjection): Opposition => ({
  event,
  facts: { kind: OPPOSITION_KINDS[source], at, scope },
})

/**
 * The latest objections in scope against this advertiser or all: one a refusal in a call, one of any other kind, as
 * the law lets only the first of them lapse.
 */
export const oppositionsTo = (
  { objections }: History,
  { channel, advertiser }: Query,
): readonly Opposition[] => {
  const latestFirst = objections
    .filter(
      ({ scope, advertisers }) =>
        covers(scope, channel) && (advertisers === null || advertisers.includes(advertiser)),
    )
    .toSorted((one, other) => other.at - one.at)
  const refusal = latestFirst.find(({ source }) => source === 'REFUSED_DURING_CALL')
  const objection = latestFirst.find(({ source }) => source !== 'REFUSED_DURING_CALL')
  return [objection, refusal].flatMap((each) => (each ? [toOpposition(each)] : []))
}

/** Paris dates of the calls made by or for this advertiser. */
export const attemptDates = ({ attempts }: History, { advertiser }: Query): LawDate[] =>
  attempts.filter((each) => each.advertiser === advertiser && isCall(each)).map(({ at }) => parisDate(at))

/** Paris date on which the person was last heard of, null when never. */
export const lastContact = ({ choices, objections }: History): LawDate | null => {
  const instants = [
    ...choices.flatMap(({ recordedAt, withdrawals }) => [recordedAt, ...withdrawals.map(({ at }) => at)]),
    ...objections.flatMap(({ source, at }) => (FROM_LISTS.includes(source) ? [] : [at])),
  ]
  return instants.length === 0 ? null : parisDate(instants.reduce((one, other) => Math.max(one, other)))
}

/** What became of the person's data: death outlasts all, else the latest; null while nothing did. */
export const stateOf = ({ states }: History): StoredState | null =>
  states.find(({ state }) => state === 'DECEASED') ??
  states.toSorted((one, other) => other.at - one.at)[0] ??
  null
