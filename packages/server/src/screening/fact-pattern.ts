import type { Contact } from '@constat/core/contact'
import { parisDate } from '@constat/law'
import { readSaid, skimStateEvents, type SkimmedEvent } from '@constat/store'

const HOUR = 3_600_000
const REMEMBERED = 65_536

const days = new Map<number, string>()

/** The date in Paris, where days begin on the hour. */
const dayOf = (instant: number): string => {
  const hour = Math.floor(instant / HOUR)
  const known = days.get(hour)
  if (known !== undefined) return known
  if (days.size >= REMEMBERED) days.clear()
  const day = parisDate(hour * HOUR)
  days.set(hour, day)
  return day
}

// The longest prefix by which the law tells where a number is at home: `+262269`.
const PREFIX = 7
const MAINLAND = '+33'

/** All of a contact that a decision about it is drawn from. */
export const placeOf = ({ kind, value }: Contact): string => {
  if (kind === 'email') return kind
  return value.startsWith(MAINLAND) ? MAINLAND : value.slice(0, PREFIX)
}

/**
 * What can be told of an event by its words: PLAIN is a submission that says nothing else, whenever it was said; OWN counts by
 * more than its day or has more to say than its words.
 */
type Saying = { readonly name: string; readonly kind: 'PLAIN' | 'FULL' | 'OWN' }

const kindOf = (said: string): Saying['kind'] => {
  const { recordedAt, occurredAt, supersedes, flags, choices, withdrawals, objections } = readSaid(said)
  if (occurredAt !== recordedAt || choices.some(({ slotStart }) => slotStart !== null)) return 'OWN'
  // An objection to a time of its own stands elsewhere in the order of what was said.
  if (objections.some(({ at }) => at !== recordedAt)) return 'OWN'
  return supersedes === null && withdrawals.length === 0 && objections.length === 0 && flags.length === 0
    ? 'PLAIN'
    : 'FULL'
}

/** Names what events say. Names are never given twice: two patterns of one name would be one. */
export const createSayings = (): ((said: string) => Saying) => {
  const known = new Map<string, Saying>()
  let given = 0
  return (said) => {
    const found = known.get(said)
    if (found) return found
    if (known.size >= REMEMBERED) known.clear()
    given += 1
    const saying: Saying = { name: String(given), kind: kindOf(said) }
    known.set(said, saying)
    return saying
  }
}

const isInOrder = (events: readonly SkimmedEvent[], at: number): boolean => {
  let last = -Infinity
  for (const { recordedAt } of events) {
    if (recordedAt <= last || recordedAt > at) return false
    last = recordedAt
  }
  return true
}

/** Of submissions that say nothing but the same, the last one counts: how often it was said changes no answer. */
const plainPattern = (sayings: readonly Saying[], events: readonly SkimmedEvent[]): string => {
  let pattern = ''
  for (let index = 0; index < sayings.length; index += 1) {
    const name = sayings[index]?.name
    let later = index + 1
    while (later < sayings.length && sayings[later]?.name !== name) later += 1
    if (later === sayings.length) pattern += `|${name} ${dayOf(events[index]?.recordedAt ?? 0)}`
  }
  return pattern
}

const fullPattern = (sayings: readonly Saying[], events: readonly SkimmedEvent[]): string => {
  let pattern = '#'
  for (let index = 0; index < sayings.length; index += 1)
    pattern += `|${sayings[index]?.name} ${dayOf(events[index]?.recordedAt ?? 0)}`
  return pattern
}

/**
 * All that a decision about one question and one instant is drawn from, but which events they were and at what hour of a day:
 * contacts of one pattern have one answer. Null where the answer may depend on more, as where two things are of one instant.
 *
 * @param place of the contact: {@link placeOf}
 * @param text of the state; of its events those to `position` are seen
 */
export const factPattern = (
  place: string,
  text: string,
  { at, position }: { readonly at: number; readonly position: number },
  sayingOf: (said: string) => Saying,
): string | null => {
  const all = skimStateEvents(text)
  const isSeen = (event: SkimmedEvent): boolean => event.position <= position
  const events = all.every(isSeen) ? all : all.filter(isSeen)
  if (!isInOrder(events, at)) return null
  const sayings = events.map(({ said }) => sayingOf(said))
  if (sayings.some(({ kind }) => kind === 'OWN')) return null
  const isPlain = sayings.every(({ kind }) => kind === 'PLAIN')
  return place + (isPlain ? plainPattern : fullPattern)(sayings, events)
}
