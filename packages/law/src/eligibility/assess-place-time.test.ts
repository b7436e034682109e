import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidQuestion } from '../question/question.ts'
import { ASKED, GIVEN, granted, historyOf, objection, query } from '../testing/histories.ts'
import { assess } from './assess.ts'
import type { History } from './history.ts'
import type { EligibilityQuery } from './query.ts'

const answer = (
  history: Partial<History>,
  change: Partial<EligibilityQuery> = {},
  profile: 'standard' | 'strict' = 'strict',
) => {
  const { verdict, reasons, evidence, question } = assess(historyOf(history), query(change), { profile })
  return { verdict, first: reasons[0]?.code, codes: reasons.map(({ code }) => code), evidence, question }
}

describe('for whom and where', () => {
  it('the stricter audience holds', () => {
    const facts = { audience: 'B2B_PROFESSIONAL', coordinate: 'PROFESSIONAL_NAMED' } as const
    expect(answer({ choices: [granted()] }, { facts }).question.audience).toBe('B2C_CONSUMER')
    expect(
      answer({ choices: [granted({ audience: 'B2B_PROFESSIONAL' })] }, { facts }).question.audience,
    ).toBe('B2B_PROFESSIONAL')
    expect(answer({}).question.audience).toBe('UNKNOWN')
  })

  it.each([
    ['+262692000001', 'Indian/Reunion', 'FR-RE'],
    ['+262639000001', 'Indian/Mayotte', 'FR-YT'],
    ['+590690000001', 'America/Guadeloupe', 'FR-GP'],
    ['+594694000001', 'America/Cayenne', 'FR-GF'],
    ['+596696000001', 'America/Martinique', 'FR-MQ'],
    ['+33639980001', 'Europe/Paris', 'FR-MET'],
  ])('%s lives by %s in %s', (value, timeZone, territory) => {
    expect(answer({}, { contact: { kind: 'phone', value } }).question).toMatchObject({ timeZone, territory })
  })

  it('a foreign number is for review, unless the caller knows better', () => {
    const contact = { kind: 'phone', value: '+32470000001' } as const
    expect(answer({ choices: [granted()] }, { contact })).toMatchObject({
      verdict: 'REVIEW',
      first: 'JURISDICTION_UNSUPPORTED',
    })
    expect(
      answer({ choices: [granted()] }, { contact, facts: { territory: 'FR-MET', timeZone: 'Europe/Paris' } })
        .verdict,
    ).toBe('ALLOW')
  })

  it('a partner tells the person where the data come from', () => {
    const choices = [granted({ controller: 'courtier' })]
    expect(answer({ choices })).toMatchObject({ verdict: 'DENY', first: 'ART14_NOTICE_MISSING' })
    expect(
      answer({ choices }, { facts: { notice: { art14GivenOrPlanned: true, sourceWillBeStated: true } } })
        .verdict,
    ).toBe('ALLOW')
  })
})

describe('time', () => {
  it('nothing recorded after the instant asked about is seen', () => {
    expect(answer({ choices: [granted()] }, { at: GIVEN - 1 })).toMatchObject({
      verdict: 'DENY',
      first: 'NO_CONSENT',
    })
    const later = [objection({ at: ASKED + 1 })]
    expect(answer({ choices: [granted()], objections: later }).verdict).toBe('ALLOW')
    const withdrawals = [{ event: 'evt_w', at: ASKED + 1, advertisers: [] }]
    expect(answer({ choices: [granted({ withdrawals })] })).toMatchObject({
      verdict: 'ALLOW',
      evidence: ['evt_given'],
    })
  })

  it('no later no ever helps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -30, max: 0 }),
        fc.constantFrom('standard', 'strict'),
        (days, profile) => {
          const base: Partial<History> = { choices: [granted({ provenance: 'CONFIRMED' })] }
          const before = answer(base, {}, profile).verdict
          const after = answer(
            { ...base, objections: [objection({ at: ASKED + days * 86_400_000 })] },
            {},
            profile,
          ).verdict
          if (before !== 'ALLOW') expect(after).not.toBe('ALLOW')
          if (ASKED + days * 86_400_000 >= GIVEN) expect(after).toBe('DENY')
        },
      ),
    )
  })
})

describe('a query that cannot be read', () => {
  it('is refused with paths, without the contact', () => {
    const bad = {
      ...query(),
      channel: 'PIGEON',
      facts: { timeZone: 'Europe/Lutece', mood: 'good' },
    } as unknown as EligibilityQuery
    expect(() => assess(historyOf(), bad)).toThrow(InvalidQuestion)
    try {
      assess(historyOf(), bad)
    } catch (thrown) {
      const { issues, message } = thrown as InvalidQuestion
      expect(issues.map(({ path, rule }) => [path.join('.'), rule])).toEqual(
        expect.arrayContaining([
          ['channel', 'unknown-value'],
          ['facts.timeZone', 'time-zone'],
          ['facts.mood', 'unknown-key'],
        ]),
      )
      expect(message).not.toContain('39980001')
    }
  })
})
