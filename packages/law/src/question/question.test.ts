import { describe, expect, it } from 'vitest'
import { decide } from '../decision/decide.ts'
import { consentedCall } from '../testing/questions.ts'
import { InvalidQuestion, parseQuestion } from './question.ts'

const faults = (input: unknown): readonly string[] => {
  const parsed = parseQuestion(input)
  return parsed.ok ? [] : parsed.issues.map(({ path, rule }) => `${path.join('.')} ${rule}`)
}

describe('reading a question', () => {
  it('takes absent facts for unknown', () => {
    const parsed = parseQuestion({ kind: 'CONTACT', at: 0, channel: 'SMS' })
    expect(parsed).toMatchObject({
      ok: true,
      value: { consent: null, source: null, audience: null, opposition: null },
    })
  })

  it('reads instants with an offset or in epoch milliseconds alike', () => {
    const one = decide(consentedCall())
    expect(decide(consentedCall({ at: Date.parse('2026-09-15T09:00:00Z') }))).toEqual(one)
    expect(decide(consentedCall({ at: '2026-09-15T09:00:00.000Z' }))).toEqual(one)
  })

  it.each([
    ['nothing', undefined, [' type']],
    ['no kind', { at: 0, channel: 'SMS' }, ['kind unknown-value']],
    ['an unknown kind', { kind: 'GUESS', at: 0 }, ['kind unknown-value']],
    ['no instant', { kind: 'CONTACT', channel: 'SMS' }, ['at instant']],
    [
      'an instant without offset',
      { kind: 'CONTACT', channel: 'SMS', at: '2026-09-15T11:00:00' },
      ['at instant'],
    ],
    ['an instant out of range', { kind: 'CONTACT', channel: 'SMS', at: 9e15 }, ['at instant']],
    ['no channel', { kind: 'CONTACT', at: 0 }, ['channel unknown-value']],
    ['an unknown key', { kind: 'CONTACT', at: 0, channel: 'SMS', mood: 'good' }, ['mood unknown-key']],
    [
      'an unknown key within',
      { kind: 'CONTACT', at: 0, channel: 'SMS', consent: { mode: 'box' } },
      ['consent.mode unknown-key'],
    ],
    [
      'an unknown value',
      { kind: 'CONTACT', at: 0, channel: 'SMS', consent: { method: 'WINK' } },
      ['consent.method unknown-value'],
    ],
    [
      'a date that is none',
      { kind: 'CONTACT', at: 0, channel: 'SMS', lastContactFromPerson: '2026-02-30' },
      ['lastContactFromPerson format'],
    ],
    [
      'a zone that is none',
      { kind: 'CONTACT', at: 0, channel: 'SMS', timeZone: 'Europe/Lutece' },
      ['timeZone time-zone'],
    ],
    [
      'a slot that ends first',
      { kind: 'CONTACT', at: 0, channel: 'SMS', callback: { slot: { start: 2, end: 1 } } },
      ['callback.slot.end slot-order'],
    ],
  ])('refuses %s', (_, input, expected) => {
    expect(faults(input)).toEqual(expected)
  })

  it('refuses with every fault at once, as an error that says what to do', () => {
    const refusal = () => decide({ kind: 'CONTACT', channel: 'SMS', at: 'soon', age: -1 })
    expect(refusal).toThrow(InvalidQuestion)
    expect(refusal).toThrow(/at: Give an ISO 8601 instant.*age: /)
  })
})
