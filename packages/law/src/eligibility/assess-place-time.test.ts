import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidQuestion } from '../question/question.ts'
import { ASKED, GIVEN, granted, historyOf, ms, objection, query } from '../testing/histories.ts'
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

  it('what is recorded late is known late, and has effect from when it happened', () => {
    const told = ASKED + 86_400_000
    const objections = [objection({ at: GIVEN + 1, recordedAt: told })]
    expect(answer({ choices: [granted()], objections }).verdict).toBe('ALLOW')
    expect(answer({ choices: [granted()], objections }, { at: told })).toMatchObject({
      verdict: 'DENY',
      first: 'OBJECTION_RECORDED',
    })
    const renewed = [granted({ provenance: 'CONFIRMED', recordedAt: GIVEN + 2 })]
    expect(answer({ choices: renewed, objections }, { at: told }).verdict).toBe('ALLOW')

    const attempts = [1, 2, 3, 4].map((days) => ({
      advertiser: 'cuisines',
      channel: 'LIVE_CALL' as const,
      at: ASKED - days * 86_400_000,
      recordedAt: told,
    }))
    expect(answer({ choices: [granted()], attempts }).verdict).toBe('ALLOW')
    expect(answer({ choices: [granted()], attempts }, { at: told }).first).toBe('FREQUENCY_CAP_30D')
  })

  it('the three years of a prospect begin with an answer, never with a no or an import', () => {
    const at = ms('2026-09-15T09:00:00Z')
    const old = { periodDays: null, recordedAt: ms('2023-01-10T09:00:00Z'), channel: 'POST' } as const
    const post = { channel: 'POST', at } as const
    const codes = (history: Partial<History>) => answer(history, post, 'standard').codes
    const choices = [granted({ ...old, answer: 'UNANSWERED' })]
    expect(codes({ choices })).toContain('RETENTION_EXCEEDED')
    expect(codes({ choices, objections: [objection({ scope: 'EMAIL' })] })).toContain('RETENTION_EXCEEDED')
    const withdrawals = [{ event: 'evt_w', at: ms('2026-09-01T08:00:00Z'), advertisers: ['sols'] }]
    expect(codes({ choices: [granted({ ...old, answer: 'UNANSWERED', withdrawals })] })).toContain(
      'RETENTION_EXCEEDED',
    )
    const imported = { provenance: 'IMPORTED', occurredAt: old.recordedAt, recordedAt: GIVEN } as const
    expect(codes({ choices: [granted({ ...old, ...imported, answer: 'UNANSWERED' })] })).toContain(
      'RETENTION_EXCEEDED',
    )
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
