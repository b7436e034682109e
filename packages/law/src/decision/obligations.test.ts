import { describe, expect, it } from 'vitest'
import {
  call,
  call2025,
  callback,
  consentedCall,
  message,
  professional,
  robocall,
  validConsent,
} from '../testing/questions.ts'
import { decide } from './decide.ts'
import type { Question } from '../question/question.ts'

const owed = (question: Question) => decide(question, { profile: 'standard' }).obligations.toSorted()

describe('what is still to be done when contact is lawful', () => {
  it('in a consented call: who, why, stop on refusal, a valid number, the proof, a written confirmation', () => {
    expect(owed(consentedCall())).toEqual([
      'OB_END_ON_REFUSAL',
      'OB_KEEP_PROOF',
      'OB_STATE_COMMERCIAL_NATURE',
      'OB_STATE_IDENTITY',
      'OB_VALID_CALLER_ID',
      'OB_WRITTEN_CONFIRMATION',
    ])
  })

  it('in a call of 2025: Bloctel is mentioned, a refusal is not yet for good', () => {
    expect(owed(call2025())).toEqual([
      'OB_MENTION_BLOCTEL',
      'OB_STATE_COMMERCIAL_NATURE',
      'OB_STATE_IDENTITY',
      'OB_VALID_CALLER_ID',
      'OB_WRITTEN_CONFIRMATION',
    ])
  })

  it('in a call that was asked for', () => {
    expect(owed(call({ purpose: 'CALLBACK_REQUESTED', callback }))).toEqual([
      'OB_END_ON_REFUSAL',
      'OB_KEEP_PROOF',
      'OB_STATE_IDENTITY',
      'OB_VALID_CALLER_ID',
    ])
  })

  it('by automaton: a verified number and a way out; by AI voice to say so', () => {
    const consent = validConsent({ channels: ['AUTOMATED_CALL'] })
    expect(owed(robocall({ consent }))).toEqual(expect.arrayContaining(['OB_NPV_NUMBER', 'OB_OFFER_OPTOUT']))
    expect(owed(robocall({ consent }))).not.toContain('OB_DISCLOSE_AI')
    expect(owed(robocall({ consent, dialing: 'AI_VOICE' }))).toContain('OB_DISCLOSE_AI')
  })

  it('returns what was not told of the dialling instead of judging it', () => {
    expect(owed(consentedCall({ dialing: null }))).toContain('OB_NPV_NUMBER')
    expect(
      owed(
        robocall({ dialing: null, callerId: null, consent: validConsent({ channels: ['AUTOMATED_CALL'] }) }),
      ),
    ).toEqual(expect.arrayContaining(['OB_NPV_NUMBER', 'OB_DISCLOSE_AI']))
  })

  it('of data collected by others: notice and source', () => {
    const source = { kind: 'COMPANY_WEBSITE', collector: 'SITE' } as const
    expect(owed(professional({ source }))).toEqual([
      'OB_ART14_NOTICE',
      'OB_OFFER_OPTOUT',
      'OB_STATE_IDENTITY',
      'OB_STATE_SOURCE',
    ])
  })

  it('in a service message: who is writing', () => {
    expect(owed(message('EMAIL', { purpose: 'CONTRACT_PERFORMANCE' }))).toEqual(['OB_STATE_IDENTITY'])
  })

  it('none unless contact is lawful', () => {
    expect(owed(call())).toEqual([])
  })
})

describe('legal basis', () => {
  it.each([
    ['consent', consentedCall(), 'CONSENT'],
    ['call-back', call({ purpose: 'CALLBACK_REQUESTED', callback }), 'CONTRACT'],
    ['public service', message('EMAIL', { purpose: 'PUBLIC_SERVICE' }), 'PUBLIC_TASK'],
    ['company switchboard', call({ audience: 'LEGAL_ENTITY', coordinate: 'PROFESSIONAL_GENERIC' }), null],
    ['denied', call(), null],
  ] as const)('%s: %s', (_, question, basis) => {
    expect(decide(question).legalBasis).toBe(basis)
  })
})
