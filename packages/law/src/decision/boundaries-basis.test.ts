import { describe, expect, it } from 'vitest'
import type { Question } from '../question/question.ts'
import {
  call,
  call2025,
  consentedCall,
  customer,
  message,
  professional,
  robocall,
  validConsent,
} from '../testing/questions.ts'
import { decide } from './decide.ts'

/** The edges of the rows of law.md that mutation testing found untold. */

const answer = (question: Question, profile: 'standard' | 'strict' = 'strict') => {
  const { verdict, reasons, ruleIds } = decide(question, { profile })
  return { verdict, first: reasons[0]?.code, codes: reasons.map(({ code }) => code), ruleIds }
}

describe('the Bloctel check (L8, L10)', () => {
  it.each([
    ['thirty days ago', '2025-02-09', 'ALLOW'],
    ['thirty-one days ago', '2025-02-08', 'DENY'],
    ['today', '2025-03-11', 'ALLOW'],
    ['tomorrow', '2025-03-12', 'DENY'],
    ['nobody knows when', null, 'DENY'],
  ] as const)('%s: %s, %s', (_, lastCheck, verdict) => {
    const { codes, ...answered } = answer(call2025({ bloctel: { listed: false, lastCheck } }))
    expect(answered.verdict).toBe(verdict)
    expect(codes).toEqual([verdict === 'ALLOW' ? 'OK_LEGIT_INTEREST_OPTOUT' : 'BLOCTEL_NOT_CHECKED'])
  })
})

describe('soft opt-in (E2, E3)', () => {
  const codes = (change: Parameters<typeof call>[0]) => answer(message('EMAIL', change)).codes

  it('is not in question of a stranger', () => {
    for (const relation of [null, { status: null }, { status: 'NONE' }] as const)
      expect(codes({ relation })).toEqual(['NO_CONSENT'])
  })

  it('is in question of a customer, whatever else is known', () => {
    const sold = { saleMade: true, offerAnalogous: true, sameLegalEntity: true } as const
    for (const status of [null, 'NONE', 'CONTRACT_CURRENT'] as const)
      expect(codes({ relation: { status, ...sold } })).toEqual(['OK_SOFT_OPT_IN'])
    expect(codes({ relation: { status: 'ACCOUNT_ONLY' } })).toEqual([
      'NO_CONSENT',
      'SOFT_OPT_IN_NO_SALE',
      'SOFT_OPT_IN_NOT_ANALOGOUS',
      'SOFT_OPT_IN_OTHER_ENTITY',
    ])
  })

  it('asks that the person was told and could object', () => {
    const notice = { art14GivenOrPlanned: true, sourceWillBeStated: true } as const
    expect(codes({ relation: customer, notice: { ...notice, optoutOfferedAtCollection: true } })).toEqual([
      'NO_CONSENT',
      'NOT_INFORMED_AT_COLLECTION',
    ])
    expect(codes({ relation: customer, notice: null })).toEqual([
      'NO_CONSENT',
      'SOFT_OPT_IN_NO_OPTOUT_AT_COLLECTION',
      'NOT_INFORMED_AT_COLLECTION',
    ])
  })
})

describe('a consent (§3.6)', () => {
  it.each([
    ['at the very instant', '2026-09-15T11:00:00+02:00', 'OK_CONSENT_VALID'],
    ['a moment after', '2026-09-15T11:00:00.001+02:00', 'CONSENT_NOT_YET_GIVEN'],
    ['nobody knows when', null, 'CONSENT_NOT_YET_GIVEN'],
  ] as const)('given %s', (_, givenAt, code) => {
    const consent = validConsent({ channels: ['EMAIL'], givenAt })
    expect(answer(message('EMAIL', { consent })).codes).toEqual([code])
  })

  it('by e-mail names goods or none', () => {
    const by = (goods: string[] | null, offered: string | null) =>
      answer(
        message('EMAIL', {
          offer: { goods: offered },
          consent: validConsent({ channels: ['EMAIL'], goods }),
        }),
      ).codes
    expect(by(null, null)).toEqual(['CONSENT_WRONG_PURPOSE'])
    expect(by([], 'GOODS-1')).toEqual(['OK_CONSENT_VALID'])
    expect(by(['GOODS-1'], 'GOODS-1')).toEqual(['OK_CONSENT_VALID'])
    expect(by(['GOODS-1'], 'GOODS-2')).toEqual(['CONSENT_WRONG_PURPOSE'])
    expect(by(['GOODS-1'], null)).toEqual(['CONSENT_WRONG_PURPOSE'])
  })
})

describe('information at collection (P4, B1, B2)', () => {
  const untold = { art14GivenOrPlanned: true, sourceWillBeStated: true } as const

  it('is asked of public services too', () => {
    expect(answer(message('EMAIL', { purpose: 'PUBLIC_SERVICE', notice: untold })).codes).toEqual([
      'NOT_INFORMED_AT_COLLECTION',
    ])
  })

  it('is asked of automata that call professionals, whoever collected the number', () => {
    const source = { kind: 'COMPANY_WEBSITE', collector: 'SITE' } as const
    const facts = { source, notice: untold } as const
    expect(answer(professional(facts)).verdict).toBe('ALLOW')
    expect(
      answer(professional({ ...facts, channel: 'AUTOMATED_CALL', callerId: { class: 'NPV' } }), 'standard')
        .codes,
    ).toContain('NOT_INFORMED_AT_COLLECTION')
  })
})

describe('nothing is said that does not bear', () => {
  it('no contract is spoken of where there is none', () => {
    for (const relation of [null, { status: 'NONE' }, { status: 'QUOTE_REQUEST' }] as const)
      expect(answer(call({ relation })).codes).toEqual(['NO_CONSENT'])
    expect(answer(call({ relation: { status: 'CONTRACT_ENDED' } })).codes).toEqual([
      'NO_CONSENT',
      'CONTRACT_ENDED',
    ])
  })

  it('no refusal where none was made', () => {
    expect(answer(consentedCall({ sector: 'INSURANCE' })).codes).toEqual(['OK_CONSENT_VALID'])
  })

  it('A4 an automaton to a former customer: the doubt, and what the contract lacks', () => {
    expect(answer(robocall({ relation: customer }), 'standard').codes).toEqual([
      'LAW_DOUBTFUL',
      'SOFT_OPT_IN_CHANNEL_DOUBT',
      'CONTRACT_ENDED',
    ])
  })
})
