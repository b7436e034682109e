import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PROFILES } from '@constat/core/vocabulary'
import { parseQuestion, type Question } from '../question/question.ts'
import { anyContact, anyOtherQuestion, type AnyContact } from '../testing/arbitrary-question.ts'
import { decide } from './decide.ts'
import { REASON_CODES } from './reason-code.ts'

const profile = fc.constantFrom(...PROFILES)
const RUNS = { numRuns: 1_000 }

const shuffled = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, each]) => [key, shuffled(each)]),
      )
    : value

const keysOf = <Key extends string>(record: { readonly [key in Key]: unknown }): readonly Key[] =>
  Object.keys(record) as Key[]

describe('every question', () => {
  it('has an answer with a reason, and the same one again', () => {
    fc.assert(
      fc.property(fc.oneof(anyContact, anyOtherQuestion), profile, (question, of) => {
        const decision = decide(question, { profile: of })
        expect(decision.reasons.length).toBeGreaterThan(0)
        expect(decision.reasons.every(({ code }) => REASON_CODES.includes(code))).toBe(true)
        expect(decision.reasons.some(({ code }) => /^(?:OK_|PROOF_)/.test(code))).toBe(
          decision.verdict === 'ALLOW',
        )
        expect(decision.nextPossibleAt !== null).toBe(decision.verdict === 'DEFER')
        expect(decide(question, { profile: of })).toEqual(decision)
      }),
      RUNS,
    )
  })

  it('is answered alike in whatever order its facts stand', () => {
    fc.assert(
      fc.property(fc.oneof(anyContact, anyOtherQuestion), profile, (question, of) => {
        expect(decide(shuffled(question) as Question, { profile: of })).toEqual(
          decide(question, { profile: of }),
        )
      }),
      RUNS,
    )
  })

  it('is denied by strict when standard denies it', () => {
    fc.assert(
      fc.property(anyContact, (question) => {
        if (decide(question, { profile: 'standard' }).verdict === 'DENY')
          expect(decide(question, { profile: 'strict' }).verdict).toBe('DENY')
      }),
      RUNS,
    )
  })

  it('is read or refused, whatever is thrown at it', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 2 }), (junk) => {
        const parsed = parseQuestion({ kind: 'CONTACT', at: 0, channel: 'SMS', ...junk })
        if (!parsed.ok) expect(parsed.issues.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('a deferred contact', () => {
  it('is lawful at nextPossibleAt, which is later', () => {
    fc.assert(
      fc.property(anyContact, profile, (question, of) => {
        const { verdict, nextPossibleAt } = decide(question, { profile: of })
        if (verdict !== 'DEFER' || nextPossibleAt === null) return
        expect(nextPossibleAt).toBeGreaterThan(Date.parse(question.at))
        const bloctel = question.bloctel?.listed === false ? { bloctel: null } : {}
        const later = decide({ ...question, at: nextPossibleAt, ...bloctel }, { profile: of })
        expect(later.verdict).not.toBe('DEFER')
        if (question.bloctel?.listed !== false) expect(later.verdict).toBe('ALLOW')
      }),
      RUNS,
    )
  })
})

describe('before nextPossibleAt', () => {
  const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

  it('nothing is lawful', () => {
    fc.assert(
      fc.property(anyContact, profile, share, (question, of, part) => {
        const { nextPossibleAt } = decide(question, { profile: of })
        if (nextPossibleAt === null) return
        const from = Date.parse(question.at)
        const slots = [question.consent?.slot?.start, question.callback?.slot?.start]
        const starts = slots.flatMap((start) => (start == null ? [] : [new Date(start).getTime()]))
        const between = Math.min(nextPossibleAt - 1, Math.floor(from + part * (nextPossibleAt - from)))
        for (const at of [between, ...starts.filter((start) => start > from && start < nextPossibleAt)])
          expect(decide({ ...question, at }, { profile: of }).verdict).not.toBe('ALLOW')
      }),
      RUNS,
    )
  })
})

describe('what speaks against contact never makes it lawful', () => {
  const never = (name: string, worsen: (question: AnyContact) => Question) =>
    it(name, () => {
      fc.assert(
        fc.property(anyContact, profile, (question, of) => {
          if (decide(question, { profile: of }).verdict !== 'ALLOW')
            expect(decide(worsen(question), { profile: of }).verdict).not.toBe('ALLOW')
        }),
        RUNS,
      )
    })

  never('an objection', (question) => ({
    ...question,
    opposition: question.opposition ?? { kind: 'OBJECTION', at: question.at, scope: 'ALL' },
  }))
  never('a refusal in a call', (question) => ({
    ...question,
    opposition: question.opposition ?? { kind: 'REFUSED_DURING_CALL', at: question.at, scope: 'PHONE' },
  }))
  never('a withdrawal', (question) => ({
    ...question,
    consent: question.consent ? { ...question.consent, withdrawnAt: question.at } : null,
  }))
  never('one more attempt', (question) => ({
    ...question,
    attemptDates: [...(question.attemptDates ?? []), question.at.slice(0, 10)],
  }))
  never('being listed', (question) => ({ ...question, bloctel: { ...question.bloctel, listed: true } }))
  never('a directory flag', (question) => ({
    ...question,
    source: { kind: 'DIRECT_FORM', collector: 'ADV-A', ...question.source, antiProspectingFlag: true },
  }))
  // A company's general number is no personal data, so that its source is judged only where it is known.
  never('not knowing: source', (question) =>
    question.audience === 'LEGAL_ENTITY' ? question : { ...question, source: null },
  )
  // That a line is mixed is no favourable fact: not to know it may only lose the doubt that it raises.
  never('not knowing: coordinate', (question) => ({
    ...question,
    coordinate: question.coordinate === 'MIXED' ? 'MIXED' : null,
  }))
  for (const favourable of [
    'consent',
    'callback',
    'notice',
    'relation',
    'professional',
    'bloctel',
    'advertiser',
    'offer',
  ] as const)
    never(`not knowing: ${favourable}`, (question) => ({ ...question, [favourable]: null }))

  // Of each group the facts in favour of contact; what limits it (a slot, a withdrawal, an addressee) is none.
  const FAVOURABLE = {
    consent: [
      'givenAt',
      'channels',
      'goods',
      'advertisers',
      'successors',
      'recipientNaming',
      'method',
      'separateFromTerms',
      'freelyGiven',
      'deceptiveDesign',
      'informedOf',
      'periodEnd',
      'tacitRenewalClause',
      'proof',
      'outOfHours',
      'parentalJoint',
    ],
    relation: ['status', 'saleMade', 'offerAnalogous', 'offerRelatedToContract', 'sameLegalEntity'],
    source: ['kind', 'collector', 'provenanceDocumented'],
    notice: [
      'informedAtCollection',
      'optoutOfferedAtCollection',
      'art14GivenOrPlanned',
      'sourceWillBeStated',
    ],
    callback: ['requestedAt', 'proof', 'scopeOk'],
    professional: ['kind', 'offerRelevant'],
    bloctel: ['listed', 'lastCheck'],
    offer: ['goods'],
  } as const
  for (const group of keysOf(FAVOURABLE))
    for (const fact of FAVOURABLE[group])
      never(`not knowing: ${group}.${fact}`, (question) =>
        group === 'source' && question.audience === 'LEGAL_ENTITY'
          ? question
          : { ...question, [group]: question[group] ? { ...question[group], [fact]: null } : null },
      )
})
