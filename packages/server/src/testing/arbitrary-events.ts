import type { NoticeDocument, NoticeQuestion } from '@constat/core/notice'
import {
  ANSWERS,
  CHANNELS,
  PROVENANCES,
  SUPPRESSION_SCOPES,
  SUPPRESSION_SOURCES,
  type Channel,
} from '@constat/core/vocabulary'
import type { StateEvent } from '@constat/store'
import fc from 'fast-check'
import { TUESDAY } from './seeded.ts'
import { NOTICE } from './server-under-test.ts'

const DAY = 24 * 3_600_000
const PARTIES = ['cuisines', 'sols'] as const

const asking = (
  key: string,
  channel: Channel,
  advertisers: string[],
  changes: Partial<NoticeQuestion> = {},
): NoticeQuestion => {
  const [first] = NOTICE.questions
  if (!first) throw new Error('The notice asks something.')
  return { ...first, key, channel, advertisers, ...changes }
}

/** Two notices that ask much of what can be asked. */
export const DOCUMENTS: ReadonlyMap<string, NoticeDocument> = new Map([
  [
    'ntc_1',
    {
      ...NOTICE,
      questions: [
        asking('appel', 'LIVE_CALL', ['cuisines', 'sols']),
        asking('sms', 'SMS', ['cuisines'], { periodDays: 30 }),
        asking('rappel', 'LIVE_CALL', ['cuisines'], { purpose: 'CALLBACK_REQUESTED' }),
      ],
    },
  ],
  [
    'ntc_2',
    {
      ...NOTICE,
      controller: 'sols',
      audience: 'B2B_PROFESSIONAL',
      questions: [
        asking('appel', 'LIVE_CALL', ['cuisines']),
        asking('sms', 'SMS', ['sols'], { kind: 'SOFT_OPT_IN' }),
        asking('rappel', 'LIVE_CALL', ['sols'], { purpose: 'CALLBACK_REQUESTED', goods: [] }),
      ],
    },
  ],
])

/** What may happen to a contact, at an instant after what happened before. */
export type Step =
  | {
      readonly kind: 'answer'
      readonly notice: string
      readonly answers: readonly StateEvent['choices'][number]['answer'][]
      readonly provenance: StateEvent['provenance']
      readonly flags: StateEvent['flags']
      readonly slotIn: number | null
      readonly claimed: number
    }
  | { readonly kind: 'withdraw'; readonly which: number; readonly advertiser: string }
  | { readonly kind: 'confirm'; readonly which: number }
  | { readonly kind: 'restrict'; readonly which: number }
  | { readonly kind: 'erase'; readonly which: number }
  | {
      readonly kind: 'object'
      readonly scope: StateEvent['objections'][number]['scope']
      readonly source: StateEvent['objections'][number]['source']
      readonly advertisers: readonly string[] | null
      readonly claimed: number
    }

const past = fc.constantFrom(0, 0, 0, 1, 60, 400)
const which = fc.nat(9)
const party = fc.constantFrom(...PARTIES)

/** One step, leaning towards consents. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      notice: fc.constantFrom(...DOCUMENTS.keys()),
      answers: fc.array(fc.constantFrom('GRANTED', 'GRANTED', ...ANSWERS), { minLength: 3, maxLength: 3 }),
      provenance: fc.constantFrom('SITE_CHALLENGED', 'SITE_CHALLENGED', ...PROVENANCES),
      flags: fc.constantFrom([], [], [], ['UNTRUSTED_ACT'] as const, ['HIDDEN'] as const),
      slotIn: fc.constantFrom(null, null, null, -5, 3),
      claimed: past,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('confirm' as const), which }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), which, advertiser: party }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('restrict' as const, 'erase' as const), which }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('object' as const),
      scope: fc.constantFrom(...SUPPRESSION_SCOPES),
      source: fc.constantFrom('REFUSED_DURING_CALL' as const, ...SUPPRESSION_SOURCES),
      advertisers: fc.option(fc.uniqueArray(party, { minLength: 1 })),
      claimed: past,
    }),
  },
)

/** A question put to a contact, some days after the last thing that happened. */
export const anyQuestion = fc.record({
  channel: fc.constantFrom('LIVE_CALL', 'LIVE_CALL', ...CHANNELS),
  advertiser: party,
  goods: fc.constantFrom(null, 'cuisines', 'parquets'),
  purpose: fc.constantFrom(
    'COMMERCIAL_PROSPECTING' as const,
    'COMMERCIAL_PROSPECTING' as const,
    'CALLBACK_REQUESTED' as const,
    'CONSENT_REQUEST' as const,
  ),
  daysLater: fc.constantFrom(0, 0, 1, 4, 7, 29, 61, 300, 364),
  hour: fc.constantFrom(0, 3, 9),
  profile: fc.constantFrom('strict' as const, 'standard' as const),
})

const empty = { flags: [], choices: [], withdrawals: [], objections: [], supersedes: null, noticeId: null }

const choicesOf = ({ notice, answers, slotIn }: Extract<Step, { kind: 'answer' }>, at: number) =>
  (DOCUMENTS.get(notice)?.questions ?? []).map(({ key, channel }, index) => {
    const answer = answers[index] ?? 'NOT_ASKED'
    const start = at + (slotIn ?? 0) * DAY
    return slotIn !== null && answer === 'GRANTED' && channel === 'LIVE_CALL'
      ? { questionKey: key, answer, slotStart: start, slotEnd: start + DAY / 2 }
      : { questionKey: key, answer, slotStart: null, slotEnd: null }
  })

/** The event of a step, after those that there are; undefined where there is nothing to act on. */
export const eventOf = (
  step: Step,
  before: readonly StateEvent[],
  at: number,
  idOf: (position: number) => string,
): StateEvent | undefined => {
  const position = (before.at(-1)?.position ?? 0) + 1
  const base = { ...empty, eventId: idOf(position), position, recordedAt: at, occurredAt: at }
  if (step.kind === 'answer')
    return {
      ...base,
      kind: step.answers.includes('GRANTED') ? 'GIVEN' : 'REFUSED',
      provenance: step.provenance,
      occurredAt: step.provenance === 'IMPORTED' ? at - step.claimed * DAY : at,
      noticeId: step.notice,
      flags: step.flags,
      choices: choicesOf(step, at),
    }
  if (step.kind === 'object')
    return {
      ...base,
      kind: 'OBJECTED',
      provenance: 'SERVER_ATTESTED',
      objections: [
        {
          scope: step.scope,
          source: step.source,
          advertisers: step.advertisers,
          at: at - step.claimed * DAY,
        },
      ],
    }
  const submissions = before.filter(({ supersedes, noticeId }) => supersedes === null && noticeId !== null)
  const submission = submissions.at(-1 - (step.which % Math.max(1, submissions.length)))
  if (!submission) return undefined
  const acting = { ...base, provenance: 'SERVER_ATTESTED' as const, supersedes: submission.eventId }
  if (step.kind === 'restrict') return { ...acting, kind: 'RESTRICTED' }
  if (step.kind === 'erase') return { ...acting, kind: 'ERASED' }
  const granted = submission.choices.filter(({ answer }) => answer === 'GRANTED')
  if (step.kind === 'confirm')
    return {
      ...acting,
      kind: 'GIVEN',
      provenance: 'CONFIRMED',
      noticeId: submission.noticeId,
      choices: granted,
    }
  return {
    ...acting,
    kind: 'WITHDRAWN',
    noticeId: submission.noticeId,
    withdrawals: granted.map(({ questionKey }) => ({
      supersedes: submission.eventId,
      questionKey,
      advertiserKey: step.advertiser,
    })),
  }
}

/** When the step of this number happens: two in a day, from long ago to the Tuesday. */
export const instantOfStep = (index: number, of: number): number => TUESDAY - (of - 1 - index) * (DAY / 2)
