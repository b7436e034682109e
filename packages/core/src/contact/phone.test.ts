import * as fc from 'fast-check'
import { parsePhoneNumber, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max'
import { describe, expect, it } from 'vitest'
import { normalizePhone } from './index.ts'

const phone = (raw: string): string => {
  const parsed = normalizePhone(raw)
  return parsed.ok ? parsed.value : (parsed.issues[0]?.rule ?? '')
}

const SPACES = ['', ' ', '\u00a0', '\u202f', '\u2009', '.', '-', '\u2011', '\u2013', '/', '\t', '\u200b']
const PREFIXES = ['0', '+33', '+33(0)', '+33 0', '0033', '00 33 (0)', '(+33)', '+33 (0) ']

const digits = (length: number) =>
  fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((each) => each.join(''))
const national = fc.tuple(fc.integer({ min: 1, max: 9 }), digits(8)).map(([first, rest]) => `${first}${rest}`)

// One national number in the spellings in which people write it: any separator before any digit.
const spelled = national.chain((number) =>
  fc
    .tuple(
      fc.constantFrom(...PREFIXES),
      fc.array(fc.constantFrom(...SPACES), { minLength: 9, maxLength: 9 }),
      fc.constantFrom(...SPACES),
    )
    .map(([prefix, separators, end]) => ({
      number,
      raw: prefix + Array.from(number, (digit, at) => (separators[at] ?? '') + digit).join('') + end,
    })),
)

const OVERSEAS: readonly CountryCode[] = ['RE', 'YT', 'GP', 'MF', 'BL', 'GF', 'MQ']

describe('a phone number', () => {
  it.each([
    ['06 39 98 12 34'],
    ['06.39.98.12.34'],
    ['06-39-98-12-34'],
    ['06/39/98/12/34'],
    ['0639981234'],
    ['+33 6 39 98 12 34'],
    ['+33 (0)6 39 98 12 34'],
    ['+33 06 39 98 12 34'],
    ['0033 6 39 98 12 34'],
    ['(+33) 6 39 98 12 34'],
    ['33639981234'],
    ['639981234'],
    ['06\u00a039\u202f98\u200912\u201134'],
    ['\u202a+33 6 39 98 12 34\u202c'],
    ['\uff10\uff16 39 98 12 34'],
  ])('is the same however it is written: %s', (raw) => {
    expect(phone(raw)).toBe('+33639981234')
  })

  it.each([
    ['0692 12 34 56', '+262692123456'],
    ['+33 692 12 34 56', '+262692123456'],
    ['+262 692 12 34 56', '+262692123456'],
    ['+262 (0)692 12 34 56', '+262692123456'],
    ['0262 12 34 56', '+262262123456'],
    ['0263 12 34 56', '+262263123456'],
    ['0269 12 34 56', '+262269123456'],
    ['0639 12 34 56', '+262639123456'],
    ['0693 12 34 56', '+262693123456'],
    ['0709 20 12 34', '+262709201234'],
    ['0709 35 12 34', '+262709351234'],
    ['0590 12 34 56', '+590590123456'],
    ['0690 12 34 56', '+590690123456'],
    ['0691 12 34 56', '+590691123456'],
    ['0709 00 12 34', '+590709001234'],
    ['0594 12 34 56', '+594594123456'],
    ['0694 12 34 56', '+594694123456'],
    ['0709 30 12 34', '+594709301234'],
    ['0596 12 34 56', '+596596123456'],
    ['0696 12 34 56', '+596696123456'],
    ['0697 12 34 56', '+596697123456'],
    ['0709 10 12 34', '+596709101234'],
  ])('overseas is what it is, also typed as in France: %s', (raw, expected) => {
    expect(phone(raw)).toBe(expected)
  })

  it.each(['1990012', '2619112', '3530112', '4657112', '5364912', '6399812'])(
    'kept for fiction stays in France: 0%s…',
    (start) => {
      expect(phone(`0${start}34`)).toBe(`+33${start}34`)
    },
  )

  it.each([
    ['+1 (213) 373-4253', '+12133734253'],
    ['+44 (0)20 7946 0018', '+442079460018'],
    ['0044 20 7946 0018', '+442079460018'],
    ['+39 06 1234567', '+39061234567'],
    ['+32 (0)470 12 34 56', '+32470123456'],
  ])('of another country names it: %s', (raw, expected) => {
    expect(phone(raw)).toBe(expected)
  })

  it.each([
    ['', 'phone-empty'],
    [' \u00a0', 'phone-empty'],
    ['0800 FLEURS', 'phone-letters'],
    ['tel:+33639981234', 'phone-letters'],
    ['06 39 98 12 34 poste 12', 'phone-extension'],
    ['06 39 98 12 34 ext. 12', 'phone-extension'],
    ['0639981234#12', 'phone-extension'],
    ['++33 6 39 98 12 34', 'phone-characters'],
    ['06 39 98 12 34 *', 'phone-characters'],
    ['+', 'phone-characters'],
    ['+999 123 456', 'phone-unknown-country'],
    ['00 00 00 00 00', 'phone-unknown-country'],
    ['06 39 98', 'phone-too-short'],
    ['+33', 'phone-too-short'],
    ['06 39 98 12 34 5', 'phone-too-long'],
    ['06 39 98 12 34 / 06 39 98 12 35', 'phone-too-long'],
    ['0'.repeat(10_000), 'phone-too-long'],
    ['+33 0 00 00 00 00', 'phone-impossible'],
    ['+689 1 234 567', 'phone-impossible'],
  ])('is refused rather than guessed: %j is %s', (raw, rule) => {
    expect(phone(raw)).toBe(rule)
  })

  it('is refused without being repeated', () => {
    const parsed = normalizePhone('06 39 98 12')
    expect(parsed).toMatchObject({ ok: false, issues: [{ path: [], rule: 'phone-too-short' }] })
    expect(JSON.stringify(parsed)).not.toMatch(/39|98|12/)
  })

  it('in a usual spelling is read as by the way that takes every spelling', () => {
    // An invisible mark says nothing, and no usual spelling has one.
    const slowly = (raw: string): string => phone(`\u200b${raw}`)
    const prefix = fc.constantFrom(...PREFIXES, '+33 ', '0033', '0033 ', '+33.(0).', '+33\u00a0', '33', '')
    const separator = fc.constantFrom('', '', ...SPACES)
    const pairs = fc
      .tuple(national, prefix, separator, separator)
      .map(
        ([[first, ...rest], start, between, other]) =>
          `${start}${first}${rest.map((digit, at) => (at % 2 === 0 ? (at === 6 ? other : between) : '') + digit).join('')}`,
      )
    fc.assert(
      fc.property(
        fc.oneof(
          pairs,
          spelled.map(({ raw }) => raw),
          fc.stringMatching(/^[0+3 .(]{1,6}[0-9 .)-]{6,16}$/),
        ),
        (raw) => {
          expect(phone(raw)).toBe(slowly(raw))
        },
      ),
      { numRuns: 5_000 },
    )
  })

  it('in French spelling is what libphonenumber reads, overseas numbers apart', () => {
    fc.assert(
      fc.property(spelled, ({ number, raw }) => {
        // The library knows fewer spaces than people type.
        const read = parsePhoneNumber(raw.replaceAll(/[\t\u2009\u202f]/g, ' '), 'FR').number
        expect(read).toBe(`+33${number}`)
        const value = phone(raw)
        expect(value.startsWith('+33') ? value : `+33${value.slice(4)}`).toBe(read)
        expect(parsePhoneNumber(value).isPossible()).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('of an overseas territory, typed as in France, has the code that libphonenumber gives the territory', () => {
    const prefix = fc
      .constantFrom('26', '59', '63', '69', '709')
      .chain((start) => digits(9 - start.length).map((rest) => start + rest))
    fc.assert(
      fc.property(prefix, (number) => {
        const mainland = parsePhoneNumberFromString(number, 'FR')?.isValid() ?? false
        const codes = OVERSEAS.map((country) => parsePhoneNumberFromString(number, country)).filter((each) =>
          each?.isValid(),
        )
        const [code] = new Set(codes.map((each) => each?.countryCallingCode))
        if (code !== undefined && !mainland) expect(phone(`0${number}`)).toBe(`+${code}${number}`)
        if (code === undefined && mainland && !number.startsWith('26') && !number.startsWith('59'))
          expect(phone(`0${number}`)).toBe(`+33${number}`)
      }),
      { numRuns: 5000 },
    )
  })

  it('is what it already was once normalised', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          spelled.map(({ raw }) => raw),
          digits(11).map((each) => `+${each}`),
          fc.string(),
        ),
        (raw) => {
          const parsed = normalizePhone(raw)
          if (parsed.ok) expect(normalizePhone(parsed.value)).toEqual(parsed)
        },
      ),
      { numRuns: 1000 },
    )
  })
})
