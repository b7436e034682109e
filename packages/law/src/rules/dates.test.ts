import { describe, expect, it } from 'vitest'
import { decide } from '../decision/decide.ts'
import type { Question } from '../question/question.ts'
import { bearing } from '../testing/hits.ts'
import { LAW_TABLES } from '../testing/law-tables.ts'
import { call, consentedCall, message, validConsent } from '../testing/questions.ts'
import { CHANGES } from '../testing/table-dates.ts'
import { RULE_VERSIONS } from '../testing/rule-versions.ts'
import { ACT_PROVISIONS } from './acts.ts'
import { CONTACT_PROVISIONS } from './pack.ts'

const codes = (question: Question, profile: 'standard' | 'strict' = 'strict') => {
  const { verdict, reasons, obligations } = decide(question, { profile })
  return { verdict, codes: reasons.map(({ code }) => code), obligations }
}

describe('the law changes at midnight in Paris', () => {
  const cases = CHANGES.flatMap((each) => each.profiles.map((profile) => ({ ...each, profile })))

  it.each(cases)(
    '$row ($profile): $eve.at $eve.answer, $day.at $day.answer',
    ({ question, profile, eve, day }) => {
      for (const { at, answer } of [eve, day]) {
        const { verdict, reasons } = decide({ ...question, at }, { profile })
        expect([verdict, reasons[0]?.code]).toEqual(answer)
      }
    },
  )
})

const asked = [
  ...LAW_TABLES.map(({ question, profiles }) => ({ question, profiles })),
  ...CHANGES.map(({ question, profiles }) => ({ question, profiles })),
].flatMap(({ question, profiles }) => profiles.map((profile) => ({ question, profile })))

/** Ids that bear on the same question at one of two seconds only. */
const differing = (here: string, there: string): ReadonlySet<string> =>
  new Set(
    asked.flatMap(({ question, profile }) => {
      const other = bearing({ ...question, at: there }, profile)
      return [...bearing({ ...question, at: here }, profile)].filter((id) => !other.has(id))
    }),
  )

describe('every rule version (law.md §0)', () => {
  it('is of the dates of the page, and no provision is dated otherwise', () => {
    const written = RULE_VERSIONS.flatMap(({ from, to, ids }) =>
      ids.map((id) => `${id} ${from?.slice(0, 10)} ${to?.slice(0, 10)}`),
    )
    const dated = [...CONTACT_PROVISIONS, ...ACT_PROVISIONS]
      .filter(({ from, to }) => from !== null || to !== null)
      .map(({ id, from, to }) => `${id} ${from ?? undefined} ${to ?? undefined}`)
    expect([...new Set(written)].toSorted()).toEqual([...new Set(dated)].toSorted())
  })

  const first = Map.groupBy(
    RULE_VERSIONS.filter(({ from }) => from !== null),
    ({ from }) => from!,
  )
  it.each([...first])('begins in its first second: %s', (from, versions) => {
    const begun = differing(from, new Date(Date.parse(from) - 1000).toISOString())
    expect(versions.flatMap(({ ids }) => ids).filter((id) => !begun.has(id))).toEqual([])
  })

  const last = Map.groupBy(
    RULE_VERSIONS.filter(({ to }) => to !== null),
    ({ to }) => to!,
  )
  it.each([...last])('ends with its last second: %s', (to, versions) => {
    const ended = differing(to, new Date(Date.parse(to) + 1000).toISOString())
    expect(versions.flatMap(({ ids }) => ids).filter((id) => !ended.has(id))).toEqual([])
  })
})

describe('the same question asked for 2025-03, 2026-08-10 23:59 and 2026-08-11 00:00', () => {
  const DAYS = [
    '2025-03-11T11:00:00+01:00',
    '2026-08-10T23:59:00+02:00',
    '2026-08-11T00:00:00+02:00',
  ] as const
  const asking = (question: Question) => DAYS.map((at) => codes({ ...question, at }))

  it('of a listed number: the list, and from the first minute the consent', () => {
    const [march, eve, day] = asking(call({ bloctel: { listed: true, lastCheck: '2025-03-01' } }))
    expect(march).toMatchObject({ verdict: 'DENY', codes: ['BLOCTEL_LISTED'] })
    expect(eve).toMatchObject({ verdict: 'DENY', codes: ['BLOCTEL_LISTED', 'OUTSIDE_CALLING_HOURS'] })
    expect(day).toMatchObject({ verdict: 'DENY', codes: ['NO_CONSENT', 'OUTSIDE_CALLING_HOURS'] })
  })

  it('of a number that no list names: free, too late in the day for the old law, unlawful', () => {
    const [march, eve, day] = DAYS.map((at) =>
      codes(call({ at, bloctel: { listed: false, lastCheck: at.slice(0, 10) } })),
    )
    expect(march).toMatchObject({ verdict: 'ALLOW', codes: ['OK_LEGIT_INTEREST_OPTOUT'] })
    // No lawful hour of the old law is left, and the next one is of the new law.
    expect(eve).toMatchObject({ verdict: 'DENY', codes: ['NO_CONSENT', 'OUTSIDE_CALLING_HOURS'] })
    expect(day).toMatchObject({ verdict: 'DENY', codes: ['NO_CONSENT', 'OUTSIDE_CALLING_HOURS'] })
  })

  it('of someone who agreed to that night: other duties', () => {
    const agreed = DAYS.map((at) =>
      codes(
        call({
          at,
          bloctel: { listed: false, lastCheck: at.slice(0, 10) },
          consent: validConsent({
            givenAt: '2025-03-01T10:00:00+01:00',
            slot: {
              start: new Date(Date.parse(at) - 3_600_000).toISOString(),
              end: new Date(Date.parse(at) + 3_600_000).toISOString(),
            },
            ...(at === DAYS[0] ? {} : { givenAt: '2026-08-01T10:00:00+02:00' }),
          }),
        }),
      ),
    )
    expect(agreed.map(({ verdict }) => verdict)).toEqual(['ALLOW', 'ALLOW', 'ALLOW'])
    expect(agreed.map(({ obligations }) => obligations.includes('OB_MENTION_BLOCTEL'))).toEqual([
      true,
      true,
      false,
    ])
    expect(agreed.map(({ obligations }) => obligations.includes('OB_END_ON_REFUSAL'))).toEqual([
      false,
      false,
      true,
    ])
  })

  it('of an e-mail: the same, for L34-5 did not change', () => {
    const bought = {
      status: 'CONTRACT_ENDED',
      saleMade: true,
      offerAnalogous: true,
      sameLegalEntity: true,
    } as const
    expect(asking(message('EMAIL', { relation: bought })).map((each) => each.codes)).toEqual([
      ['OK_SOFT_OPT_IN'],
      ['OK_SOFT_OPT_IN'],
      ['OK_SOFT_OPT_IN'],
    ])
  })
})

describe('what these rules do not answer', () => {
  it.each([
    ['2018-05-25T11:00:00+02:00'],
    ['2020-07-25T23:59:59+02:00'],
    // In Paris the day has not begun, whatever the date elsewhere.
    ['2020-07-26T01:59:59+04:00'],
  ])('before 26 July 2020: %s', (at) => {
    for (const profile of ['standard', 'strict'] as const)
      expect(codes(call({ channel: 'POST', at }), profile)).toMatchObject({
        verdict: 'REVIEW',
        codes: ['RULESET_NOT_COVERED'],
        obligations: [],
      })
  })

  it.each([
    { kind: 'RECORD_CALL', at: '' },
    { kind: 'VALIDATE_FORM', at: '' },
    { kind: 'TRANSFER_DATA', at: '' },
    { kind: 'PROCESSOR_TRANSFER', at: '', country: 'PT', art28Contract: true },
    { kind: 'KEEP_PROOF', at: '', channel: 'EMAIL', litigation: true },
  ] as const)('of other acts before it: $kind', (question) => {
    const before = codes({ ...question, at: '2020-07-25T23:59:59+02:00' })
    expect(before.verdict).not.toBe('ALLOW')
    expect(before.codes).toContain('RULESET_NOT_COVERED')
    expect(codes({ ...question, at: '2020-07-26T00:00:00+02:00' }).codes).not.toContain('RULESET_NOT_COVERED')
  })

  it('of another act that nothing else is against: a review', () => {
    const question = { kind: 'PROCESSOR_TRANSFER', country: 'PT', art28Contract: true } as const
    expect(codes({ ...question, at: '2020-07-25T23:59:59+02:00' })).toMatchObject({
      verdict: 'REVIEW',
      codes: ['RULESET_NOT_COVERED'],
    })
    expect(codes({ ...question, at: '2020-07-26T00:00:00+02:00' }).codes).toEqual(['OK_TRANSFER_SAFEGUARDED'])
  })

  it.each(['BE', 'DE', 'GB', 'FR-PF', 'FR-NC', 'ZZ'])('a person in %s', (territory) => {
    for (const profile of ['standard', 'strict'] as const)
      expect(codes(consentedCall({ territory }), profile)).toMatchObject({
        verdict: 'REVIEW',
        codes: ['JURISDICTION_UNSUPPORTED'],
        obligations: [],
      })
  })

  it('a person abroad and a day before: both reasons, in the order of the gate', () => {
    expect(codes(call({ channel: 'POST', at: '2020-07-25T11:00:00+02:00', territory: 'BE' })).codes).toEqual([
      'RULESET_NOT_COVERED',
      'JURISDICTION_UNSUPPORTED',
    ])
  })

  it.each([
    'FR',
    'FR-MET',
    'FR-ALSACE-MOSELLE',
    'FR-GP',
    'FR-MQ',
    'FR-GF',
    'FR-RE',
    'FR-YT',
    'FR-BL',
    'FR-MF',
  ])('but all of France: %s', (territory) => {
    expect(codes(call({ channel: 'POST', territory })).verdict).toBe('ALLOW')
  })
})
