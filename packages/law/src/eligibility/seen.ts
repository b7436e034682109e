import type { SuppressionSource } from '@constat/core/vocabulary'
import { parisDate } from '../calendar/time-zone.ts'
import type { LawDate } from '../calendar/law-date.ts'
import type { ContactFacts } from '../question/question.ts'
import type { OppositionKind } from '../question/words.ts'
import { isCall } from '../rules/contact.ts'
import { covers } from '../rules/opposition.ts'
import { givenAt } from './consent.ts'
import type { History, StoredObjection, StoredState } from './history.ts'
import type { Query } from './query.ts'

type Order<Fact> = (one: Fact, other: Fact) => number

const byName = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const latestFirst =
  <Fact>(at: (fact: Fact) => number, name: (fact: Fact) => string): Order<Fact> =>
  (one, other) =>
    at(other) - at(one) || byName(name(one), name(other))

/**
 * The part of a history that was known at an instant: latest first, withdrawals earliest first. What is of one instant is
 * ordered by name, so that an answer never depends on the order in which storage gives its rows.
 */
export const seenAt = (history: History, at: number): History => ({
  choices: history.choices
    .filter(({ recordedAt }) => recordedAt <= at)
    .map((choice) => ({
      ...choice,
      withdrawals: choice.withdrawals
        .filter((each) => each.at <= at)
        .toSorted((one, other) => one.at - other.at || byName(one.event, other.event)),
    }))
    .toSorted(
      latestFirst(
        ({ recordedAt }) => recordedAt,
        ({ event, question }) => `${event} ${question}`,
      ),
    ),
  objections: history.objections
    .filter((each) => each.at <= at && each.recordedAt <= at)
    .toSorted(
      latestFirst(
        (each) => each.at,
        ({ event, scope, source }) => `${event} ${scope} ${source}`,
      ),
    ),
  attempts: history.attempts.filter((each) => each.at <= at && each.recordedAt <= at),
  states: history.states
    .filter((each) => each.at <= at)
    .toSorted(
      latestFirst(
        (each) => each.at,
        ({ event, state }) => `${state} ${event}`,
      ),
    ),
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
  const inScope = objections.filter(
    ({ scope, advertisers }) =>
      covers(scope, channel) && (advertisers === null || advertisers.includes(advertiser)),
  )
  const refusal = inScope.find(({ source }) => source === 'REFUSED_DURING_CALL')
  const objection = inScope.find(({ source }) => source !== 'REFUSED_DURING_CALL')
  return [objection, refusal].flatMap((each) => (each ? [toOpposition(each)] : []))
}

/** Paris dates of the calls made by or for this advertiser. */
export const attemptDates = ({ attempts }: History, { advertiser }: Query): LawDate[] =>
  attempts.filter((each) => each.advertiser === advertiser && isCall(each)).map(({ at }) => parisDate(at))

/**
 * Paris date on which the person last answered, null when never. A withdrawal or an objection is none: a no never makes
 * a contact lawful, as it would if it began the three years anew (law.md §3, gate of retention).
 */
export const lastContact = ({ choices }: History): LawDate | null =>
  choices.length === 0 ? null : parisDate(choices.map(givenAt).reduce((one, other) => Math.max(one, other)))

/** What became of the person's data: death outlasts all, else the latest; null while nothing did. */
export const stateOf = ({ states }: History): StoredState | null =>
  states.find(({ state }) => state === 'DECEASED') ?? states[0] ?? null
