import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isId, isRandomUuid, newId, type IdNoun } from './index.ts'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const zeros = (length: number) => new Uint8Array(length)
const nouns: readonly IdNoun[] = ['tenant', 'noticeVersion', 'consentEvent', 'receipt']

// The 48 bits of time of a UUID version 7 lead the identifier (RFC 9562 §5.7).
const millisecondOf = (id: string): number => {
  const text = id.slice(id.indexOf('_') + 1)
  const value = Array.from(text).reduce(
    (sum, digit) => (sum << 5n) | BigInt('0123456789abcdefghjkmnpqrstvwxyz'.indexOf(digit)),
    0n,
  )
  return Number(value >> 80n)
}

describe('identifiers', () => {
  it('name their noun, and no other', () => {
    for (const noun of nouns) {
      const id = newId(noun, () => 0, random)
      for (const other of nouns) expect(isId(other, id)).toBe(other === noun)
    }
  })

  it('tell and sort by the millisecond of their making', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 45), fc.nat(2 ** 45), (one, two) => {
        const a = newId('consentEvent', () => one, random)
        const b = newId('consentEvent', () => two, random)
        expect(millisecondOf(a)).toBe(one)
        if (one !== two) expect(a < b).toBe(one < two)
      }),
    )
  })

  it('differ within one millisecond, and repeat with the same randomness', () => {
    const ids = Array.from({ length: 1000 }, () => newId('receipt', () => 1, random))
    expect(new Set(ids).size).toBe(1000)
    expect(newId('tenant', () => 1, zeros)).toBe(newId('tenant', () => 1, zeros))
  })

  it('of submissions are random UUIDs, which nobody guesses, and no other ones', () => {
    expect(isRandomUuid(crypto.randomUUID())).toBe(true)
    // Made of a name (version 5), of the time (version 7), of nothing.
    for (const text of [
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
      '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
      '00000000-0000-0000-0000-000000000000',
      'lead-1041',
    ])
      expect(isRandomUuid(text), text).toBe(false)
  })

  it.each([
    '',
    'evt_',
    'evt_81234567890123456789012345',
    'evt_0123456789012345678901234l',
    'EVT_01234567890123456789012345',
  ])('do not look like %j', (text) => {
    expect(isId('consentEvent', text)).toBe(false)
  })
})
