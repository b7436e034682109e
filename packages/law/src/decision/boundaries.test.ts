import { describe, expect, it } from 'vitest'
import type { Question } from '../question/question.ts'
import {
  call,
  callback,
  consentedCall,
  customer,
  message,
  professional,
  robocall,
  underContract,
  validConsent,
} from '../testing/questions.ts'
import { decide } from './decide.ts'

/** The edges of the rows of law.md that mutation testing found untold. */

const answer = (question: Question, profile: 'standard' | 'strict' = 'strict') => {
  const { verdict, reasons, ruleIds } = decide(question, { profile })
  return { verdict, first: reasons[0]?.code, codes: reasons.map(({ code }) => code), ruleIds }
}

const NO = '2026-09-10T10:00:00.000+02:00'
const objection = { kind: 'OBJECTION', at: NO, scope: 'PHONE' } as const
const calledBack = (change: Partial<typeof callback> | { readonly requestedAt: string }) =>
  call({ purpose: 'CALLBACK_REQUESTED', opposition: objection, callback: { ...callback, ...change } })

describe('a later yes answers a no (gate 2)', () => {
  it.each([
    ['the same instant', NO, 'DENY'],
    ['a millisecond later', '2026-09-10T10:00:00.001+02:00', 'ALLOW'],
  ])('a consent of %s', (_, givenAt, verdict) => {
    expect(answer(consentedCall({ opposition: objection, consent: validConsent({ givenAt }) })).verdict).toBe(
      verdict,
    )
  })

  it('but not one that is worth nothing', () => {
    const consent = validConsent({ givenAt: '2026-09-11T10:00:00+02:00', proof: 'NONE' })
    expect(answer(consentedCall({ opposition: objection, consent })).codes).toContain('OBJECTION_RECORDED')
  })

  it.each([
    ['before', '2026-09-10T09:59:59+02:00', 'DENY'],
    ['at the same instant', NO, 'DENY'],
    ['a millisecond later', '2026-09-10T10:00:00.001+02:00', 'ALLOW'],
  ])('a call-back asked for %s', (_, requestedAt, verdict) => {
    expect(answer(calledBack({ requestedAt })).verdict).toBe(verdict)
  })

  it('but not a call-back that covers something else, or a call that is none', () => {
    expect(answer(calledBack({ scopeOk: false } as never)).codes).toContain('OBJECTION_RECORDED')
    expect(answer(call({ opposition: objection, callback })).codes).toContain('OBJECTION_RECORDED')
    expect(answer(call({ opposition: objection, relation: underContract })).first).toBe('OBJECTION_RECORDED')
  })
})

describe('a social message is electronic mail (CJEU C-102/20)', () => {
  const consent = validConsent({ channels: ['SOCIAL_MESSAGE'] })

  it.each([
    ['ENERGY_RENOVATION', 'SECTOR_BAN_ENERGY'],
    ['HOME_ADAPTATION', 'SECTOR_BAN_HOME_ADAPTATION'],
    ['CPF_TRAINING', 'SECTOR_BAN_CPF'],
  ] as const)('S2, S4 %s', (sector, code) => {
    expect(answer(message('SOCIAL_MESSAGE', { sector, consent })).first).toBe(code)
  })

  it('an objection to it stands against it, and not against e-mail', () => {
    const opposition = { kind: 'STOP', at: NO, scope: 'SOCIAL_MESSAGE' } as const
    expect(answer(message('SOCIAL_MESSAGE', { opposition, consent })).first).toBe('OBJECTION_RECORDED')
    expect(
      answer(message('EMAIL', { opposition, consent: validConsent({ channels: ['EMAIL'] }) })).verdict,
    ).toBe('ALLOW')
  })
})

describe('who collected the coordinate (gate 8, B1)', () => {
  const untold = { informedAtCollection: true, optoutOfferedAtCollection: true } as const

  it('is not the advertiser when neither is known', () => {
    const source = { kind: 'DIRECT_FORM' } as const
    expect(answer(call({ channel: 'POST', advertiser: null, source, notice: untold })).codes).toEqual([
      'ART14_NOTICE_MISSING',
      'SOURCE_NOT_DISCLOSED',
    ])
  })

  it.each([
    ['nobody knows who', { kind: 'COMPANY_WEBSITE' }, 'ADV-A'],
    ['nobody knows for whom', { kind: 'COMPANY_WEBSITE', collector: 'SITE' }, null],
    ['nothing is known', null, 'ADV-A'],
  ] as const)('of a professional, when %s, information at collection is asked', (_, source, advertiser) => {
    const notice = { art14GivenOrPlanned: true, sourceWillBeStated: true } as const
    expect(answer(professional({ channel: 'EMAIL', source, advertiser, notice })).codes).toContain(
      'NOT_INFORMED_AT_COLLECTION',
    )
  })
})

describe('a contract', () => {
  it.each(['NONE', 'ACCOUNT_ONLY', 'QUOTE_REQUEST', 'CONTRACT_ENDED'] as const)(
    'is none yet, or no more: %s',
    (status) => {
      expect(answer(call({ relation: { ...customer, status, offerRelatedToContract: true } })).first).toBe(
        'NO_CONSENT',
      )
    },
  )

  it('of energy by phone does not run either', () => {
    const relation = { ...customer, status: 'QUOTE_REQUEST', offerRelatedToContract: true } as const
    expect(answer(call({ sector: 'ENERGY_RENOVATION', relation })).first).toBe('SECTOR_BAN_ENERGY')
  })
})

describe('whose line it is', () => {
  it('a general line of a professional is a professional’s, not a company’s', () => {
    expect(answer(professional({ coordinate: 'PROFESSIONAL_GENERIC' })).first).toBe('OK_LEGIT_INTEREST_B2B')
  })
})

describe('the number shown (F1, F2)', () => {
  it.each(['PREMIUM', 'SHORT_CODE'] as const)('surcharged: %s', (shown) => {
    expect(answer(consentedCall({ callerId: { class: shown } })).first).toBe('CALLER_ID_FORBIDDEN_RANGE')
  })

  it.each(['NPV', 'NPUEPT'] as const)('of an automaton: %s', (shown) => {
    const consent = validConsent({ channels: ['AUTOMATED_CALL'] })
    expect(answer(robocall({ consent, callerId: { class: shown } })).verdict).toBe('ALLOW')
  })

  it.each(['GEOGRAPHIC', 'MOBILE'] as const)('%s, dialled by hand or nobody says how', (shown) => {
    for (const dialing of ['MANUAL', null] as const)
      expect(answer(consentedCall({ dialing, callerId: { class: shown } })).verdict).toBe('ALLOW')
  })

  it('of a letter there is none', () => {
    expect(answer(call({ channel: 'POST', callerId: { class: 'GEOGRAPHIC' } })).verdict).toBe('ALLOW')
    const consent = validConsent({ channels: ['EMAIL'] })
    expect(answer(message('EMAIL', { consent, callerId: { class: 'MOBILE' } })).verdict).toBe('ALLOW')
  })
})

describe('only what bears on the question is named with it', () => {
  it('of a plain consented call', () => {
    expect(answer(consentedCall()).ruleIds).not.toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^(?:R223-1:slot|AI-50|ARCEP|L223-8|L6323|L112|scope|R223-4)/),
      ]),
    )
  })

  it('of a plain message', () => {
    const { ruleIds } = answer(message('EMAIL', { consent: validConsent({ channels: ['EMAIL'] }) }))
    expect(ruleIds).not.toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^(?:D223-9|L223|R223|AI-50|ARCEP|L221|L6323|L112|scope|AF2M)/),
      ]),
    )
  })
})

describe('an artificial voice', () => {
  it('is not that of a recorded message', () => {
    const consent = validConsent({ channels: ['AUTOMATED_CALL'] })
    expect(answer(robocall({ consent, message: { aiDisclosed: false } })).verdict).toBe('ALLOW')
  })
})

describe('days and hours', () => {
  it.each([
    ['2026-09-15T09:59:59.999+02:00', 'DEFER'],
    ['2026-09-15T10:00:00+02:00', 'ALLOW'],
    ['2026-09-15T12:59:59.999+02:00', 'ALLOW'],
    ['2026-09-15T13:00:00+02:00', 'DEFER'],
    ['2026-09-15T13:59:59+02:00', 'DEFER'],
    ['2026-09-15T14:00:00+02:00', 'ALLOW'],
    ['2026-09-15T19:59:59+02:00', 'ALLOW'],
    ['2026-09-15T20:00:00+02:00', 'DEFER'],
  ])('T1 a call at %s: %s', (at, verdict) => {
    expect(answer(consentedCall({ at })).verdict).toBe(verdict)
  })

  it.each([
    ['2026-09-15T07:59:59+02:00', 'DEFER'],
    ['2026-09-15T08:00:00+02:00', 'ALLOW'],
    ['2026-09-15T21:29:59+02:00', 'ALLOW'],
    ['2026-09-15T21:30:00+02:00', 'DEFER'],
    ['2026-09-20T11:00:00+02:00', 'DEFER'],
    ['2026-09-19T11:00:00+02:00', 'ALLOW'],
    ['2026-11-11T11:00:00+01:00', 'DEFER'],
  ])('E8 an SMS at %s, strict: %s', (at, verdict) => {
    expect(answer(message('SMS', { at, consent: validConsent({ channels: ['SMS'] }) })).verdict).toBe(verdict)
  })

  it('T3 the night that the consumer chose, to its end and no longer', () => {
    const slot = { start: '2026-09-15T21:00:00+02:00', end: '2026-09-15T22:00:00+02:00' }
    const at = (instant: string) => answer(consentedCall({ at: instant, consent: validConsent({ slot }) }))
    expect(at('2026-09-15T20:59:59.999+02:00').codes).toContain('OUTSIDE_CONSENTED_SLOT')
    expect(at('2026-09-15T21:00:00+02:00').codes).toEqual(['OK_CONSENT_VALID', 'OK_SLOT_CONSENTED'])
    expect(at('2026-09-15T21:59:59.999+02:00').verdict).toBe('ALLOW')
    expect(at('2026-09-15T22:00:00+02:00')).toMatchObject({ verdict: 'DENY', first: 'CONSENT_EXPIRED' })
  })

  it('D-10 a call-back at night: standard allows, strict only at the time that was named', () => {
    const at = '2026-09-14T21:00:00+02:00'
    const asked = (slot: { start: string; end: string } | null) =>
      call({ at, purpose: 'CALLBACK_REQUESTED', callback: { ...callback, slot } })
    expect(answer(asked(null), 'standard').verdict).toBe('ALLOW')
    expect(answer(asked(null)).verdict).toBe('DEFER')
    const slot = { start: '2026-09-14T20:30:00+02:00', end: '2026-09-14T21:30:00+02:00' }
    expect(answer(asked(slot)).verdict).toBe('ALLOW')
  })
})
