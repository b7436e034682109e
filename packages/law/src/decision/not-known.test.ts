import { describe, expect, it } from 'vitest'
import { InvalidQuestion } from '../question/question.ts'
import { consentedCall, message, validConsent, type ContactQuestion } from '../testing/questions.ts'
import { decide, type DecideOptions } from './decide.ts'

const first = (question: ContactQuestion): string | undefined => decide(question).reasons[0]?.code

// Each was answered ALLOW once, although what was not known should have counted against contact.
describe('what is not known', () => {
  it('is not a consent for these goods', () => {
    const consent = validConsent({ channels: ['SMS'], goods: null })
    expect(first(message('SMS', { consent }))).toBe('CONSENT_WRONG_PURPOSE')
  })

  it('is not a period that still runs', () => {
    expect(first(consentedCall({ consent: validConsent({ periodEnd: null }) }))).toBe('CONSENT_EXPIRED')
  })

  it('is not a source', () => {
    const source = { kind: null, collector: 'ADV-B' }
    expect(decide(consentedCall({ source })).verdict).toBe('DENY')
  })

  it('is not how the advertiser came by the number', () => {
    const source = { kind: null, collector: 'ADV-A' }
    expect(first(consentedCall({ source }))).toBe('SOURCE_NOT_DISCLOSED')
  })

  it('is not the clock of Paris, where the territory tells another', () => {
    // 21:30 in Réunion, 05:00 in Guadeloupe.
    const late = consentedCall({ timeZone: null, territory: 'FR-RE', at: '2026-09-15T19:30:00+02:00' })
    const early = consentedCall({ timeZone: null, territory: 'FR-GP', at: '2026-09-15T11:00:00+02:00' })
    expect([first(late), first(early)]).toEqual(['OUTSIDE_CALLING_HOURS', 'OUTSIDE_CALLING_HOURS'])
  })
})

describe('a word that is none', () => {
  it.each(['STRICT', 'lax', ''])('profile "%s" does not mean the laxer reading', (profile) => {
    const options = { profile } as unknown as DecideOptions
    expect(() => decide(consentedCall(), options)).toThrow(InvalidQuestion)
  })

  it.each(['+02:00', '-23:59', 'Europe/Atlantis'])('"%s" is no time zone', (timeZone) => {
    expect(() => decide(consentedCall({ timeZone }))).toThrow('timeZone')
  })
})
