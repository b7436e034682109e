import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseInstant } from '../calendar/instant.ts'
import { query } from '../eligibility/query-schema.ts'
import { anyContact } from '../testing/arbitrary-question.ts'
import scenarios from '../testing/scenarios.json' with { type: 'json' }
import { readContact, readQuery } from '../generated/readers.ts'
import { contact } from './schema.ts'

const RUNS = { numRuns: 3_000 }

const JUNK: readonly unknown[] = [
  undefined,
  null,
  '',
  'x',
  'CONSUMER',
  'x'.repeat(201),
  -1,
  15,
  15.5,
  NaN,
  9e15,
  true,
  [],
  ['x'],
  [null],
  ['LIVE_CALL', 'SMS'],
  {},
  { start: '2026-08-11T10:00:00Z', end: '2026-08-11T09:00:00Z' },
  '2026-02-30',
  '2028-02-29',
  '2026-02-29',
  '1899-12-31',
  '2026-8-11',
  '2026-08-11T24:00:00Z',
  '2026-02-30T10:00:00Z',
  '2026-08-11T10:00',
  '2026-08-11T10:00Z',
  '2026-08-11T10:00:00.1234+02:00',
  'Europe/Lutece',
  'FR-',
]

type Bag = { readonly [key: string]: unknown }
const isBag = (value: unknown): value is Bag =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

const keysOf = (value: Bag): readonly string[] =>
  Object.entries(value).flatMap(([key, each]) => [
    key,
    ...(isBag(each) ? keysOf(each).map((inner) => `${key}.${inner}`) : []),
  ])

const changed = (value: Bag, path: readonly string[], to: unknown): Bag => {
  const [key = '', ...rest] = path
  const inner = value[key]
  return { ...value, [key]: rest.length > 0 && isBag(inner) ? changed(inner, rest, to) : to }
}

const saysUndefined = (value: Bag): boolean =>
  Object.values(value).some((each) => each === undefined || (isBag(each) && saysUndefined(each)))

/** The question with one fact, known or not, replaced by something. */
const spoilt = (question: Bag): fc.Arbitrary<Bag> =>
  fc
    .tuple(
      fc.constantFrom(...keysOf(question), 'mood', 'consent.mood', 'slot.mood'),
      fc.constantFrom(...JUNK),
    )
    .map(([path, junk]) => changed(question, path.split('.'), junk))

const anyQuery = fc.record(
  {
    contact: fc.record({
      kind: fc.constantFrom('phone', 'email'),
      value: fc.constantFrom('+33639980001', ''),
    }),
    channel: fc.constant('LIVE_CALL'),
    advertiser: fc.constant('cuisines'),
    goods: fc.constantFrom('cuisines', null),
    purpose: fc.constant('COMMERCIAL_PROSPECTING'),
    at: fc.constantFrom(0, '2026-09-15T11:00:00+02:00'),
    sector: fc.constantFrom('PRESS', null),
    facts: fc.record(
      {
        age: fc.constant(30),
        timeZone: fc.constant('Europe/Paris'),
        bloctel: fc.constant({ listed: false }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['contact', 'channel', 'advertiser', 'purpose', 'at'] },
)

describe('the printed readers', () => {
  it.each([
    ['a contact', contact, readContact, anyContact as fc.Arbitrary<Bag>],
    ['a query', query, readQuery, anyQuery as fc.Arbitrary<Bag>],
  ])('read %s as its schema does, and refuse what it refuses', (_, schema, read, any) => {
    fc.assert(
      fc.property(
        any.chain((question) => fc.oneof(fc.constant(question), spoilt(question))),
        (question) => {
          const parsed = schema.safeParse(question)
          const known = read(question)
          if (known !== undefined) expect(parsed).toEqual({ success: true, data: known })
          // A key that is there without a value is left to the schema.
          else expect(parsed.success && !saysUndefined(question)).toBe(false)
        },
      ),
      RUNS,
    )
  })

  it('need no schema for any scenario', () => {
    const contacts = scenarios.map(({ question }) => question).filter(({ kind }) => kind === 'CONTACT')
    expect(contacts.filter((question) => readContact(question) === undefined)).toEqual([])
  })

  it.each([[null], [undefined], [[]], ['CONTACT'], [() => null]])('refuse %s', (input) => {
    expect(readContact(input)).toBeUndefined()
    expect(readQuery(input)).toBeUndefined()
  })
})

describe('instants', () => {
  it('are those of Date.parse', () => {
    const pad = (value: number, length = 2) => String(value).padStart(length, '0')
    const time = fc.tuple(fc.nat(23), fc.nat(59), fc.constantFrom('', ':00', ':59', ':07.5', ':07.123456789'))
    const offset = fc.oneof(
      fc.constant('Z'),
      fc
        .tuple(fc.constantFrom('+', '-'), fc.nat(23), fc.nat(59))
        .map(([sign, h, m]) => `${sign}${pad(h)}:${pad(m)}`),
    )
    const day = fc
      .integer({ min: -25_567, max: 376_199 })
      .map((days) => new Date(days * 86_400_000).toISOString())
    fc.assert(
      fc.property(day, time, offset, (date, [hour, minute, rest], zone) => {
        const text = `${date.slice(0, 10)}T${pad(hour)}:${pad(minute)}${rest}${zone}`
        expect(parseInstant(text)).toBe(Date.parse(text))
      }),
      RUNS,
    )
  })

  it.each([
    ['2026-02-29T10:00:00Z', 'a day that is not'],
    ['2026-02-30T10:00:00Z', 'which Date.parse would move'],
    ['2026-04-31T10:00:00Z', 'a day that is not'],
    ['2026-13-01T10:00:00Z', 'a month that is not'],
    ['2026-00-01T10:00:00Z', 'a month that is not'],
    ['2026-01-00T10:00:00Z', 'a day that is not'],
    ['2100-02-29T10:00:00Z', 'no leap year'],
    ['2026-01-01T24:00:00Z', 'an hour that is not'],
    ['2026-01-01T10:60:00Z', 'a minute that is not'],
    ['2026-01-01T10:00:60Z', 'a second that is not'],
    ['2026-01-01T10:00:00', 'no offset'],
    ['2026-01-01T10:00:00.Z', 'no fraction'],
    ['2026-01-01T10:00:00.1234567891Z', 'a fraction too fine'],
    ['2026-01-01T10:00:00+2:00', 'an offset cut short'],
    ['2026-01-01T10:00:00+24:00', 'an offset that is not'],
    ['2026-01-01T10:00:00+02:60', 'an offset that is not'],
    ['2026-01-01T10:00:00+02:00x', 'something after'],
    ['2026-01-01T10:00:00Zx', 'something after'],
    ['2026-01-01T10:00:00*02:00', 'no sign'],
    ['2026-01-01 10:00:00Z', 'no T'],
    ['2026/01/01T10:00:00Z', 'no dashes'],
    ['2026-01-01T10.00Z', 'no colon'],
    ['20x6-01-01T10:00:00Z', 'a letter'],
    ['', 'nothing'],
  ])('not %j: %s', (text) => {
    expect(parseInstant(text)).toBeNaN()
  })
})
