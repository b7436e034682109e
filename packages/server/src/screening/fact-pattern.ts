import type { Contact } from '@constat/core/contact'
import { parisDate } from '@constat/law'
import type { Attempt, StateEvent } from '@constat/store'

const HOUR = 3_600_000
const HOURS_REMEMBERED = 65_536

const days = new Map<number, string>()

/** The date in Paris, where days begin on the hour. */
const dayOf = (instant: number): string => {
  const hour = Math.floor(instant / HOUR)
  const known = days.get(hour)
  if (known !== undefined) return known
  if (days.size >= HOURS_REMEMBERED) days.clear()
  const day = parisDate(hour * HOUR)
  days.set(hour, day)
  return day
}

// The longest prefix by which the law tells where a number is at home: `+262269`.
const PREFIX = 7
const MAINLAND = '+33'

const placeOf = ({ kind, value }: Contact): string => {
  if (kind === 'email') return kind
  return value.startsWith(MAINLAND) ? MAINLAND : value.slice(0, PREFIX)
}

/** What a submission says, whenever it was said; null for an event that says more or counts by more than its day. */
const plainText = ({
  kind,
  provenance,
  noticeId,
  choices,
  supersedes,
  flags,
  withdrawals,
  objections,
}: StateEvent): string | null => {
  if (supersedes !== null || withdrawals.length > 0 || objections.length > 0 || flags.length > 0) return null
  let text = `${kind} ${provenance} ${noticeId}`
  for (const { questionKey, answer, slotStart } of choices) {
    if (slotStart !== null) return null
    text += ` ${questionKey} ${answer}`
  }
  return text
}

/** The names of events are left out, as nothing but evidence tells of them: one stands for its place. */
const fullText = (event: StateEvent, places: ReadonlyMap<string, number>): string | null => {
  const { kind, provenance, noticeId, choices, supersedes, flags, withdrawals, objections, recordedAt } =
    event
  if (choices.some(({ slotStart }) => slotStart !== null)) return null
  // An objection to a time of its own stands elsewhere in the order of what was said.
  if (objections.some(({ at }) => at !== recordedAt)) return null
  return JSON.stringify([
    kind,
    provenance,
    noticeId,
    choices.map(({ questionKey, answer }) => [questionKey, answer]),
    supersedes === null ? null : (places.get(supersedes) ?? 'gone'),
    flags,
    withdrawals.map((each) => [places.get(each.supersedes) ?? 'gone', each.questionKey, each.advertiserKey]),
    objections.map(({ scope, source, advertisers }) => [scope, source, advertisers]),
  ])
}

const inOrder = (events: readonly StateEvent[], at: number): boolean => {
  let last = -Infinity
  for (const { recordedAt, occurredAt } of events) {
    if (recordedAt <= last || recordedAt > at || occurredAt !== recordedAt) return false
    last = recordedAt
  }
  return true
}

/** Of submissions that say nothing but the same, the last one counts: how often it was said changes no answer. */
const plainPattern = (events: readonly StateEvent[]): string | null => {
  const last = new Map<string, string>()
  for (const event of events) {
    const text = plainText(event)
    if (text === null) return null
    last.delete(text)
    last.set(text, dayOf(event.recordedAt))
  }
  let pattern = ''
  for (const [text, day] of last) pattern += `|${text} ${day}`
  return pattern
}

const fullPattern = (events: readonly StateEvent[]): string | null => {
  const places = new Map(events.map(({ eventId }, place) => [eventId, place]))
  let pattern = '#'
  for (const event of events) {
    const text = fullText(event, places)
    if (text === null) return null
    pattern += `|${text} ${dayOf(event.recordedAt)}`
  }
  return pattern
}

/**
 * All that a decision about one question and one instant is drawn from, but which events they were and at what hour of a day:
 * contacts of one pattern have one answer. Null where the answer may depend on more, as where two things are of one instant.
 */
export const factPattern = (
  contact: Contact,
  events: readonly StateEvent[],
  attempts: readonly Attempt[],
  at: number,
): string | null => {
  if (attempts.length > 0 || !inOrder(events, at)) return null
  const pattern = plainPattern(events) ?? fullPattern(events)
  return pattern === null ? null : placeOf(contact) + pattern
}
