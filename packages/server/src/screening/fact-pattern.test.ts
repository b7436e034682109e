import type { Contact } from '@constat/core/contact'
import { assess } from '@constat/law'
import { writeStateEvent, type StateEvent } from '@constat/store'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toHistory } from '../eligibility/history.ts'
import {
  anyQuestion,
  anyStep,
  DOCUMENTS,
  eventOf,
  instantOfStep,
  type Step,
} from '../testing/arbitrary-events.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { createSayings, factPattern, placeOf } from './fact-pattern.ts'

const DAY = 24 * 3_600_000

type Question = typeof anyQuestion extends fc.Arbitrary<infer Value> ? Value : never

const lived = (steps: readonly Step[], later: number, name: string): readonly StateEvent[] => {
  let all: readonly StateEvent[] = []
  for (const [index, step] of steps.entries()) {
    const at = instantOfStep(index, steps.length) - later * (index + 1)
    const event = eventOf(step, all, at, (position) => `evt_${name}_${(position * 7) % 101}`)
    if (event) all = [...all, event]
  }
  return all
}

const saidOf = (contact: Contact, events: readonly StateEvent[], question: Question, at: number) => {
  const { channel, advertiser, goods, purpose, profile } = question
  const { evidence: _evidence, ...said } = assess(
    toHistory({ events, attempts: [] }, DOCUMENTS, 'phone'),
    { channel, advertiser, goods, purpose, at, contact, sector: null },
    { profile },
  )
  return said
}

const sayingOf = createSayings()

const patternOf = (contactOf: Contact, events: readonly StateEvent[], at: number): string | null =>
  factPattern(
    placeOf(contactOf),
    events.map(writeStateEvent).join(''),
    { at, position: Number.MAX_SAFE_INTEGER },
    sayingOf,
  )

const contact = fc.constantFrom<Contact>(
  { kind: 'phone', value: '+33639980001' },
  { kind: 'phone', value: '+33639980002' },
  { kind: 'phone', value: '+262692123456' },
  { kind: 'phone', value: '+262269123456' },
  { kind: 'phone', value: '+442079460018' },
)

test('contacts of one pattern of facts have one answer', () => {
  let met = 0
  fc.assert(
    fc.property(
      fc.array(anyStep, { maxLength: 5, size: 'max' }),
      // Said again in the same words, before: it changes no answer.
      fc.nat(2),
      fc.tuple(contact, contact),
      fc.integer({ min: 0, max: 600_000 }),
      anyQuestion,
      fc.constantFrom(0, 0, -1),
      (steps, again, [one, other], later, question, before) => {
        const first = lived(steps, 0, 'a')
        const second = lived([...steps.slice(0, again), ...steps], later, 'b')
        const at = TUESDAY + (before || question.daysLater) * DAY + question.hour * 3_600_000
        const patterns = [patternOf(one, first, at), patternOf(other, second, at)]
        if (patterns[0] === null || patterns[0] !== patterns[1]) return
        met += 1
        expect(saidOf(other, second, question, at)).toEqual(saidOf(one, first, question, at))
      },
    ),
    { numRuns: 3_000 },
  )
  expect(met).toBeGreaterThan(300)
})

test('what is of one instant, was claimed, or bears a precise time is told apart', () => {
  const [event] = lived(
    [
      {
        kind: 'answer',
        notice: 'ntc_1',
        answers: ['GRANTED', 'REFUSED', 'REFUSED'],
        provenance: 'SITE_CHALLENGED',
        flags: [],
        slotIn: null,
        claimed: 0,
      },
    ],
    0,
    'a',
  )
  if (!event) throw new Error('Something happened.')
  const someone: Contact = { kind: 'phone', value: '+33639980001' }
  const pattern = (...events: StateEvent[]) => patternOf(someone, events, TUESDAY)
  expect(pattern(event)).not.toBeNull()
  expect(pattern(event, { ...event, eventId: 'evt_b' })).toBeNull()
  expect(pattern({ ...event, occurredAt: event.occurredAt - 1 })).toBeNull()
  expect(pattern({ ...event, recordedAt: TUESDAY + 1, occurredAt: TUESDAY + 1 })).toBeNull()
  const choices = event.choices.map((choice) => ({ ...choice, slotStart: TUESDAY, slotEnd: TUESDAY + DAY }))
  expect(pattern({ ...event, choices })).toBeNull()
})
