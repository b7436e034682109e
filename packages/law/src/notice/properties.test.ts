import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOTICE_ITEMS, parseNotice, type NoticeDocument, type NoticeItemId } from '@constat/core/notice'
import { PROFILES } from '@constat/core/vocabulary'
import { anyFacts, anyNotice, FREE_ITEMS, LAWFUL_TEXTS, lawfulNotices } from '../testing/arbitrary-notice.ts'
import { CHECKBOX_RULES } from './checkbox-rules.ts'
import { LAW_ITEMS } from './items.ts'
import { lintNotice, WORDING_NOT_READ } from './lint.ts'
import { CONTACT_PROVISIONS } from '../rules/pack.ts'
import { renderRecordingScript } from './recording-script.ts'

const RUNS = { numRuns: 500 }
const BLOCTEL_ENDS = Date.parse('2026-08-11T00:00:00+02:00')
const anyTime = fc.oneof(
  fc.constantFrom(BLOCTEL_ENDS - 1, BLOCTEL_ENDS),
  fc.integer({ min: Date.parse('2018-01-01'), max: Date.parse('2030-01-01') }),
)
const now = fc.integer({ min: BLOCTEL_ENDS, max: Date.parse('2030-01-01') })
const then = fc.integer({ min: Date.parse('2020-07-26T00:00:00+02:00'), max: BLOCTEL_ENDS - 1 })
const profile = fc.constantFrom(...PROFILES)

const RULES = new Set<string>([
  ...LAW_ITEMS,
  ...Object.keys(CHECKBOX_RULES),
  ...CONTACT_PROVISIONS.map(({ id }) => id),
  WORDING_NOT_READ,
])

/** The object that holds what a path points at: a finding can be about what is not there. */
const holderOf = (notice: NoticeDocument, path: readonly string[]): unknown =>
  path.slice(0, -1).reduce<unknown>((within, key) => Object(within)[key], notice)

const reversed = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, each]) => [key, reversed(each)]),
      )
    : Array.isArray(value)
      ? value.map(reversed)
      : value

const without = (notice: NoticeDocument, id: NoticeItemId): NoticeDocument => {
  const { [id]: _, ...items } = notice.items
  return { ...notice, items }
}

const withItem = (notice: NoticeDocument, id: NoticeItemId): NoticeDocument => ({
  ...notice,
  items: { ...notice.items, [id]: LAWFUL_TEXTS[id] },
})

describe('every notice', () => {
  it('that can be read is judged by rules of the law, at places of its own, in sentences', () => {
    fc.assert(
      fc.property(anyNotice, anyTime, profile, anyFacts, (notice, at, of, facts) => {
        fc.pre(parseNotice(notice).ok)
        const findings = lintNotice(notice, { at, profile: of, facts })
        for (const { rule, path, message, citation } of findings) {
          expect(RULES).toContain(rule)
          expect(holderOf(notice, path)).toBeTypeOf('object')
          expect(message).toMatch(/^[A-Z].*\.$/)
          expect(citation).not.toBe('')
        }
        expect(lintNotice(notice, { at, profile: of, facts })).toEqual(findings)
      }),
      RUNS,
    )
  })

  it('is judged alike in whatever order its members stand', () => {
    fc.assert(
      fc.property(anyNotice, anyTime, profile, anyFacts, (notice, at, of, facts) => {
        expect(lintNotice(reversed(notice) as NoticeDocument, { at, profile: of, facts })).toEqual(
          lintNotice(notice, { at, profile: of, facts }),
        )
      }),
      RUNS,
    )
  })

  it('names Bloctel nowhere from 2026-08-11 without being told so', () => {
    fc.assert(
      fc.property(anyNotice, now, profile, (notice, at, of) => {
        const { questions, items } = notice
        const names = /bloctel/i.test(JSON.stringify([questions.map(({ label }) => label), items]))
        fc.pre(names)
        expect(lintNotice(notice, { at, profile: of }).map(({ rule }) => rule)).toContain('NCC_BLOCTEL')
      }),
      { numRuns: 200 },
    )
  })

  it('is told exactly when its words are not read, and then refused for none of them', () => {
    fc.assert(
      fc.property(anyNotice, now, profile, anyFacts, (notice, at, of, facts) => {
        const findings = lintNotice(notice, { at, profile: of, facts })
        const isRead = /^(?:fr|en|de)(?:-|$)/.test(notice.locale)
        expect(findings.some(({ rule }) => rule === WORDING_NOT_READ)).toBe(!isRead)
        const ofWords = findings.filter(
          ({ rule, path, severity }) =>
            severity === 'ERROR' && rule !== 'NCC_BLOCTEL' && ['text', 'label'].includes(path.at(-1) ?? ''),
        )
        if (!isRead) expect(ofWords).toEqual([])
      }),
      RUNS,
    )
  })

  it('is refused by strict when standard refuses it, for the same faults', () => {
    fc.assert(
      fc.property(anyNotice, anyTime, anyFacts, (notice, at, facts) => {
        const strict = lintNotice(notice, { at, profile: 'strict', facts })
        for (const each of lintNotice(notice, { at, profile: 'standard', facts }))
          if (each.severity === 'ERROR') expect(strict).toContainEqual(each)
      }),
      RUNS,
    )
  })

  it('gets a script before recording exactly when it is French and lacks no item of it', () => {
    const recording = NOTICE_ITEMS.filter((id) => id.startsWith('REC_'))
    fc.assert(
      fc.property(anyNotice, fc.subarray(recording, { maxLength: 1 }), (notice, lacking) => {
        const whole = recording.reduce(withItem, notice)
        const script = renderRecordingScript(lacking.reduce(without, whole))
        expect(script.ok).toBe(lacking.length === 0 && /^fr(?:-|$)/.test(notice.locale))
      }),
      RUNS,
    )
  })
})

describe('a lawful notice', () => {
  it('is a notice', () => {
    fc.assert(
      fc.property(lawfulNotices, (notice) => {
        expect(parseNotice(notice)).toEqual({ ok: true, value: notice })
      }),
    )
  })

  it('has nothing said against it under either profile, on any day from 2026-08-11', () => {
    fc.assert(
      fc.property(lawfulNotices, now, profile, (notice, at, of) => {
        expect(lintNotice(notice, { at, profile: of })).toEqual([])
      }),
      RUNS,
    )
  })

  it('nor before, when it tells of Bloctel', () => {
    fc.assert(
      fc.property(lawfulNotices, then, profile, (notice, at, of) => {
        expect(lintNotice(withItem(notice, 'NCC_BLOCTEL'), { at, profile: of })).toEqual([])
      }),
      RUNS,
    )
  })

  it('lacks, when an item is taken out, that item where it is due and else nothing', () => {
    fc.assert(
      fc.property(
        lawfulNotices,
        fc.constantFrom(...NOTICE_ITEMS),
        now,
        profile,
        anyFacts,
        (notice, id, at, of, facts) => {
          const clean = lintNotice(notice, { at, profile: of, facts }).length === 0
          fc.pre(clean && notice.items[id] !== undefined)
          const others = id === 'REC_RIGHTS' ? ['REC_PURPOSE' as const] : ['REC_RIGHTS' as const]
          const silent = {
            ...notice,
            items: Object.fromEntries(others.map((other) => [other, notice.items[other]])),
          }
          const due = lintNotice(silent, { at, profile: of, facts }).some(
            ({ rule, severity }) => rule === id && severity === 'ERROR',
          )
          const findings = lintNotice(without(notice, id), { at, profile: of, facts })
          const usual = !due && id === 'N13_MANDATORY' && findings.length > 0
          expect(findings.map(({ rule, severity, path }) => [rule, severity, path])).toEqual(
            due || usual ? [[id, due ? 'ERROR' : 'WARNING', ['items', id]]] : [],
          )
        },
      ),
      RUNS,
    )
  })

  it('is refused when one item says what the law forbids to say', () => {
    const forbidden = fc.constantFrom<readonly [NoticeItemId, string]>(
      ['NR_PERIOD', 'Deux ans.'],
      ['NR_PERIOD', 'One year, renewed automatically.'],
      ['NR_WITHDRAWAL', 'Votre accord est irrévocable.'],
      ['NR_CHOICE', 'Sans votre accord, votre devis ne sera pas établi.'],
      ['N13_RETENTION', 'Durée illimitée.'],
      ['N13_WITHDRAW', 'Der Widerruf ist kostenpflichtig.'],
    )
    fc.assert(
      fc.property(lawfulNotices, forbidden, now, profile, (notice, [id, text], at, of) => {
        const items = { ...notice.items, [id]: { ...notice.items[id], text } }
        const due = lintNotice(without(notice, id), { at, profile: of }).some(({ rule }) => rule === id)
        const findings = lintNotice({ ...notice, items }, { at, profile: of })
        const refused = findings.some(({ rule, severity }) => rule === id && severity === 'ERROR')
        expect(refused).toBe(due)
      }),
      { numRuns: 300 },
    )
  })

  it('stays so when it tells more', () => {
    fc.assert(
      fc.property(lawfulNotices, fc.subarray([...FREE_ITEMS]), now, profile, (whole, kept, at, of) => {
        const least = FREE_ITEMS.filter((id) => !kept.includes(id)).reduce(
          (notice, id) =>
            lintNotice(without(notice, id), { at, profile: of }).length === 0 ? without(notice, id) : notice,
          whole,
        )
        for (const id of FREE_ITEMS) expect(lintNotice(withItem(least, id), { at, profile: of })).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('and what any notice tells more makes it no more unlawful', () => {
    fc.assert(
      fc.property(
        anyNotice,
        fc.constantFrom(...FREE_ITEMS),
        now,
        profile,
        anyFacts,
        (notice, id, at, of, facts) => {
          const errorsOf = (each: NoticeDocument) =>
            lintNotice(each, { at, profile: of, facts }).filter(({ severity }) => severity === 'ERROR')
          const before = errorsOf(without(notice, id))
          for (const each of errorsOf(withItem(notice, id))) expect(before).toContainEqual(each)
        },
      ),
      RUNS,
    )
  })
})
