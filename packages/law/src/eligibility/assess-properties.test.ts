import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PROFILES } from '@constat/core/vocabulary'
import {
  anyAttempt,
  anyHistory,
  anyObjection,
  anyQuery,
  anyWithdrawal,
} from '../testing/arbitrary-history.ts'
import { assess } from './assess.ts'
import type { History } from './history.ts'

const profile = fc.constantFrom(...PROFILES)
const RUNS = { numRuns: 3_000 }

/** One no or one call more. */
const more: fc.Arbitrary<(history: History) => History> = fc.oneof(
  anyObjection.map((objection) => (history: History) => ({
    ...history,
    objections: [...history.objections, objection],
  })),
  anyAttempt.map((attempt) => (history: History) => ({
    ...history,
    attempts: [...history.attempts, attempt],
  })),
  fc.tuple(fc.nat({ max: 3 }), anyWithdrawal).map(([index, withdrawal]) => (history: History) => ({
    ...history,
    choices: history.choices.map((choice, place) =>
      place === index ? { ...choice, withdrawals: [...choice.withdrawals, withdrawal] } : choice,
    ),
  })),
)

describe('any history', { timeout: 30_000 }, () => {
  it('is never turned to ALLOW by a withdrawal, an objection or a call', () => {
    fc.assert(
      fc.property(anyHistory, more, anyQuery, profile, (history, add, query, of) => {
        if (assess(history, query, { profile: of }).verdict !== 'ALLOW')
          expect(assess(add(history), query, { profile: of }).verdict).not.toBe('ALLOW')
      }),
      RUNS,
    )
  })

  it('is answered alike in whatever order its parts stand', () => {
    const reversed = ({ choices, objections, attempts, states }: History): History => ({
      choices: choices
        .map((choice) => ({ ...choice, withdrawals: choice.withdrawals.toReversed() }))
        .toReversed(),
      objections: objections.toReversed(),
      attempts: attempts.toReversed(),
      states: states.toReversed(),
    })
    fc.assert(
      fc.property(anyHistory, anyQuery, profile, (history, query, of) => {
        expect(assess(reversed(history), query, { profile: of })).toEqual(
          assess(history, query, { profile: of }),
        )
      }),
      RUNS,
    )
  })

  it('is answered as if nothing recorded later had happened', () => {
    fc.assert(
      fc.property(anyHistory, anyQuery, profile, (history, query, of) => {
        const { at } = query
        const recorded = <Fact extends { readonly recordedAt: number }>(facts: readonly Fact[]) =>
          facts.filter(({ recordedAt }) => recordedAt <= at)
        const then: History = {
          choices: recorded(history.choices).map((choice) => ({
            ...choice,
            withdrawals: choice.withdrawals.filter((each) => each.at <= at),
          })),
          objections: recorded(history.objections),
          attempts: recorded(history.attempts),
          states: history.states.filter((each) => each.at <= at),
        }
        expect(assess(then, query, { profile: of })).toEqual(assess(history, query, { profile: of }))
      }),
      RUNS,
    )
  })

  it('is allowed often enough for this to mean something', () => {
    const verdicts = fc
      .sample(fc.tuple(anyHistory, anyQuery), { numRuns: 1_000, seed: 7 })
      .map(([history, query]) => assess(history, query, { profile: 'standard' }).verdict)
    expect(verdicts.filter((verdict) => verdict === 'ALLOW').length).toBeGreaterThan(100)
    expect(verdicts.filter((verdict) => verdict === 'DEFER').length).toBeGreaterThan(3)
  })
})
