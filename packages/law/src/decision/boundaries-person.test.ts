import { describe, expect, it } from 'vitest'
import type { Question } from '../question/question.ts'
import {
  call,
  call2025,
  callback,
  consentedCall,
  message,
  professional,
  validConsent,
} from '../testing/questions.ts'
import { decide } from './decide.ts'

/** The edges of the rows of law.md that mutation testing found untold. */

const answer = (question: Question, profile: 'standard' | 'strict' = 'strict') => {
  const { verdict, reasons, ruleIds } = decide(question, { profile })
  return { verdict, first: reasons[0]?.code, codes: reasons.map(({ code }) => code), ruleIds }
}

const NO = '2026-09-10T10:00:00.000+02:00'
describe('what became of the person', () => {
  const erased = (change: Parameters<typeof consentedCall>[0] = {}) =>
    answer(
      consentedCall({
        subjectState: 'ERASED',
        erasedAt: '2026-08-20T13:59:59.999+02:00',
        ...change,
      }),
    )

  it('erased: until a consent of later, given to the advertiser’s own form', () => {
    expect(erased().verdict).toBe('ALLOW')
    expect(erased({ erasedAt: '2026-08-20T14:00:00+02:00' }).first).toBe('SUBJECT_ERASED')
    expect(erased({ erasedAt: null }).first).toBe('SUBJECT_ERASED')
    expect(erased({ consent: null }).first).toBe('SUBJECT_ERASED')
    expect(erased({ consent: validConsent({ proof: 'NONE' }) }).first).toBe('SUBJECT_ERASED')
    expect(erased({ consent: validConsent({ givenAt: null }) }).first).toBe('SUBJECT_ERASED')
    expect(erased({ source: null }).first).toBe('SUBJECT_ERASED')
    expect(erased({ source: { kind: 'PARTNER_TRANSFER', collector: 'ADV-A' } }).first).toBe('SUBJECT_ERASED')
  })

  it('kept three years from the last word, not from one still to come', () => {
    const old = (change: Parameters<typeof call>[0]) =>
      answer(call({ channel: 'POST', lastContactFromPerson: '2020-09-15', ...change })).codes
    expect(old({})).toContain('RETENTION_EXCEEDED')
    expect(old({ callback: { ...callback, requestedAt: '2023-09-15T10:00:00+02:00' } })).not.toContain(
      'RETENTION_EXCEEDED',
    )
    expect(old({ callback: { ...callback, requestedAt: '2023-09-14T10:00:00+02:00' } })).toContain(
      'RETENTION_EXCEEDED',
    )
    expect(old({ callback: { ...callback, requestedAt: '2026-09-15T11:00:00.001+02:00' } })).toContain(
      'RETENTION_EXCEEDED',
    )
    expect(old({ callback: { ...callback, requestedAt: '2026-09-15T11:00:00+02:00' } })).not.toContain(
      'RETENTION_EXCEEDED',
    )
  })

  it('kept without limit where no person is meant, or something runs', () => {
    const long = { lastContactFromPerson: '2010-01-01' }
    const company = call({ audience: 'LEGAL_ENTITY', coordinate: 'PROFESSIONAL_GENERIC', ...long })
    expect(answer(company).verdict).toBe('ALLOW')
    expect(answer(message('EMAIL', { purpose: 'CONTRACT_PERFORMANCE', ...long })).verdict).toBe('ALLOW')
    expect(answer(call({ channel: 'POST', relation: null, ...long })).codes).toContain('RETENTION_EXCEEDED')
  })
})

describe('gates 2 and 5 are not for service messages (P6), and for all else', () => {
  const withdrawn = { kind: 'ORAL_WITHDRAWAL', at: NO, scope: 'ALL' } as const
  const registered = { kind: 'EMPLOYEE', offerRelevant: true, registerOpposition: true } as const
  it.each([
    ['an oral withdrawal', { opposition: withdrawn }, 'CONSENT_WITHDRAWN'],
    ['a register', { professional: registered }, 'COMPANY_REGISTER_OPPOSITION'],
    [
      'a directory',
      { source: { kind: 'DIRECT_FORM', collector: 'ADV-A', antiProspectingFlag: true } },
      'DIRECTORY_ANTI_PROSPECTING',
    ],
    ['a random number', { source: { kind: 'RANDOM_DIAL', collector: 'ADV-A' } }, 'RANDOM_DIALING'],
  ] as const)('%s', (_, facts, code) => {
    expect(answer(message('EMAIL', { purpose: 'CONTRACT_PERFORMANCE', ...facts })).codes).toEqual([
      'OK_NOT_PROSPECTING',
    ])
    expect(answer(professional(facts)).codes).toContain(code)
    expect(answer(call(facts)).codes).toContain(code)
  })
})

describe('on what a contact rests', () => {
  it.each([
    ['CONTRACT_PERFORMANCE', 'CONTRACT'],
    ['PUBLIC_SERVICE', 'PUBLIC_TASK'],
    ['SURVEY', 'LEGITIMATE_INTEREST'],
    ['NON_COMMERCIAL_CHARITY', 'LEGITIMATE_INTEREST'],
  ] as const)('%s: %s', (purpose, basis) => {
    expect(decide(message('EMAIL', { purpose })).legalBasis).toBe(basis)
  })
})

describe('times that were chosen', () => {
  it('within the hours of all need no saying', () => {
    const slot = { start: '2026-09-15T10:30:00+02:00', end: '2026-09-15T11:30:00+02:00' }
    expect(answer(consentedCall({ consent: validConsent({ slot }) })).codes).toEqual(['OK_CONSENT_VALID'])
  })

  it('say nothing of a professional', () => {
    const slot = { start: '2026-09-15T21:00:00+02:00', end: '2026-09-15T22:00:00+02:00' }
    const at = '2026-09-15T21:30:00+02:00'
    expect(answer(professional({ at, consent: validConsent({ slot }) })).codes).not.toContain(
      'OK_SLOT_CONSENTED',
    )
  })
})

describe('a refusal in a call about insurance', () => {
  it('is for good, and no wait of sixty days', () => {
    const opposition = {
      kind: 'REFUSED_DURING_CALL',
      at: '2025-03-03T11:00:00+01:00',
      scope: 'PHONE',
    } as const
    expect(answer(call2025({ sector: 'INSURANCE', opposition })).codes).toEqual(['REFUSED_DURING_CALL'])
    expect(answer(call2025({ opposition })).codes).toEqual(['REFUSAL_COOLDOWN_60D'])
  })
})

describe('a processor abroad (X5)', () => {
  const transfer = {
    kind: 'PROCESSOR_TRANSFER',
    at: '2026-09-15T11:00:00+02:00',
    art28Contract: true,
  } as const
  it.each([
    ['nothing known', {}, 'DENY'],
    ['within the EEA', { country: 'PT' }, 'ALLOW'],
    ['adequacy', { country: 'JP', adequacy: true }, 'ALLOW'],
    ['no adequacy', { country: 'TN', adequacy: false }, 'DENY'],
    ['clauses and assessment', { country: 'TN', safeguard: 'SCC', tiaDone: true }, 'ALLOW'],
    ['clauses alone', { country: 'TN', safeguard: 'SCC' }, 'DENY'],
    ['an assessment alone', { country: 'TN', tiaDone: true }, 'DENY'],
    ['an assessment of nothing', { country: 'TN', safeguard: 'NONE', tiaDone: true }, 'DENY'],
    ['no contract', { country: 'PT', art28Contract: false }, 'DENY'],
  ] as const)('%s: %s', (_, facts, verdict) => {
    expect(answer({ ...transfer, ...facts }).verdict).toBe(verdict)
  })
})
