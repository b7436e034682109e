import { describe, expect, it } from 'vitest'
import { PROFILES, type Profile } from '@constat/core/vocabulary'
import type { Question } from '../question/question.ts'
import { call, call2025, callback, consentedCall, message, validConsent } from '../testing/questions.ts'
import { decide } from './decide.ts'

const next = (question: Question, profile: Profile = 'strict'): string | null => {
  const { verdict, nextPossibleAt } = decide(question, { profile })
  expect(verdict).toBe('DEFER')
  return nextPossibleAt === null ? null : new Date(nextPossibleAt).toISOString()
}

describe('nextPossibleAt', () => {
  it.each([
    ['before hours', '2026-09-15T09:59:59+02:00', '2026-09-15T08:00:00.000Z'],
    ['at lunch', '2026-09-15T13:00:00+02:00', '2026-09-15T12:00:00.000Z'],
    ['after hours', '2026-09-15T20:00:00+02:00', '2026-09-16T08:00:00.000Z'],
    ['on Friday evening', '2026-09-18T21:00:00+02:00', '2026-09-21T08:00:00.000Z'],
    ['on the eve of a holiday', '2026-11-10T20:30:00+01:00', '2026-11-12T09:00:00.000Z'],
    ['over Easter and the change of clocks', '2027-03-26T20:30:00+01:00', '2027-03-30T08:00:00.000Z'],
    ['over the end of summer time', '2026-10-24T11:00:00+02:00', '2026-10-26T09:00:00.000Z'],
  ])('%s', (_, at, expected) => {
    expect(next(consentedCall({ at }))).toBe(expected)
  })

  it('runs on the clock of the consumer', () => {
    expect(
      next(consentedCall({ at: '2026-09-15T16:30:00Z', timeZone: 'Indian/Reunion', territory: 'FR-RE' })),
    ).toBe('2026-09-16T06:00:00.000Z')
  })

  it('waits for the oldest of four attempts to be thirty days old, then for the hours', () => {
    const attemptDates = ['2026-08-24', '2026-08-31', '2026-09-07', '2026-09-10']
    expect(next(consentedCall({ attemptDates }))).toBe('2026-09-23T08:00:00.000Z')
    expect(
      next(consentedCall({ attemptDates: ['2026-08-21', '2026-08-31', '2026-09-07', '2026-09-10'] })),
    ).toBe('2026-09-21T08:00:00.000Z')
  })

  it('waits sixty days after a refusal, and does not ask that the list be checked today for then', () => {
    const opposition = {
      kind: 'REFUSED_DURING_CALL',
      at: '2025-03-03T11:00:00+01:00',
      scope: 'PHONE',
    } as const
    expect(next(call2025({ opposition }))).toBe('2025-05-05T08:00:00.000Z')
  })

  it('is none when waiting leads past the law that leaves a doubt: that is denied, not reviewed', () => {
    const evening = call({
      at: '2026-08-10T20:30:00+02:00',
      dialing: 'PREDICTIVE',
      bloctel: { listed: false, lastCheck: '2026-08-01' },
    })
    for (const profile of PROFILES) expect(decide(evening, { profile })).toMatchObject({ verdict: 'DENY' })
  })

  describe('after a no to everything and a yes to Sunday at three', () => {
    const within = {
      relation: {
        status: 'CONTRACT_CURRENT',
        saleMade: true,
        offerAnalogous: true,
        offerRelatedToContract: true,
        sameLegalEntity: true,
      },
      consent: validConsent({
        givenAt: '2026-09-10T10:00:00+02:00',
        slot: { start: '2026-09-20T15:00:00+02:00', end: '2026-09-20T16:00:00+02:00' },
      }),
    } as const
    const SUNDAY = '2026-09-20T13:00:00.000Z'
    const noes = {
      objection: { opposition: { kind: 'OBJECTION', at: '2026-09-01T10:00:00+02:00', scope: 'ALL' } },
      refusal: {
        opposition: { kind: 'REFUSED_DURING_CALL', at: '2026-09-01T10:00:00+02:00', scope: 'PHONE' },
      },
      erasure: { subjectState: 'ERASED', erasedAt: '2026-09-01T10:00:00+02:00' },
    } as const

    it.each(Object.entries(noes))('is that Sunday, on whatever other ground there is (%s)', (_, no) => {
      for (const profile of PROFILES)
        for (const at of ['2026-09-18T11:00:00+02:00', '2026-09-19T11:00:00+02:00'])
          expect(next(call({ ...within, ...no, at }), profile)).toBe(SUNDAY)
    })

    it.each(Object.entries(noes))('and never after it (%s)', (_, no) => {
      for (const profile of PROFILES)
        for (const at of ['2026-09-20T16:00:00+02:00', '2026-09-21T11:00:00+02:00'])
          expect(decide(call({ ...within, ...no, at }), { profile }).verdict).toBe('DENY')
    })

    it('is the earlier of slot and opening hours where nothing was refused', () => {
      expect(next(call({ ...within, at: '2026-09-19T11:00:00+02:00' }))).toBe(SUNDAY)
      expect(next(call({ ...within, at: '2026-09-20T17:00:00+02:00' }))).toBe('2026-09-21T08:00:00.000Z')
    })
  })

  it('is within hours where the time agreed is longer than a day: that is no precise one', () => {
    const slot = { start: '2026-09-01T00:00:00+02:00', end: '2026-12-01T00:00:00+01:00' }
    const consent = validConsent({ slot })
    expect(next(consentedCall({ consent, at: '2026-09-19T03:00:00+02:00' }))).toBe('2026-09-21T08:00:00.000Z')
    expect(next(consentedCall({ consent, at: '2026-08-30T11:00:00+02:00' }))).toBe('2026-09-01T08:00:00.000Z')
    const asked = call({
      purpose: 'CALLBACK_REQUESTED',
      callback: { ...callback, slot },
      at: '2026-09-12T03:00:00+02:00',
    })
    expect(decide(asked).verdict).not.toBe('ALLOW')
  })

  it('is the slot that the person chose, whatever the hours', () => {
    const slot = { start: '2026-09-19T21:00:00+02:00', end: '2026-09-19T22:00:00+02:00' }
    expect(next(consentedCall({ consent: validConsent({ slot }) }))).toBe('2026-09-19T19:00:00.000Z')
    expect(
      next(
        call({
          purpose: 'CALLBACK_REQUESTED',
          callback: { ...callback, slot: { start: slot.end, end: '2026-09-19T22:30:00+02:00' } },
          at: '2026-09-16T11:00:00+02:00',
        }),
        'standard',
      ),
    ).toBe('2026-09-19T20:00:00.000Z')
  })

  it('is the morning after for an SMS at night', () => {
    expect(
      next(message('SMS', { at: '2026-09-19T22:00:00+02:00', consent: validConsent({ channels: ['SMS'] }) })),
    ).toBe('2026-09-21T06:00:00.000Z')
  })

  it('keeps the legal basis and gives no obligations yet', () => {
    expect(decide(consentedCall({ at: '2026-09-19T11:00:00+02:00' }))).toMatchObject({
      legalBasis: 'CONSENT',
      obligations: [],
    })
  })
})
