import { describe, expect, it } from 'vitest'
import { NOTICE_ITEMS, type NoticeDocument, type NoticeItemId } from '@constat/core/notice'
import { PROFILES } from '@constat/core/vocabulary'
import { callQuestion, lawfulNotice, objectionQuestion, partnerQuestion } from '../testing/notices.ts'
import type { NoticeFacts } from './form-facts.ts'
import { itemRule } from './item-rules.ts'
import { LAW_ITEMS } from './items.ts'
import { lintNotice } from './lint.ts'

const AT = Date.parse('2026-11-21T10:00:00Z')

type Case = { readonly notice: NoticeDocument; readonly facts?: NoticeFacts }

const isMissing = (item: NoticeItemId, { notice, facts }: Case, at = AT): boolean => {
  const { [item]: _, ...items } = notice.items
  const answers = PROFILES.map((profile) =>
    lintNotice({ ...notice, items }, { at, profile, facts }).some(
      ({ rule, path, severity }) => rule === item && path.join() === `items,${item}` && severity === 'ERROR',
    ),
  )
  expect(new Set(answers).size).toBe(1)
  return answers[0] === true
}

const asking = (...questions: NoticeDocument['questions']): Case => ({ notice: lawfulNotice({ questions }) })
const stating = (facts: NoticeFacts): Case => ({ notice: lawfulNotice(), facts })
const professionals = (...questions: NoticeDocument['questions']): Case => ({
  notice: lawfulNotice({ audience: 'B2B_PROFESSIONAL', questions }),
})

const CALLS = asking(callQuestion())
const EMAILS = asking(partnerQuestion({ advertisers: ['cuisines'] }))
const PARTNER_EMAILS = asking(partnerQuestion())
const PARTNER_CALLS = asking(callQuestion({ advertisers: ['sols'] }))
const BOTH_CALLS = asking(callQuestion(), callQuestion({ key: 'sols', advertisers: ['sols'] }))
const CUSTOMERS = asking(objectionQuestion())
const LETTERS = asking(objectionQuestion({ kind: 'OPT_OUT', channel: 'POST' }))
const SERVICE_LETTERS = asking(
  objectionQuestion({ kind: 'OPT_OUT', channel: 'POST', purpose: 'CONTRACT_PERFORMANCE' }),
)
const PUBLIC_LETTERS = asking(
  objectionQuestion({ kind: 'OPT_OUT', channel: 'POST', purpose: 'PUBLIC_SERVICE' }),
)
const BUSINESS_CALLS = professionals(callQuestion())
const TELLING = asking()
const BUSINESS_TELLING = professionals()
const RECORDING: Case = {
  notice: lawfulNotice({ questions: [], items: { REC_EXISTENCE: { text: 'Appel enregistré.' } } }),
}
const INSURERS: Case = {
  notice: {
    ...RECORDING.notice,
    goods: [
      ...lawfulNotice().goods,
      { key: 'assurance', label: 'assurance habitation', sector: 'INSURANCE' },
    ],
  },
}
const NO_OFFICER: Case = {
  notice: lawfulNotice({ parties: lawfulNotice().parties.map((party) => ({ ...party, dpo: undefined })) }),
}
const REQUIRED = asking(callQuestion({ control: 'YES_NO', required: true }), partnerQuestion())

const DATA = { due: [CALLS, TELLING, CUSTOMERS, BUSINESS_TELLING], free: [RECORDING, INSURERS] }
const callsFor = (purpose: NoticeDocument['questions'][number]['purpose']): Case =>
  asking(callQuestion({ purpose }))
const R223_1 = {
  due: [
    CALLS,
    PARTNER_CALLS,
    asking(callQuestion({ channel: 'AUTOMATED_CALL' })),
    asking(callQuestion(), partnerQuestion()),
    callsFor('CONSENT_REQUEST'),
    callsFor('PRESS_SUBSCRIPTION'),
    { notice: lawfulNotice({ audience: 'UNKNOWN' }) },
  ],
  free: [EMAILS, CUSTOMERS, BUSINESS_CALLS, RECORDING, callsFor('CALLBACK_REQUESTED'), callsFor('SURVEY')],
}
const TOLD_BEFORE_RECORDING = {
  due: [RECORDING, INSURERS, stating({ recordsCalls: true })],
  free: [CALLS, { ...RECORDING, facts: { recordsCalls: false } }],
}
const NOT_FROM_PERSON = {
  due: [stating({ fromPerson: false })],
  free: [stating({ fromPerson: true }), CALLS, RECORDING],
}

/** Forms of which law.md §4 asks an item, and forms of which it does not or cannot be seen to. */
const CONDITIONS: {
  readonly [item in NoticeItemId]?: { readonly due: readonly Case[]; readonly free: readonly Case[] }
} = {
  N13_CONTROLLER: DATA,
  N13_DPO: {
    due: [CALLS, { ...NO_OFFICER, facts: { dpoDesignated: true } }],
    free: [NO_OFFICER, { ...NO_OFFICER, facts: { dpoDesignated: false } }, RECORDING],
  },
  N13_PURPOSES: DATA,
  N13_LEGAL_BASIS: DATA,
  N13_LEGIT_INTEREST: { due: [LETTERS], free: [CALLS, CUSTOMERS, SERVICE_LETTERS, PUBLIC_LETTERS] },
  N13_RECIPIENTS: DATA,
  N13_TRANSFERS: { due: [stating({ transfers: true })], free: [stating({ transfers: false }), CALLS] },
  N13_RETENTION: DATA,
  N13_RIGHTS: DATA,
  N13_WITHDRAW: { due: [CALLS, EMAILS, BUSINESS_CALLS], free: [CUSTOMERS, LETTERS, RECORDING] },
  N13_COMPLAINT: DATA,
  N13_MANDATORY: {
    due: [REQUIRED, stating({ requiredFields: true })],
    free: [
      CALLS,
      stating({ requiredFields: false }),
      stating({ requiredFields: true, fromPerson: false }),
      { ...TELLING, facts: { requiredFields: true } },
      RECORDING,
    ],
  },
  N13_AUTOMATED: {
    due: [stating({ automatedDecisions: true })],
    free: [stating({ automatedDecisions: false }), CALLS],
  },
  N13_POSTMORTEM: DATA,
  N14_CATEGORIES: NOT_FROM_PERSON,
  N14_SOURCE: NOT_FROM_PERSON,
  N21_OBJECTION_SEPARATE: {
    due: [CUSTOMERS, LETTERS, PUBLIC_LETTERS],
    free: [CALLS, SERVICE_LETTERS, RECORDING],
  },
  NCC_PHONE_INFO: {
    due: [CALLS, asking(callQuestion({ channel: 'SMS' })), asking(objectionQuestion({ channel: 'SMS' }))],
    free: [EMAILS, LETTERS, BUSINESS_CALLS, RECORDING],
  },
  NCC_CONTRACT_CLAUSE: {
    due: [stating({ concludesContract: true })],
    free: [
      CALLS,
      stating({ concludesContract: false }),
      { ...EMAILS, facts: { concludesContract: true } },
      { ...BUSINESS_CALLS, facts: { concludesContract: true } },
    ],
  },
  NR_PRO_ID: R223_1,
  NR_THIRD_PARTY: { due: [PARTNER_CALLS, BOTH_CALLS], free: [CALLS, PARTNER_EMAILS] },
  NR_GOODS: R223_1,
  NR_CHOICE: R223_1,
  NR_PERIOD: R223_1,
  NR_WITHDRAWAL: R223_1,
  NR_DURABLE_ACCESS: R223_1,
  NR_SLOT: {
    due: [stating({ callsOutOfHours: true })],
    free: [CALLS, stating({ callsOutOfHours: false }), { ...EMAILS, facts: { callsOutOfHours: true } }],
  },
  REC_EXISTENCE: {
    due: [
      { notice: lawfulNotice({ questions: [], items: { REC_RIGHTS: { text: 'Vos droits.' } } }) },
      stating({ recordsCalls: true }),
    ],
    free: [CALLS],
  },
  REC_CONTROLLER: TOLD_BEFORE_RECORDING,
  REC_PURPOSE: TOLD_BEFORE_RECORDING,
  REC_LEGAL_BASIS: TOLD_BEFORE_RECORDING,
  REC_RECIPIENTS: TOLD_BEFORE_RECORDING,
  REC_RETENTION: TOLD_BEFORE_RECORDING,
  REC_OBJECTION: TOLD_BEFORE_RECORDING,
  REC_RIGHTS: TOLD_BEFORE_RECORDING,
  REC_COMPLAINT: TOLD_BEFORE_RECORDING,
  REC_ALT_MEANS: {
    due: [RECORDING, { ...INSURERS, facts: { recordingIsDuty: false } }],
    free: [CALLS, INSURERS, { ...RECORDING, facts: { recordingIsDuty: true } }],
  },
  PT_LIST: { due: [PARTNER_EMAILS, PARTNER_CALLS], free: [CALLS, EMAILS, RECORDING] },
  SOI_INFO: { due: [CUSTOMERS], free: [CALLS, LETTERS] },
  B2B_INFO: { due: [BUSINESS_CALLS, BUSINESS_TELLING], free: [CALLS, RECORDING] },
  B2B_OPTOUT: { due: [BUSINESS_TELLING], free: [BUSINESS_CALLS, CALLS, TELLING, RECORDING] },
}

describe('an item of mandatory information', () => {
  it.each(Object.entries(CONDITIONS))('%s is asked for where it is due, and nowhere else', (id, cases) => {
    const item = id as NoticeItemId
    expect(cases.due.map((each) => isMissing(item, each))).toEqual(cases.due.map(() => true))
    expect(cases.free.map((each) => isMissing(item, each))).toEqual(cases.free.map(() => false))
  })

  it('NCC_BLOCTEL is due of consumers until the last second of 2026-08-10, and must be gone from the next', () => {
    const last = Date.parse('2026-08-10T23:59:59.999+02:00')
    const first = Date.parse('2026-08-11T00:00:00+02:00')
    const told = lawfulNotice()
    const telling = { ...told, items: { ...told.items, NCC_BLOCTEL: { text: 'Inscription sur Bloctel.' } } }
    const asked = (notice: NoticeDocument, at: number) =>
      lintNotice(notice, { at }).map(({ rule, path, message }) => `${rule} ${path.join('.')}: ${message}`)
    expect(asked(told, last)).toEqual([
      'NCC_BLOCTEL items.NCC_BLOCTEL: Add NCC_BLOCTEL to the items: it tells of the right to register on Bloctel.',
    ])
    expect(asked(telling, last)).toEqual([])
    expect(asked(told, first)).toEqual([])
    expect(asked(telling, first)).toEqual([
      'NCC_BLOCTEL items.NCC_BLOCTEL: Remove NCC_BLOCTEL from the items: telling of the right to register on Bloctel misleads from 2026-08-11 on.',
    ])
    expect(isMissing('NCC_BLOCTEL', EMAILS, last)).toBe(false)
    expect(isMissing('NCC_BLOCTEL', BUSINESS_CALLS, last)).toBe(false)
  })

  const DATED = [
    ['2026-08-11', Object.keys(CONDITIONS).filter((id) => /^(?:NCC|NR)_/.test(id))],
    ['2019-06-01', ['N13_POSTMORTEM']],
    ['2018-05-25', Object.keys(CONDITIONS).filter((id) => /^(?:N13_(?!POST)|N14|N21|REC|PT|B2B)/.test(id))],
  ] as const
  it.each(DATED)('is asked for from the first second of %s', (date, ids) => {
    const first = Date.parse(`${date}T00:00:00+02:00`)
    for (const id of ids as readonly NoticeItemId[]) {
      const [due] = CONDITIONS[id]?.due ?? []
      if (due === undefined) throw new Error(id)
      expect([id, isMissing(id, due, first - 1), isMissing(id, due, first)]).toEqual([id, false, true])
    }
  })

  it('is checked, or has a reason why no document shows it: all of law.md §4', () => {
    const checked = [...Object.keys(CONDITIONS), 'NCC_BLOCTEL']
    const elsewhere = LAW_ITEMS.filter((item) => itemRule(item).elsewhere !== undefined)
    expect([...checked, ...elsewhere].toSorted()).toEqual([...LAW_ITEMS].toSorted())
    expect(NOTICE_ITEMS.filter((item) => !checked.includes(item))).toEqual(['PT_CHANGE'])
    expect([...LAW_ITEMS].toSorted()).toEqual([...SECTION_4].toSorted())
  })

  it('is cited', () => {
    for (const item of LAW_ITEMS) {
      expect(itemRule(item).citation).not.toBe('')
      expect(itemRule(item).elsewhere ?? 'checked.').toMatch(/\.$/)
    }
  })
})

/** The first column of law.md §4, by hand; a group that shares its rules stands in full. */
const SECTION_4: readonly string[] = `
  N13_CONTROLLER N13_DPO N13_PURPOSES N13_LEGAL_BASIS N13_LEGIT_INTEREST N13_RECIPIENTS N13_TRANSFERS N13_RETENTION
  N13_RIGHTS N13_WITHDRAW N13_COMPLAINT N13_MANDATORY N13_AUTOMATED N13_POSTMORTEM
  N14_ALL N14_CATEGORIES N14_SOURCE N14_TIMING N21_OBJECTION_SEPARATE
  NCC_PHONE_INFO NCC_CONTRACT_CLAUSE NCC_BLOCTEL
  NR_PRO_ID NR_THIRD_PARTY NR_GOODS NR_CHOICE NR_PERIOD NR_WITHDRAWAL NR_DURABLE_ACCESS NR_SLOT
  REC_EXISTENCE REC_CONTROLLER REC_PURPOSE REC_LEGAL_BASIS REC_RECIPIENTS REC_RETENTION REC_OBJECTION REC_RIGHTS
  REC_COMPLAINT REC_ALT_MEANS
  PT_LIST PT_CHANGE PT_FIRST_MSG_SOURCE PT_FIRST_MSG_RIGHTS
  SOI_INFO SOI_OPTOUT_BOX SOI_EACH_MSG B2B_INFO B2B_OPTOUT
  MSG_IDENTITY MSG_OPTOUT MSG_SUBJECT CALL_IDENTITY CALL_PRINCIPAL CALL_COMMERCIAL CALL_AI CALL_BLOCTEL
`
  .trim()
  .split(/\s+/)
