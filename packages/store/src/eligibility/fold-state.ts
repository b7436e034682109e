import type { Objection } from '../consent/event.ts'
import { isConfirmation, type StateEvent } from './state-event.ts'

/** One answer of a submission, or of its confirmation, with what ended it. */
type Answered = {
  readonly event: StateEvent
  readonly choice: StateEvent['choices'][number]
  /** The submission: what ends it ends its confirmation too. */
  readonly submission: StateEvent
  /** The notice version and the question: what is asked, of whom and for what. */
  readonly question: string
  readonly givenAt: number
  readonly ends: readonly Ended[]
}

type Ended = { readonly by: StateEvent; readonly advertiser: string; readonly at: number }
type Objected = { readonly event: StateEvent; readonly objection: Omit<Objection, 'eventId'> }

const byName = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const givenAt = ({ provenance, occurredAt, recordedAt }: StateEvent): number =>
  provenance === 'IMPORTED' ? occurredAt : recordedAt

const answersOf = (events: readonly StateEvent[]): readonly Answered[] => {
  const byId = new Map(events.map((event) => [event.eventId, event]))
  const ends = Map.groupBy(
    events.flatMap((by) =>
      by.withdrawals.map(({ supersedes, questionKey, advertiserKey }) => ({
        of: `${supersedes} ${questionKey}`,
        by,
        advertiser: advertiserKey,
        at: by.occurredAt,
      })),
    ),
    ({ of }) => of,
  )
  return events.flatMap((event) => {
    const { noticeId, supersedes } = event
    const submission = supersedes === null ? event : isConfirmation(event) ? byId.get(supersedes) : undefined
    if (noticeId === null || submission === undefined) return []
    return event.choices.map((choice) => ({
      event,
      choice,
      submission,
      question: JSON.stringify([noticeId, choice.questionKey]),
      givenAt: givenAt(event),
      ends: ends.get(`${submission.eventId} ${choice.questionKey}`) ?? [],
    }))
  })
}

const objectionsOf = (events: readonly StateEvent[]): readonly Objected[] =>
  events.flatMap((event) => event.objections.map((objection) => ({ event, objection })))

const isState = ({ kind }: StateEvent): boolean => kind === 'RESTRICTED' || kind === 'ERASED'

/** What was said last comes first; of one instant, in the order in which the law looks at it. */
const latestFirst =
  <Fact>(at: (fact: Fact) => number, name: (fact: Fact) => string) =>
  (one: Fact, other: Fact): number =>
    at(other) - at(one) || byName(name(one), name(other))

const objectedFirst = latestFirst<Objected>(
  ({ objection }) => objection.at,
  ({ event, objection }) => `${event.eventId} ${objection.scope} ${objection.source}`,
)
const answerName = ({ event, choice }: Answered): string => `${event.eventId} ${choice.questionKey}`
const recordedFirst = latestFirst<Answered>(({ event }) => event.recordedAt, answerName)
const stateFirst = latestFirst<StateEvent>(
  ({ recordedAt }) => recordedAt,
  ({ eventId, kind }) => `${kind} ${eventId}`,
)

const least = <Fact>(facts: readonly Fact[], order: (one: Fact, other: Fact) => number): Fact | undefined =>
  facts.reduce<Fact | undefined>(
    (best, fact) => (best === undefined || order(fact, best) < 0 ? fact : best),
    undefined,
  )

const present = <Fact>(...facts: readonly (Fact | undefined)[]): readonly Fact[] =>
  facts.filter((fact) => fact !== undefined)

const groups = <Fact>(facts: readonly Fact[], name: (fact: Fact) => string): readonly (readonly Fact[])[] => [
  ...Map.groupBy(facts, name).values(),
]

/** Of objections that cover the same, the first and the last said: whether one came before a yes, and which stands. */
const keptObjections = (objections: readonly Objected[]): readonly Objected[] =>
  groups(objections, ({ objection: { scope, source, advertisers } }) =>
    JSON.stringify([scope, source === 'REFUSED_DURING_CALL', advertisers]),
  ).flatMap((alike) =>
    present(
      least(alike, objectedFirst),
      least(alike, (one, other) => one.objection.at - other.objection.at),
    ),
  )

/** What became of the person last, and when she was first erased: what was given before counts as said before a no. */
const keptStates = (states: readonly StateEvent[]): readonly StateEvent[] =>
  present(
    least(states, stateFirst),
    least(
      states.filter(({ kind }) => kind === 'ERASED'),
      (one, other) => one.recordedAt - other.recordedAt,
    ),
  )

/** For each question and advertiser, where consent was first ended. */
const firstEnds = (
  answers: readonly Answered[],
): readonly { readonly answer: Answered; readonly end: Ended }[] =>
  groups(
    answers.flatMap((answer) => answer.ends.map((end) => ({ answer, end }))),
    ({ answer, end }) => `${answer.question} ${end.advertiser}`,
  ).flatMap((alike) => present(least(alike, (one, other) => one.end.at - other.end.at)))

// A precise time that is over is over, whenever it was.
const slotOf = ({ choice }: Answered, since: number): string =>
  choice.slotEnd === null ? 'any' : choice.slotEnd <= since ? 'over' : `${choice.slotStart} ${choice.slotEnd}`

/** Consents of which only the last given can carry an answer: nothing that the law asks of them differs but when. */
const consentKind = (answer: Answered, turns: readonly number[], since: number): string => {
  const { event, submission, question, ends } = answer
  return JSON.stringify([
    question,
    event.provenance,
    submission.flags.includes('UNTRUSTED_ACT'),
    submission.flags.some((flag) => flag !== 'UNTRUSTED_ACT'),
    slotOf(answer, since),
    [...new Set(ends.map(({ advertiser }) => advertiser))].toSorted(),
    turns.filter((turn) => turn < answer.givenAt).length,
    turns.includes(answer.givenAt),
  ])
}

const keptAnswers = (
  answers: readonly Answered[],
  turns: readonly number[],
  since: number,
): readonly Answered[] => {
  const givenFirst = (one: Answered, other: Answered): number =>
    other.givenAt - one.givenAt || recordedFirst(one, other)
  const granted = answers.filter(({ choice }) => choice.answer === 'GRANTED')
  return [
    ...groups(granted, (answer) => consentKind(answer, turns, since)).flatMap((alike) =>
      present(least(alike, givenFirst)),
    ),
    ...groups(answers, ({ question }) => question).flatMap((alike) => {
      const asked = alike.filter(({ choice }) => choice.answer !== 'NOT_ASKED')
      const refused = alike.filter(({ choice }) => choice.answer === 'REFUSED')
      return present(
        asked[0],
        least(asked, recordedFirst),
        least(refused, givenFirst),
        least(alike, givenFirst),
      )
    }),
  ]
}

/** The latest instant that events tell of. */
export const latestInstant = (events: readonly StateEvent[]): number =>
  events
    .flatMap(({ occurredAt, recordedAt, objections }) => [
      occurredAt,
      recordedAt,
      ...objections.map(({ at }) => at),
    ])
    .reduce((one, other) => Math.max(one, other), 0)

/**
 * Of events in order of position, those that can carry or change an answer about the contact at the latest instant that they
 * tell of or any later one, and of each what can. What is left out is alike in all that the law looks at to something kept
 * that was said later, on the same side of every no. How many are kept grows with what was asked, not with how often.
 */
export const foldState = (events: readonly StateEvent[]): readonly StateEvent[] => {
  const since = latestInstant(events)
  const answers = answersOf(events)
  const objections = keptObjections(objectionsOf(events))
  const states = keptStates(events.filter(isState))
  const ends = firstEnds(answers)
  const turns = [
    ...new Set([
      ...objections.map(({ objection }) => objection.at),
      ...states.map(({ recordedAt }) => recordedAt),
      ...ends.map(({ end }) => end.at),
    ]),
  ]
  const kept = [...keptAnswers(answers, turns, since), ...ends.map(({ answer }) => answer)]
  const choices = new Set(kept.map(({ choice }) => choice))
  const keptObjected = new Set(objections.map(({ objection }) => objection))
  const enders = new Set(kept.flatMap(({ ends: all }) => all.map(({ by }) => by)))
  const ended = new Set(kept.map(({ submission, choice }) => `${submission.eventId} ${choice.questionKey}`))
  const needed = new Set([
    ...states,
    ...enders,
    ...kept.flatMap(({ event, submission }) => [event, submission]),
    ...objections.map(({ event }) => event),
  ])
  return events
    .filter((event) => needed.has(event))
    .map((event) => ({
      ...event,
      choices: event.choices.filter((choice) => choices.has(choice)),
      withdrawals: event.withdrawals.filter(({ supersedes, questionKey }) =>
        ended.has(`${supersedes} ${questionKey}`),
      ),
      objections: event.objections.filter((objection) => keptObjected.has(objection)),
    }))
}
