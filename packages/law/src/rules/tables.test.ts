import { describe, expect, it } from 'vitest'
import { decide } from '../decision/decide.ts'
import { LAW_TABLES } from '../testing/law-tables.ts'

describe('the decision tables of law.md', () => {
  const cases = LAW_TABLES.flatMap((each) => each.profiles.map((profile) => ({ ...each, profile })))

  it.each(cases)('$row ($profile): $verdict', ({ question, profile, verdict, reasons }) => {
    const decision = decide(question, { profile })
    const codes = decision.reasons.map(({ code }) => code)
    expect({ verdict: decision.verdict, first: codes[0] }).toEqual({ verdict, first: reasons[0] })
    expect(codes).toEqual(expect.arrayContaining([...reasons]))
  })
})
