import { describe, expect, it } from 'vitest'
import {
  NOTICE_ITEMS,
  type NoticeDocument,
  type NoticeItemId,
  type NoticeQuestion,
} from '@constat/core/notice'
import {
  callQuestion,
  linted,
  NOVEMBER_2026,
  lawfulNotice,
  objectionQuestion,
  partnerQuestion,
  withItems,
} from '../testing/notices.ts'

const LAST_DAY_OF_BLOCTEL = Date.parse('2026-08-10T10:00:00Z')

const asking = (...questions: readonly NoticeQuestion[]): NoticeDocument => lawfulNotice({ questions })

describe('consent to calls', () => {
  it.each([
    ['without a period', { periodDays: undefined }, 'ERROR NR_PERIOD questions.0.periodDays'],
    ['for more than a year', { periodDays: 366 }, 'ERROR NR_PERIOD questions.0.periodDays'],
    ['for no goods', { goods: [] }, 'ERROR NR_GOODS questions.0.goods'],
  ] as const)('%s is refused from 2026-08-11', (_, change, finding) => {
    expect(linted(asking(callQuestion(change)))).toContain(finding)
    expect(linted(asking(callQuestion(change)), LAST_DAY_OF_BLOCTEL)).not.toContain(finding)
    expect(
      linted(lawfulNotice({ audience: 'B2B_PROFESSIONAL', questions: [callQuestion(change)] })),
    ).not.toContain(finding)
  })
})

describe('mandatory information', () => {
  const ALWAYS: readonly NoticeItemId[] = [
    'N13_CONTROLLER',
    'N13_DPO',
    'N13_PURPOSES',
    'N13_LEGAL_BASIS',
    'N13_RECIPIENTS',
    'N13_RETENTION',
    'N13_RIGHTS',
    'N13_WITHDRAW',
    'N13_COMPLAINT',
    'N13_POSTMORTEM',
  ]
  const OF_CALLS: readonly NoticeItemId[] = [
    'NCC_PHONE_INFO',
    'NR_PRO_ID',
    'NR_GOODS',
    'NR_CHOICE',
    'NR_PERIOD',
    'NR_WITHDRAWAL',
    'NR_DURABLE_ACCESS',
  ]
  const missing = (notice: NoticeDocument, at = NOVEMBER_2026) =>
    linted({ ...notice, items: {} }, at).flatMap(
      (finding) => /^ERROR \w+ items\.(\w+)$/.exec(finding)?.[1] ?? [],
    )

  it('of a notice that asks for calls and e-mails of a partner', () => {
    expect(missing(lawfulNotice())).toEqual([...ALWAYS, ...OF_CALLS, 'PT_LIST'])
  })

  it('until 2026-08-10 tells of Bloctel instead of prior consent', () => {
    expect(missing(lawfulNotice(), LAST_DAY_OF_BLOCTEL)).toEqual([...ALWAYS, 'NCC_BLOCTEL', 'PT_LIST'])
  })

  it('of e-mail only, of calls by a partner, of customers, of professionals', () => {
    expect(missing(asking(partnerQuestion({ advertisers: ['cuisines'] })))).toEqual(ALWAYS)
    expect(missing(asking(callQuestion({ advertisers: ['sols'] })))).toContain('NR_THIRD_PARTY')
    expect(missing(asking(objectionQuestion()))).toEqual([
      ...ALWAYS.filter((item) => item !== 'N13_WITHDRAW'),
      'N21_OBJECTION_SEPARATE',
      'SOI_INFO',
    ])
    expect(
      missing(
        lawfulNotice({ audience: 'B2B_PROFESSIONAL', questions: [objectionQuestion({ kind: 'OPT_OUT' })] }),
      ),
    ).toEqual([
      ...ALWAYS.filter((item) => item !== 'N13_WITHDRAW').toSpliced(4, 0, 'N13_LEGIT_INTEREST'),
      'N21_OBJECTION_SEPARATE',
      'B2B_INFO',
    ])
  })

  it('names no item that a document cannot carry', () => {
    expect(NOTICE_ITEMS).toEqual(expect.arrayContaining(missing(lawfulNotice())))
  })

  it.each([
    [
      'the controller',
      { N13_CONTROLLER: { text: 'Responsable : nous.' } },
      'WARNING N13_CONTROLLER items.N13_CONTROLLER.text',
    ],
    [
      'the partner who receives',
      { N13_RECIPIENTS: { text: 'Nos partenaires.' } },
      'WARNING N13_RECIPIENTS items.N13_RECIPIENTS.text',
    ],
    [
      'a right',
      { N13_RIGHTS: { text: 'Accès et rectification.' } },
      'WARNING N13_RIGHTS items.N13_RIGHTS.text',
    ],
    [
      'the CNIL',
      { N13_COMPLAINT: { text: 'Vous pouvez vous plaindre.' } },
      'WARNING N13_COMPLAINT items.N13_COMPLAINT.text',
    ],
    [
      'who will call',
      { NR_PRO_ID: { text: 'Nos équipes vous appelleront.' } },
      'WARNING NR_PRO_ID items.NR_PRO_ID.text',
    ],
    ['the goods', { NR_GOODS: { text: 'Nos offres et services.' } }, 'WARNING NR_GOODS items.NR_GOODS.text'],
    [
      'how to withdraw',
      { NR_WITHDRAWAL: { text: 'Vous pouvez retirer cet accord.' } },
      'WARNING NR_WITHDRAWAL items.NR_WITHDRAWAL.links',
    ],
  ] as const)('is advised to say %s, in whatever words', (_, items, finding) => {
    expect(linted(withItems(items))).toEqual([finding])
  })

  it('no longer tells of Bloctel', () => {
    const notice = withItems({ NCC_BLOCTEL: { text: 'Vous pouvez vous inscrire sur Bloctel.' } })
    expect(linted(notice)).toEqual(['ERROR NCC_BLOCTEL items.NCC_BLOCTEL'])
    expect(linted(notice, LAST_DAY_OF_BLOCTEL)).toEqual([])
  })

  it.each([
    ['Un an, renouvelable par tacite reconduction.', 'ERROR'],
    ['Un an, puis reconduit chaque année.', 'ERROR'],
    ['Un an. Au-delà, renouvellement automatique.', 'ERROR'],
    ['One year, renewed automatically.', 'ERROR'],
    ['Un an, renouvelable.', 'WARNING'],
    ['Un an ; il faudra ensuite renouveler votre accord vous-même.', 'WARNING'],
    ['Un an ; l’accord ne saurait être ensuite tacitement renouvelé.', null],
    ['Un an, sans reconduction.', null],
    ['Un an, sans tacite reconduction.', null],
    ['Un an. L’accord n’est pas renouvelé.', null],
    ['Un an, non renouvelable.', null],
    ['Un an. L’accord ne se prolonge jamais tout seul.', null],
    ['One year, never renewed.', null],
    ['Douze mois.', null],
  ])('of a period: "%s"', (text, severity) => {
    expect(linted(withItems({ NR_PERIOD: { text } }))).toEqual(
      severity === null ? [] : [`${severity} NR_PERIOD items.NR_PERIOD.text`],
    )
    const ofProfessionals = withItems({ NR_PERIOD: { text } }, { audience: 'B2B_PROFESSIONAL' })
    expect(linted(ofProfessionals).filter((finding) => finding.includes('NR_PERIOD'))).toEqual([])
  })

  it('is publishable in other words, and in another language', () => {
    const text = 'Evezhiañ a reomp ouzh ho titouroù.'
    const items = Object.fromEntries(
      Object.entries(lawfulNotice().items).map(([id, item]) => [id, { ...item, text }]),
    )
    for (const locale of ['fr', 'en', 'br'])
      expect(
        linted(lawfulNotice({ locale, items })).filter((finding) => finding.startsWith('ERROR')),
      ).toEqual([])
  })
})
