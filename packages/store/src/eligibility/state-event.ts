import type { ObservationFlag } from '@constat/core/consent'
import type { ConsentEvent, Objection, StoredChoice, Withdrawal } from '../consent/event.ts'

/** What of an event may bear on a decision, with what belongs to it. */
export type StateEvent = Pick<
  ConsentEvent,
  | 'eventId'
  | 'position'
  | 'kind'
  | 'provenance'
  | 'occurredAt'
  | 'recordedAt'
  | 'noticeId'
  | 'supersedes'
  | 'flags'
> & {
  /** Of a submission or a confirmation; what other events repeat of a submission is not answered anew. */
  readonly choices: readonly Omit<StoredChoice, 'eventId'>[]
  readonly withdrawals: readonly Omit<Withdrawal, 'eventId'>[]
  readonly objections: readonly Omit<Objection, 'eventId'>[]
}

/** Whether an event says that a contact of the submission that it acts on was answered from. */
export const isConfirmation = ({
  kind,
  provenance,
  supersedes,
}: Pick<ConsentEvent, 'kind' | 'provenance' | 'supersedes'>): boolean =>
  kind === 'GIVEN' && provenance === 'CONFIRMED' && supersedes !== null

/** An event as a contact's state holds it. */
export const toStateEvent = (
  event: Pick<ConsentEvent, keyof Omit<StateEvent, 'choices' | 'withdrawals' | 'objections'>> &
    Pick<StateEvent, 'choices' | 'withdrawals' | 'objections'>,
): StateEvent => ({
  eventId: event.eventId,
  position: event.position,
  kind: event.kind,
  provenance: event.provenance,
  occurredAt: event.occurredAt,
  recordedAt: event.recordedAt,
  noticeId: event.noticeId,
  supersedes: event.supersedes,
  flags: event.flags,
  choices: event.supersedes === null || isConfirmation(event) ? event.choices : [],
  withdrawals: event.withdrawals,
  objections: event.objections,
})

type ChoiceText = readonly [question: string, answer: StoredChoice['answer'], start?: number, end?: number]

// What most events lack comes last and is left out.
type EventText = readonly [
  position: number,
  eventId: string,
  kind: StateEvent['kind'],
  provenance: StateEvent['provenance'],
  recordedAt: number,
  noticeId: string | null,
  choices: readonly ChoiceText[],
  occurredBefore?: number,
  supersedes?: string | null,
  flags?: readonly ObservationFlag[],
  withdrawals?: readonly (readonly [supersedes: string, question: string, advertiser: string])[],
  objections?: readonly (readonly [
    Objection['scope'],
    Objection['source'],
    Objection['advertisers'],
    at: number,
  ])[],
]

const isNothing = (value: unknown): boolean =>
  value === 0 || value === null || (Array.isArray(value) && value.length === 0)

// Of the twelve, the first seven are always there.
const FIXED = 7

/** The text of one event; that of several is theirs one after another. */
export const writeStateEvent = (event: StateEvent): string => {
  const text: EventText = [
    event.position,
    event.eventId,
    event.kind,
    event.provenance,
    event.recordedAt,
    event.noticeId,
    event.choices.map(({ questionKey, answer, slotStart, slotEnd }) =>
      slotStart === null || slotEnd === null
        ? [questionKey, answer]
        : [questionKey, answer, slotStart, slotEnd],
    ),
    event.recordedAt - event.occurredAt,
    event.supersedes,
    event.flags,
    event.withdrawals.map(({ supersedes, questionKey, advertiserKey }) => [
      supersedes,
      questionKey,
      advertiserKey,
    ]),
    event.objections.map(({ scope, source, advertisers, at }) => [scope, source, advertisers, at]),
  ]
  const length = text.findLastIndex((part, index) => index < FIXED || !isNothing(part)) + 1
  return `${JSON.stringify(text.slice(0, length))},`
}

const NONE: readonly never[] = []

const readChoice = (text: ChoiceText): StateEvent['choices'][number] => ({
  questionKey: text[0],
  answer: text[1],
  slotStart: text[2] ?? null,
  slotEnd: text[3] ?? null,
})

// By index: taking a tuple apart by a pattern runs its iterator, and texts are read by the million.
const readEvent = (text: EventText): StateEvent => {
  const recordedAt = text[4]
  const choices = text[6]
  const withdrawals = text[10] ?? NONE
  const objections = text[11] ?? NONE
  return {
    eventId: text[1],
    position: text[0],
    kind: text[2],
    provenance: text[3],
    occurredAt: recordedAt - (text[7] ?? 0),
    recordedAt,
    noticeId: text[5],
    supersedes: text[8] ?? null,
    flags: text[9] ?? NONE,
    choices: choices.length === 0 ? NONE : choices.map(readChoice),
    withdrawals:
      withdrawals.length === 0
        ? NONE
        : withdrawals.map(([of, questionKey, advertiserKey]) => ({
            supersedes: of,
            questionKey,
            advertiserKey,
          })),
    objections:
      objections.length === 0
        ? NONE
        : objections.map(([scope, source, advertisers, at]) => ({ scope, source, advertisers, at })),
  }
}

/** The events of a text, in its order. */
export const readStateEvents = (text: string): readonly StateEvent[] => {
  const events: readonly EventText[] = JSON.parse(`[${text.slice(0, -1)}]`)
  return events.map(readEvent)
}

/** One event of a state's text as far as it is told apart from others: see {@link skimStateEvents}. */
export type SkimmedEvent = {
  readonly position: number
  readonly recordedAt: number
  /** All else that it says: see {@link readSaid}. */
  readonly said: string
}

const ZERO = 0x30
const NINE = 0x39

/** Where an event of a text ends, by the bracket that closes it; only an event begins by a number. */
const endOf = (text: string, from: number): number => {
  for (let at = text.indexOf('],[', from); at !== -1; at = text.indexOf('],[', at + 1)) {
    const code = text.charCodeAt(at + 3)
    if (code >= ZERO && code <= NINE) return at
  }
  return text.length - 2
}

/**
 * The events of a text without what each has for itself: its name, its position and its instant, for which `#` with the place
 * of the event and -1 stand wherever they are repeated. So events that say the same are said in the same words, which is
 * told faster than each is read.
 */
export const skimStateEvents = (text: string): readonly SkimmedEvent[] => {
  const events: SkimmedEvent[] = []
  const ids: string[] = []
  for (let at = 0; at < text.length;) {
    // `[7,"evt_…","GIVEN","SITE_CHALLENGED",1763800000000,…],`
    const id = text.indexOf(',', at) + 1
    const kind = text.indexOf(',', id) + 1
    const instant = text.indexOf(',', text.indexOf(',', kind) + 1) + 1
    const rest = text.indexOf(',', instant)
    const end = endOf(text, rest)
    const recorded = text.slice(instant, rest)
    let told = text.slice(rest, end + 1)
    if (told.includes(recorded)) told = told.replaceAll(recorded, '-1')
    for (let place = 0; place < ids.length; place += 1) {
      const name = ids[place] ?? ''
      if (told.includes(name)) told = told.replaceAll(name, `"#${place}"`)
    }
    ids.push(text.slice(id, kind - 1))
    events.push({
      position: Number(text.slice(at + 1, id - 1)),
      recordedAt: Number(recorded),
      said: `[0,"",${text.slice(kind, instant - 1)},-1${told}`,
    })
    at = end + 2
  }
  return events
}

/** What a skimmed event says, as of an event without a name at -1. */
export const readSaid = (said: string): StateEvent => readEvent(JSON.parse(said))
