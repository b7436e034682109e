import { describe, expect, it } from 'vitest'
import type { Profile } from '@constat/core/vocabulary'
import type { Question } from '../question/question.ts'
import scenarios from '../testing/scenarios.json' with { type: 'json' }
import { decide } from './decide.ts'

describe('golden scenarios of law.md', () => {
  const cases = scenarios.flatMap((scenario) =>
    (scenario.profile === 'any' ? (['standard', 'strict'] as const) : [scenario.profile as Profile]).map(
      (profile) => ({
        ...scenario,
        profile,
      }),
    ),
  )

  it.each(cases)('$id $title ($profile)', ({ question, profile, expected }) => {
    const decision = decide(question as Question, { profile })
    const codes: readonly string[] = decision.reasons.map(({ code }) => code)
    expect({ verdict: decision.verdict, first: codes[0] }).toEqual({
      verdict: expected.verdict,
      first: expected.reasons[0],
    })
    expect(codes).toEqual(expect.arrayContaining(expected.reasons))
    expect(decision.obligations).toEqual(expect.arrayContaining(expected.obligations))
  })
})
