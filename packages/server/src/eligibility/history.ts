import { contactKindsOf } from '@constat/core/consent'
import type { NoticeDocument, NoticeQuestion } from '@constat/core/notice'
import type { ContactKind } from '@constat/core/vocabulary'
import type { History, StoredChoice, StoredState } from '@constat/law'
import { isConfirmation, type Attempt, type StateEvent } from '@constat/store'

type ChoiceRow = StateEvent['choices'][number]

/** Withdrawals by the submission and question that they end. */
type Withdrawals = ReadonlyMap<string, StoredChoice['withdrawals']>

const NOT_WITHDRAWN: StoredChoice['withdrawals'] = []

const slotOf = ({ slotStart, slotEnd }: ChoiceRow): StoredChoice['slot'] =>
  slotStart === null || slotEnd === null ? null : { start: slotStart, end: slotEnd }

const endedName = (submission: string, question: string): string => `${submission} ${question}`

const withdrawalsOf = (events: readonly StateEvent[]): Withdrawals => {
  const all = new Map<string, StoredChoice['withdrawals'][number][]>()
  for (const { eventId, occurredAt, withdrawals } of events)
    for (const { supersedes, questionKey, advertiserKey } of withdrawals) {
      const name = endedName(supersedes, questionKey)
      const ends = all.get(name) ?? []
      ends.push({ event: eventId, at: occurredAt, advertisers: [advertiserKey] })
      all.set(name, ends)
    }
  return all
}

/**
 * The submission whose answers an event tells: itself, or what it confirms. Any other event that acts on a submission repeats
 * the questions it ends; they are not asked anew.
 */
const submissionOf = (event: StateEvent, events: readonly StateEvent[]): StateEvent | undefined => {
  if (event.supersedes === null) return event
  return isConfirmation(event) ? events.find(({ eventId }) => eventId === event.supersedes) : undefined
}

const choiceOf = (
  choice: ChoiceRow,
  event: StateEvent,
  // What ends it ends its confirmation, and what was wrong with its form is not righted by one.
  submission: StateEvent,
  question: NoticeQuestion,
  document: NoticeDocument,
  withdrawals: Withdrawals,
): StoredChoice => ({
  event: event.eventId,
  question: question.key,
  answer: choice.answer,
  ...termsOf(question, document),
  slot: slotOf(choice),
  recordedAt: event.recordedAt,
  occurredAt: event.occurredAt,
  provenance: event.provenance,
  flags: submission.flags,
  withdrawals: withdrawals.get(endedName(submission.eventId, question.key)) ?? NOT_WITHDRAWN,
})

type Terms = Omit<
  StoredChoice,
  | 'event'
  | 'question'
  | 'answer'
  | 'slot'
  | 'recordedAt'
  | 'occurredAt'
  | 'provenance'
  | 'flags'
  | 'withdrawals'
>

const TERMS = new WeakMap<NoticeQuestion, Terms>()

/** What a question says, whoever answers it. A document never changes, and its questions are its own. */
const termsOf = (question: NoticeQuestion, document: NoticeDocument): Terms => {
  const known = TERMS.get(question)
  if (known) return known
  const terms: Terms = {
    kind: question.kind,
    control: question.control,
    purpose: question.purpose,
    channel: question.channel,
    audience: document.audience,
    advertisers: question.advertisers,
    goods: document.goods.filter(({ key }) => question.goods.includes(key)),
    periodDays: question.periodDays ?? null,
    noticeItems: Object.keys(document.items),
    controller: document.controller,
    optoutOffered: document.questions.some(
      ({ kind, channel }) => kind !== 'OPT_IN' && channel === question.channel,
    ),
  }
  TERMS.set(question, terms)
  return terms
}

const stateOf = ({ eventId, kind, recordedAt }: StateEvent): readonly StoredState[] =>
  kind === 'RESTRICTED' || kind === 'ERASED' ? [{ event: eventId, state: kind, at: recordedAt }] : []

/**
 * What is stored of a contact, in the words of the law; only choices that bind to this kind of contact, oldest first and
 * in the order of their notice.
 */
export const toHistory = (
  { events, attempts }: { readonly events: readonly StateEvent[]; readonly attempts: readonly Attempt[] },
  documents: ReadonlyMap<string, NoticeDocument>,
  kind: ContactKind,
): History => {
  const withdrawals = withdrawalsOf(events)
  const choices = events.flatMap((event): readonly StoredChoice[] => {
    const document = event.noticeId === null ? undefined : documents.get(event.noticeId)
    const submission = submissionOf(event, events)
    if (!document || !submission) return []
    return document.questions
      .filter(({ channel }) => contactKindsOf(channel).includes(kind))
      .flatMap((question) => {
        const row = event.choices.find(({ questionKey }) => questionKey === question.key)
        return row ? [choiceOf(row, event, submission, question, document, withdrawals)] : []
      })
  })
  const objections = events.flatMap(({ eventId, recordedAt, objections: all }) =>
    all.map(({ scope, source, advertisers, at }) => ({
      event: eventId,
      scope,
      source,
      advertisers,
      at,
      recordedAt,
    })),
  )
  return { choices, objections, attempts, states: events.flatMap(stateOf) }
}
