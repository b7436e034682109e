import type { Audience, Channel, Profile, Purpose, Verdict } from '@constat/core/vocabulary'
import { decideContact } from '../decision/contact-decision.ts'
import type { DecideOptions } from '../decision/decide.ts'
import type { Decision, Reason } from '../decision/decision.ts'
import { readProfile, type ContactFacts } from '../question/question.ts'
import { givenAt, withdrawalsFor } from './consent.ts'
import type { History, StoredChoice } from './history.ts'
import { lawQuestion, servesPurpose, stakeGivenAt, type Stake } from './law-question.ts'
import { readQuery, type EligibilityQuery, type Query } from './query.ts'
import { oppositionsTo, seenAt, stateOf, type Opposition } from './seen.ts'

/** The question as it was resolved, for the caller to see what was answered. */
export type ResolvedQuestion = {
  readonly channel: Channel
  readonly purpose: Purpose
  readonly advertiser: string
  readonly goods: string | null
  readonly audience: Audience
  readonly timeZone: string
  readonly territory: string
}

/** A decision with what it was drawn from. */
export type Assessment = Decision & {
  readonly question: ResolvedQuestion
  /** Ids of the consent events relied on, for and against; on DENY too. */
  readonly evidence: readonly string[]
}

const BEST_FIRST: readonly Verdict[] = ['ALLOW', 'DEFER', 'REVIEW', 'DENY']

type Answer = { readonly stake: Stake; readonly facts: ContactFacts; readonly decision: Decision }

const rank = ({ decision }: Answer): number => BEST_FIRST.indexOf(decision.verdict)

// Each opposition is put to the law with its own law question: one that has lapsed must not hide one that stands.
const answerFor = (
  query: Query,
  history: History,
  stake: Stake,
  oppositions: readonly Opposition[],
  profile: Profile,
): Answer => {
  const answers = (oppositions.length === 0 ? [null] : oppositions).map((opposition): Answer => {
    const facts = lawQuestion(query, history, stake, opposition, profile)
    return { stake, facts, decision: decideContact(facts, profile) }
  })
  return answers.reduce((one, other) => (rank(other) > rank(one) ? other : one))
}

const isAbout = ({ channel, advertiser }: Query, { choice }: Stake): boolean =>
  choice?.channel === channel && choice.advertisers.includes(advertiser)

// Several consents: the best verdict, then the fewest reasons against, then the latest (architecture.md); of one
// submission, the consent to what is asked.
const isBetter = (query: Query, one: Answer, other: Answer): boolean => {
  if (rank(one) !== rank(other)) return rank(one) < rank(other)
  if (one.stake.granted !== other.stake.granted) return one.stake.granted
  const reasons = one.decision.reasons.length - other.decision.reasons.length
  if (reasons !== 0) return reasons < 0
  const later = (stakeGivenAt(one.stake) ?? 0) - (stakeGivenAt(other.stake) ?? 0)
  return later === 0 ? isAbout(query, one.stake) && !isAbout(query, other.stake) : later > 0
}

/** The consents at stake: granted for the purpose, whatever their channel, so that the answer can say what they lack. */
const consents = ({ choices }: History, { purpose }: Query): readonly Stake[] =>
  choices
    .filter((each) => each.answer === 'GRANTED' && servesPurpose(each, purpose))
    .map((choice) => ({ choice, granted: true }))

/** What is left without a consent: the last time the person was asked on this channel for this advertiser. */
const collection = ({ choices }: History, { channel, advertiser }: Query): Stake => ({
  choice:
    choices.find(
      (each) =>
        each.answer !== 'NOT_ASKED' && each.channel === channel && each.advertisers.includes(advertiser),
    ) ?? null,
  granted: false,
})

/**
 * Where the person, asked again, last said no. It ends no consent (law.md CB-13, three states), but whoever relies on an
 * earlier yes is to see it.
 */
const laterRefusal = (
  choice: StoredChoice,
  { advertiser }: Query,
  { choices }: History,
): StoredChoice | null =>
  choices.reduce<StoredChoice | null>(
    (latest, each) =>
      each.answer === 'REFUSED' &&
      each.channel === choice.channel &&
      each.advertisers.includes(advertiser) &&
      givenAt(each) > givenAt(latest ?? choice)
        ? each
        : latest,
    null,
  )

const evidenceOf = (
  { choice }: Stake,
  query: Query,
  oppositions: readonly Opposition[],
  history: History,
): readonly string[] => {
  const state = stateOf(history)
  const refusal = choice && laterRefusal(choice, query, history)
  return [
    ...new Set([
      ...(choice === null
        ? []
        : [
            choice.event,
            ...withdrawalsFor(choice, query.advertiser).map(({ event }) => event),
            ...(refusal === null ? [] : [refusal.event]),
          ]),
      ...oppositions.map(({ event }) => event),
      ...(state?.event == null ? [] : [state.event]),
    ]),
  ]
}

// Nobody said who the person is: that remark explains the answer, and what carries the verdict is told before it.
const audienceLast = (reasons: readonly Reason[]): readonly Reason[] => [
  ...reasons.filter(({ code }) => code !== 'AUDIENCE_UNKNOWN'),
  ...reasons.filter(({ code }) => code === 'AUDIENCE_UNKNOWN'),
]

/**
 * Answers a query from what is stored of the contact: one law question for each consent at stake, the best answer with
 * the events it relies on. Looks at nothing recorded after `at`. Synchronous and pure.
 *
 * @throws InvalidQuestion when the query cannot be read.
 */
export const assess = (
  history: History,
  input: EligibilityQuery,
  { profile = 'strict' }: DecideOptions = {},
): Assessment => {
  readProfile(profile)
  const query = readQuery(input)
  const seen = seenAt(history, query.at)
  const oppositions = oppositionsTo(seen, query)
  const answers = consents(seen, query).map((stake) => answerFor(query, seen, stake, oppositions, profile))
  // Without a consent that serves, the contact may still be lawful on another ground.
  if (!answers.some(({ decision }) => decision.verdict === 'ALLOW'))
    answers.push(answerFor(query, seen, collection(seen, query), oppositions, profile))
  const best = answers.reduce((one, other) => (isBetter(query, other, one) ? other : one))
  const { facts, decision, stake } = best
  return {
    ...decision,
    reasons: audienceLast(decision.reasons),
    question: {
      channel: query.channel,
      purpose: query.purpose,
      advertiser: query.advertiser,
      goods: facts.offer?.goods ?? null,
      audience: facts.audience ?? 'UNKNOWN',
      timeZone: facts.timeZone ?? '',
      territory: facts.territory ?? '',
    },
    evidence: evidenceOf(stake, query, oppositions, seen),
  }
}
