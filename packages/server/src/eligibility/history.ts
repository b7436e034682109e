import { contactKindsOf } from '@constat/core/consent'
import type { NoticeDocument } from '@constat/core/notice'
import type { ContactKind } from '@constat/core/vocabulary'
import type { History, StoredChoice, StoredState } from '@constat/law'
import type { ConsentEvent, ContactHistory, StoredChoice as ChoiceRow, Withdrawal } from '@constat/store'

const slotOf = ({ slotStart, slotEnd }: ChoiceRow): StoredChoice['slot'] =>
  slotStart === null || slotEnd === null ? null : { start: slotStart, end: slotEnd }

const withdrawalsOf = (
  choice: ChoiceRow,
  withdrawals: readonly Withdrawal[],
  events: ReadonlyMap<string, ConsentEvent>,
): StoredChoice['withdrawals'] =>
  withdrawals
    .filter((each) => each.supersedes === choice.eventId && each.questionKey === choice.questionKey)
    .map(({ eventId, advertiserKey }) => ({
      event: eventId,
      at: events.get(eventId)?.occurredAt ?? 0,
      advertisers: [advertiserKey],
    }))

const choiceOf = (
  choice: ChoiceRow,
  event: ConsentEvent,
  document: NoticeDocument,
  withdrawals: StoredChoice['withdrawals'],
): StoredChoice | undefined => {
  const question = document.questions.find(({ key }) => key === choice.questionKey)
  return (
    question && {
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
      flags: event.flags,
      withdrawals,
    }
  )
}

const stateOf = ({ eventId, kind, recordedAt }: ConsentEvent): readonly StoredState[] =>
  kind === 'RESTRICTED' || kind === 'ERASED' ? [{ event: eventId, state: kind, at: recordedAt }] : []

/** What is stored of a contact, in the words of the law; only choices that bind to this kind of contact. */
export const toHistory = (
  stored: ContactHistory,
  documents: ReadonlyMap<string, NoticeDocument>,
  kind: ContactKind,
): History => {
  const events = new Map(stored.events.map((event) => [event.eventId, event]))
  const choices = stored.choices.flatMap((row): StoredChoice[] => {
    const event = events.get(row.eventId)
    const document = event?.noticeId ? documents.get(event.noticeId) : undefined
    // An event that acts on a submission repeats the questions it ends; they are not asked anew.
    if (!event || event.supersedes !== null || !document) return []
    const choice = choiceOf(row, event, document, withdrawalsOf(row, stored.withdrawals, events))
    return choice && contactKindsOf(choice.channel).includes(kind) ? [choice] : []
  })
  const objections = stored.objections.flatMap(({ eventId, scope, source, advertisers, at }) => {
    const event = events.get(eventId)
    return event ? [{ event: eventId, scope, source, advertisers, at, recordedAt: event.recordedAt }] : []
  })
  return { choices, objections, attempts: stored.attempts, states: stored.events.flatMap(stateOf) }
}
