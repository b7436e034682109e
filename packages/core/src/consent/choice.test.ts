import { describe, expect, it } from 'vitest'
import { CHANNELS, ANSWERS } from '../vocabulary/index.ts'
import { canAnswer, contactKindsOf, eventKindOf, isObjection } from './index.ts'

describe('a choice', () => {
  it('binds calls, SMS and fax to the phone, e-mail to the address, the rest to whichever was given', () => {
    expect(Object.fromEntries(CHANNELS.map((channel) => [channel, contactKindsOf(channel)]))).toEqual({
      AUTOMATED_CALL: ['phone'],
      LIVE_CALL: ['phone'],
      SMS: ['phone'],
      FAX: ['phone'],
      EMAIL: ['email'],
      POST: ['phone', 'email'],
      SOCIAL_MESSAGE: ['phone', 'email'],
    })
  })

  it('grants only where consent was asked for', () => {
    expect(ANSWERS.filter((answer) => canAnswer('OPT_IN', answer))).toEqual(ANSWERS)
    for (const kind of ['OPT_OUT', 'SOFT_OPT_IN'] as const)
      expect(ANSWERS.filter((answer) => canAnswer(kind, answer))).not.toContain('GRANTED')
  })

  it('objects by the ticked box of an opt-out, not by the refusal of an opt-in', () => {
    expect(isObjection('OPT_IN', 'REFUSED')).toBe(false)
    expect(isObjection('OPT_OUT', 'REFUSED')).toBe(true)
    expect(isObjection('SOFT_OPT_IN', 'REFUSED')).toBe(true)
    expect(isObjection('OPT_OUT', 'UNANSWERED')).toBe(false)
  })
})

describe('a submission', () => {
  it('is GIVEN when one choice is granted, else REFUSED', () => {
    const refused = { question: 'sms', answer: 'REFUSED' } as const
    expect(eventKindOf([refused, { question: 'appel', answer: 'GRANTED' }])).toBe('GIVEN')
    expect(eventKindOf([refused, { question: 'appel', answer: 'UNANSWERED' }])).toBe('REFUSED')
    expect(eventKindOf([])).toBe('REFUSED')
  })
})
