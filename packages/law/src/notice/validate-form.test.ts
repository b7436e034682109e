import { describe, expect, it } from 'vitest'
import type { Question } from '../question/question.ts'
import { decide } from '../decision/decide.ts'
import type { LawItem } from './items.ts'

type Form = Extract<Question, { readonly kind: 'VALIDATE_FORM' }>
type FormBox = NonNullable<Form['box']>

const BOX: FormBox = {
  kind: 'OPT_IN',
  defaultChecked: false,
  channels: ['EMAIL'],
  recipients: 'NAMED',
  separateFromTerms: true,
  equalProminence: true,
  requiredToSubmit: false,
  wordingClear: true,
  optoutOffered: true,
}

const lacks = (item: LawItem, box: Partial<FormBox> = {}, change: Partial<Form> = {}): boolean => {
  const { verdict, reasons } = decide({
    kind: 'VALIDATE_FORM',
    at: '2026-11-21T10:00:00Z',
    audience: 'B2C_CONSUMER',
    box: { ...BOX, ...box },
    noticeItemsMissing: [item],
    withdrawAsEasy: true,
    ...change,
  })
  expect(verdict).toBe(reasons.some(({ code }) => code === 'NOTICE_ITEM_MISSING') ? 'DENY' : 'ALLOW')
  return verdict === 'DENY'
}

describe('a form of which an item is said to be missing', () => {
  const call = { channels: ['LIVE_CALL' as const] }
  const soft = { kind: 'SOFT_OPT_IN' as const }
  const letter = { kind: 'OPT_OUT' as const, channels: ['POST' as const] }
  const business = { audience: 'B2B_PROFESSIONAL' as const }
  const last = { at: '2026-08-10T23:59:59+02:00' }
  const aiActEve = { at: '2026-08-01T23:59:59+02:00' }

  it.each<[LawItem, Partial<FormBox>, Partial<Form>]>([
    ['N13_CONTROLLER', {}, {}],
    ['N13_WITHDRAW', {}, {}],
    ['N13_LEGIT_INTEREST', letter, {}],
    ['N13_LEGIT_INTEREST', soft, {}],
    ['N21_OBJECTION_SEPARATE', soft, {}],
    ['SOI_INFO', soft, {}],
    ['SOI_OPTOUT_BOX', soft, {}],
    ['SOI_EACH_MSG', soft, {}],
    ['NCC_PHONE_INFO', call, {}],
    ['NR_PERIOD', call, {}],
    ['NCC_BLOCTEL', call, last],
    ['CALL_BLOCTEL', call, last],
    ['B2B_INFO', {}, business],
  ])('lacks %s, which is due', (item, box, change) => {
    expect(lacks(item, box, change)).toBe(true)
  })

  it.each<[LawItem, Partial<FormBox>, Partial<Form>]>([
    ['N13_DPO', {}, {}],
    ['N13_TRANSFERS', {}, {}],
    ['N13_AUTOMATED', {}, {}],
    ['N13_MANDATORY', {}, {}],
    ['N14_SOURCE', {}, {}],
    ['N14_ALL', {}, {}],
    ['PT_LIST', {}, {}],
    ['PT_CHANGE', {}, {}],
    ['REC_EXISTENCE', {}, {}],
    ['REC_ALT_MEANS', {}, {}],
    ['NR_SLOT', call, {}],
    ['NR_THIRD_PARTY', call, {}],
    ['NCC_CONTRACT_CLAUSE', call, {}],
    ['CALL_AI', call, {}],
    ['MSG_IDENTITY', {}, {}],
  ])('lacks %s, which may be due for all it tells', (item, box, change) => {
    expect(lacks(item, box, change)).toBe(true)
  })

  it('is held to all its channels, and to every kind and channel where it names none', () => {
    for (const item of ['N13_WITHDRAW', 'N13_LEGIT_INTEREST', 'N21_OBJECTION_SEPARATE', 'SOI_INFO'] as const)
      expect([item, lacks(item, soft), lacks(item, {})]).toContain(true)
    const calls = decide({
      kind: 'VALIDATE_FORM',
      at: '2026-11-21T10:00:00Z',
      audience: 'B2C_CONSUMER',
      box: { ...BOX, channels: ['EMAIL', 'LIVE_CALL'] },
      noticeItemsMissing: ['NR_CHOICE'],
      withdrawAsEasy: true,
    })
    expect(calls.reasons.map(({ code }) => code)).toContain('NOTICE_ITEM_MISSING')
    const unknown = decide({
      kind: 'VALIDATE_FORM',
      at: '2026-11-21T10:00:00Z',
      audience: null,
      box: null,
      noticeItemsMissing: ['NR_CHOICE'],
      withdrawAsEasy: true,
    })
    expect(unknown.reasons.map(({ code }) => code)).toContain('NOTICE_ITEM_MISSING')
  })

  it.each<[LawItem, Partial<FormBox>, Partial<Form>]>([
    ['N13_WITHDRAW', soft, {}],
    ['N13_LEGIT_INTEREST', {}, {}],
    ['N21_OBJECTION_SEPARATE', {}, {}],
    ['SOI_INFO', {}, {}],
    ['SOI_OPTOUT_BOX', letter, {}],
    ['SOI_EACH_MSG', {}, {}],
    ['NCC_PHONE_INFO', {}, {}],
    ['NCC_PHONE_INFO', call, business],
    ['NCC_PHONE_INFO', call, last],
    ['NR_PERIOD', {}, {}],
    ['NR_SLOT', {}, {}],
    ['NCC_BLOCTEL', call, {}],
    ['CALL_BLOCTEL', call, {}],
    ['CALL_AI', call, aiActEve],
    ['B2B_INFO', {}, {}],
    ['B2B_OPTOUT', {}, business],
  ])('is valid without %s, which is not due', (item, box, change) => {
    expect(lacks(item, box, change)).toBe(false)
  })
})

describe('a form of which a fact is not known', () => {
  const decided = (box: FormBox, change: Partial<Form> = {}) =>
    decide({
      kind: 'VALIDATE_FORM',
      at: '2026-11-21T10:00:00Z',
      audience: 'B2C_CONSUMER',
      box,
      noticeItemsMissing: [],
      withdrawAsEasy: true,
      ...change,
    }).verdict

  it('is valid when all is known and well', () => {
    expect(decided(BOX)).toBe('ALLOW')
    expect(decided({ ...BOX, kind: 'SOFT_OPT_IN' })).toBe('ALLOW')
  })

  it.each([
    'defaultChecked',
    'channels',
    'recipients',
    'separateFromTerms',
    'equalProminence',
    'requiredToSubmit',
    'wordingClear',
  ] as const)('is not, without %s', (fact) => {
    expect(decided({ ...BOX, [fact]: null })).toBe('DENY')
  })

  it('nor with an objection box that stands for a channel on which silence is no consent', () => {
    expect(decided({ ...BOX, kind: 'OPT_OUT', channels: ['POST'] })).toBe('ALLOW')
    expect(decided({ ...BOX, kind: 'OPT_OUT', channels: ['POST', 'EMAIL'] })).toBe('DENY')
  })

  it('nor without the objection of a soft opt-in, the missing items or how one withdraws', () => {
    expect(decided({ ...BOX, kind: 'SOFT_OPT_IN', optoutOffered: null })).toBe('DENY')
    expect(decided(BOX, { noticeItemsMissing: null })).toBe('DENY')
    expect(decided(BOX, { withdrawAsEasy: null })).toBe('DENY')
  })
})
