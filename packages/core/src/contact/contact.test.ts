import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contactHint, contactIndexForm, normalizeContact } from './index.ts'

describe('a contact', () => {
  it('is read by its kind', () => {
    expect(normalizeContact('phone', '06 39 98 12 34')).toEqual({
      ok: true,
      value: { kind: 'phone', value: '+33639981234' },
    })
    expect(normalizeContact('email', 'J.Martin@Example.FR')).toEqual({
      ok: true,
      value: { kind: 'email', value: 'J.Martin@example.fr' },
    })
    expect(normalizeContact('phone', 'j@example.fr')).toMatchObject({ ok: false, issues: [{ path: [] }] })
    expect(normalizeContact('email', '0639981234')).toMatchObject({ ok: false, issues: [{ path: [] }] })
  })

  it('is looked up by its number, or by its address in lower case', () => {
    expect(contactIndexForm({ kind: 'phone', value: '+33639981234' })).toBe('+33639981234')
    expect(contactIndexForm({ kind: 'email', value: 'J.Martin@example.fr' })).toBe('j.martin@example.fr')
  })
})

describe('the hint of a contact', () => {
  it.each([
    ['+33639981212', '+33 6 •• •• •• 12'],
    ['+33199001234', '+33 1 •• •• •• 34'],
    ['+262692123456', '+262 6•• •• •• 56'],
    ['+12135550153', '+1 2•• ••• ••53'],
    ['+442079460018', '+44 2• •••• ••18'],
    ['+2902222', '+290 2•••'],
  ])('shows who knows %s which it is: %s', (value, hint) => {
    expect(contactHint({ kind: 'phone', value })).toBe(hint)
  })

  it.each([
    ['jeanne@example.fr', 'j•••@example.fr'],
    ['j@example.fr', '•••@example.fr'],
    ['👩‍🔧x@example.fr', '👩•••@example.fr'],
  ])('shows who knows %s which it is: %s', (value, hint) => {
    expect(contactHint({ kind: 'email', value })).toBe(hint)
  })

  it('never shows more than the first and the last two digits of a national number', () => {
    const digit = fc.nat(9).map(String)
    const value = fc.array(digit, { minLength: 3, maxLength: 14 }).map((digits) => `+${digits.join('')}`)
    fc.assert(
      fc.property(value, (number) => {
        const [, ...groups] = contactHint({ kind: 'phone', value: number }).split(' ')
        expect(groups.join('').replaceAll(/\D/g, '').length).toBeLessThanOrEqual(3)
      }),
    )
  })
})
