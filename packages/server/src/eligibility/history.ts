import { contactKindsOf } from '@constat/core/consent'
import type { NoticeDocument, NoticeQuestion } from '@constat/core/notice'
import type { ContactKind } from '@constat/core/vocabulary'
import type { History, StoredChoice, StoredState } from '@constat/law'
import { isConfirmation } from '../confirmation/event.ts'
import type { ConsentEvent, ContactHistory, StoredChoice as ChoiceRow, Withdrawal } from '@constat/store'

const slotOf = ({ slotStart, slotEnd }: ChoiceRow): StoredChoice['slot'] =>
  slotStart === null || slotEnd === null ? null : { start: slotStart, end: slotEnd }

const withdrawalsOf = (
  submission: string,
  question: string,
  withdrawals: readonly Withdrawal[],
  events: ReadonlyMap<string, ConsentEvent>,
): StoredChoice['withdrawals'] =>
  withdrawals
    .filter((each) => each.supersedes === submission && each.questionKey === question)
    .map(({ eventId, advertiserKey }) => ({
      event: eventId,
      at: events.get(eventId)?.occurredAt ?? 0,
      advertisers: [advertiserKey],
    }))

/**
 * The submission whose answers an event tells: itself, or what it confirms. Any other event that acts on a submission repeats
 * the questions it ends; they are not asked anew.
 */
const submissionOf = (
  event: ConsentEvent,
  events: ReadonlyMap<string, ConsentEvent>,
): ConsentEvent | undefined => {
  if (event.supersedes === null) return event
  return isConfirmation(event) ? events.get(event.supersedes) : undefined
}

const choiceOf = (
  choice: ChoiceRow,
  event: ConsentEvent,
  // What ends it ends its confirmation, and what was wrong with its form is not righted by one.
  submission: ConsentEvent,
  question: NoticeQuestion,
  document: NoticeDocument,
  withdrawals: readonly Withdrawal[],
  events: ReadonlyMap<string, ConsentEvent>,
): StoredChoice => ({
  event: event.eventId,
  question: question.key,
  answer: choice.answer,
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
  slot: slotOf(choice),
  recordedAt: event.recordedAt,
  occurredAt: event.occurredAt,
  provenance: event.provenance,
  flags: submission.flags,
  withdrawals: withdrawalsOf(submission.eventId, question.key, withdrawals, events),
})

const stateOf = ({ eventId, kind, recordedAt }: ConsentEvent): readonly StoredState[] =>
  kind === 'RESTRICTED' || kind === 'ERASED' ? [{ event: eventId, state: kind, at: recordedAt }] : []

/**
 * What is stored of a contact, in the words of the law; only choices that bind to this kind of contact, oldest first and
 * in the order of their notice.
 */
export const toHistory = (
  stored: ContactHistory,
  documents: ReadonlyMap<string, NoticeDocument>,
  kind: ContactKind,
): History => {
  const events = new Map(stored.events.map((event) => [event.eventId, event]))
  const rows = Map.groupBy(stored.choices, ({ eventId }) => eventId)
  const choices = stored.events.flatMap((event): readonly StoredChoice[] => {
    const document = event.noticeId === null ? undefined : documents.get(event.noticeId)
    const submission = submissionOf(event, events)
    if (!document || !submission) return []
    const answered = rows.get(event.eventId) ?? []
    return document.questions
      .filter(({ channel }) => contactKindsOf(channel).includes(kind))
      .flatMap((question) => {
        const row = answered.find(({ questionKey }) => questionKey === question.key)
        return row ? [choiceOf(row, event, submission, question, document, stored.withdrawals, events)] : []
      })
  })
  const objections = stored.objections.flatMap(({ eventId, scope, source, advertisers, at }) => {
    const event = events.get(eventId)
    return event ? [{ event: eventId, scope, source, advertisers, at, recordedAt: event.recordedAt }] : []
  })
  return { choices, objections, attempts: stored.attempts, states: stored.events.flatMap(stateOf) }
}
