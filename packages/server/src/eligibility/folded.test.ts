import { assess } from '@constat/law'
import { foldState, latestInstant, type StateEvent } from '@constat/store'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  anyQuestion,
  anyStep,
  DOCUMENTS,
  eventOf,
  instantOfStep,
  type Step,
} from '../testing/arbitrary-events.ts'
import { toHistory } from './history.ts'

const DAY = 24 * 3_600_000

type Question = typeof anyQuestion extends fc.Arbitrary<infer Value> ? Value : never

/** What a life leaves: all of its events, and those of a state that was folded every so many. */
const lived = (steps: readonly Step[], every: number) => {
  let all: readonly StateEvent[] = []
  let state: readonly StateEvent[] = []
  let since = 0
  for (const [index, step] of steps.entries()) {
    // Names that stand against the order of time, as random ones do.
    const event = eventOf(
      step,
      all,
      instantOfStep(index, steps.length),
      (position) => `evt_${(position * 7_919) % 1_000_003}`,
    )
    if (!event) continue
    all = [...all, event]
    state = [...state, event]
    // As the store does: what bears on what was left out has the state made anew.
    if (since > 0 && (event.supersedes !== null || event.objections.some(({ at }) => at < since))) state = all
    if (index % every === every - 1) {
      since = latestInstant(all)
      state = foldState(state)
    }
  }
  return { all, state }
}

const answered = (events: readonly StateEvent[], question: Question, end: number) => {
  const { daysLater, hour, profile, ...asked } = question
  const at = end + daysLater * DAY + hour * 3_600_000
  return assess(
    toHistory({ events, attempts: [] }, DOCUMENTS, 'phone'),
    { ...asked, at, contact: { kind: 'phone', value: '+33639981234' }, sector: asked.goods && 'GENERAL' },
    { profile },
  )
}

test(
  'a state that was folded answers as all events do, however often it was folded',
  { timeout: 120_000 },
  () => {
    const verdicts = new Map<string, number>()
    fc.assert(
      fc.property(
        fc.array(anyStep, { maxLength: 40, size: 'max' }),
        fc.integer({ min: 1, max: 30 }),
        fc.array(anyQuestion, { minLength: 1, maxLength: 5 }),
        (steps, every, questions) => {
          const { all, state } = lived(steps, every)
          const end = instantOfStep(steps.length - 1, steps.length)
          for (const question of questions) {
            const wanted = answered(all, question, end)
            expect(answered(state, question, end)).toEqual(wanted)
            verdicts.set(wanted.verdict, (verdicts.get(wanted.verdict) ?? 0) + 1)
          }
        },
      ),
      { numRuns: 1_000 },
    )
    expect([...verdicts.keys()].toSorted()).toEqual(['ALLOW', 'DEFER', 'DENY'])
  },
)

test('what is kept of a contact grows with what was asked of it, not with how often', () => {
  const day: readonly Step[] = [
    ...[...DOCUMENTS.keys()].map((notice): Step => ({
      kind: 'answer',
      notice,
      answers: ['GRANTED', 'GRANTED', 'REFUSED'],
      provenance: 'SITE_CHALLENGED',
      flags: [],
      slotIn: null,
      claimed: 0,
    })),
    { kind: 'withdraw', which: 0, advertiser: 'cuisines' },
    { kind: 'object', scope: 'PHONE', source: 'REFUSED_DURING_CALL', advertisers: ['cuisines'], claimed: 0 },
  ]
  const kept = [5, 50, 500].map((days) => {
    const steps = Array.from({ length: days }, () => day).flat()
    const { all } = lived(steps, Infinity)
    expect(all).toHaveLength(steps.length)
    return foldState(all).length
  })
  expect(kept).toEqual([kept[0], kept[0], kept[0]])
  expect(kept[0]).toBeLessThan(20)
})
