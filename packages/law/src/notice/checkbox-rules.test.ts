import { describe, expect, it } from 'vitest'
import type { NoticeDocument, NoticeQuestion } from '@constat/core/notice'
import type { Profile } from '@constat/core/vocabulary'
import {
  callQuestion,
  linted,
  NOVEMBER_2026,
  lawfulNotice,
  objectionQuestion,
  partnerQuestion,
} from '../testing/notices.ts'
import { BOX_RULES } from './box.ts'
import { CHECKBOX_RULES } from './checkbox-rules.ts'
import { lintNotice } from './lint.ts'

const asking = (...questions: readonly NoticeQuestion[]): NoticeDocument => lawfulNotice({ questions })
const worded = (label: string, change: Partial<NoticeQuestion> = {}) =>
  linted(asking(callQuestion({ ...change, label })))
const onLabel = (rule: string, findings: readonly string[]) =>
  findings
    .filter((finding) => finding.endsWith(`${rule} questions.0.label`))
    .map((each) => each.split(' ', 1)[0])

describe('the checkbox rules', () => {
  it('are all of law.md §5', () => {
    expect(Object.keys(CHECKBOX_RULES)).toEqual(Array.from({ length: 18 }, (_, at) => `CB-${at + 1}`))
  })

  it('are read off a question where they say so, by the rules that a form is held to', () => {
    const read = Object.entries(CHECKBOX_RULES).flatMap(([id, { by }]) => (by === 'QUESTION' ? [id] : []))
    const rules = new Set<string>(BOX_RULES.map(({ id }) => id))
    expect(read.filter((id) => !rules.has(id))).toEqual([])
    // Of a form one is told whether it holds (CB-7); a document cannot break it.
    expect([...rules].filter((id) => !read.includes(id))).toEqual(['CB-7'])
  })
})

describe('CB-3: one box per channel', () => {
  const label = 'J’accepte que Cuisines du Val m’envoie des SMS et des e-mails sur ses cuisines équipées.'
  const messages = asking(callQuestion({ channel: 'SMS', label }))
  it('advises against a label that asks for two, which standard lets it do within a family', () => {
    expect(linted(messages)).toEqual(['WARNING CB-3 questions.0.label'])
    expect(linted(messages, NOVEMBER_2026, 'standard')).toEqual([])
    const calls = asking(callQuestion({ label: label.replace('des SMS', 'm’appelle et m’envoie') }))
    expect(linted(calls, NOVEMBER_2026, 'standard')).toEqual(['WARNING CB-3 questions.0.label'])
  })
  it('never refuses goods that are named like a channel', () => {
    const goods = [{ key: 'cuisines', label: 'téléphones', sector: 'GENERAL' as const }]
    const phones = callQuestion({
      channel: 'EMAIL',
      label: 'J’accepte de recevoir par e-mail les offres de téléphones de Cuisines du Val.',
    })
    expect(
      linted(lawfulNotice({ goods: [...goods, lawfulNotice().goods[1]!], questions: [phones] })),
    ).toEqual(['WARNING CB-3 questions.0.label'])
  })
})

describe('CB-4: partners are named', () => {
  const parties = (legalName: string, siren?: string) => [
    lawfulNotice().parties[0]!,
    { key: 'sols', legalName, url: 'https://sols.example', siren },
  ]
  const found = (legalName: string, siren?: string) =>
    linted(lawfulNotice({ questions: [partnerQuestion()], parties: parties(legalName, siren) })).filter(
      (finding) => finding.includes('CB-4'),
    )
  it.each(['Nos partenaires', 'les partenaires commerciaux', 'Partners', 'Tiers'])('not by "%s"', (name) => {
    expect(found(name)).toEqual(['ERROR CB-4 questions.0.advertisers'])
  })
  it('and with a place: a url, or a PT_LIST that links somewhere or names them', () => {
    const unreachable = lawfulNotice({
      questions: [partnerQuestion()],
      parties: parties('Sols de Loire SARL').map((party) => ({ ...party, url: undefined })),
    })
    const listed = (list: NoticeDocument['items']['PT_LIST']) =>
      linted({ ...unreachable, items: { ...unreachable.items, PT_LIST: list } }).filter((each) =>
        each.includes('CB-4'),
      )
    const link = { label: 'Liste', url: 'https://cuisines.example/partenaires' }
    expect(listed({ text: 'Nos partenaires.' })).toEqual(['ERROR CB-4 questions.0.advertisers'])
    expect(listed({ text: 'Nos partenaires.', links: [] })).toEqual(['ERROR CB-4 questions.0.advertisers'])
    expect(listed({ text: 'Nos partenaires.', links: [link] })).toEqual([])
    expect(listed({ text: 'Sols de Loire.' })).toEqual([])
  })
  it('though a company may be called so', () => {
    expect(found('Partenaires', '123456789')).toEqual([])
    expect(found('Partenaires du Sol SAS')).toEqual([])
  })
})

describe('CB-5: consent stands apart from terms', () => {
  it.each([
    'J’accepte les CGV et que Cuisines du Val m’appelle.',
    'J’accepte que Cuisines du Val m’appelle et les conditions générales.',
    'J’ai lu et j’accepte la politique de confidentialité.',
    'J’accepte sans réserve les conditions d’utilisation de Cuisines du Val.',
    'I agree to the terms and to calls from Cuisines du Val.',
    'I have read the privacy policy and accept calls.',
  ])('so "%s" is refused', (label) => {
    expect(onLabel('CB-5', worded(label))).toEqual(['ERROR'])
  })
  it.each([
    'J’accepte que Cuisines du Val m’appelle (voir notre politique de confidentialité).',
    'J’accepte que Cuisines du Val m’appelle. Mes droits : politique de confidentialité.',
    'J’accepte que Cuisines du Val m’appelle, selon nos CGU et la politique de confidentialité.',
    'I agree that Cuisines du Val calls me, as our privacy policy says.',
  ])('and "%s" is advised against', (label) => {
    expect(onLabel('CB-5', worded(label))).toEqual(['WARNING'])
  })
})

describe('CB-8 and CB-11: a label says what its tick records', () => {
  const letters = { kind: 'OPT_OUT', channel: 'POST' } as const
  it.each<[string, Partial<NoticeQuestion>]>([
    ['Je ne m’oppose pas à ce que Cuisines du Val m’appelle.', {}],
    ['I do not object to calls from Cuisines du Val.', {}],
    ['Sauf avis contraire, Cuisines du Val m’appelle.', {}],
    ['Cuisines du Val m’appelle, sauf avis contraire de ma part.', {}],
    ['Je refuse que Cuisines du Val m’appelle.', {}],
    ['Je m’oppose aux appels.', {}],
    ['J’accepte le courrier de Cuisines du Val.', letters],
    ['Oui, je veux du courrier.', letters],
    ['Je ne m’oppose pas au courrier.', letters],
  ])('so "%s" is refused', (label, change) => {
    expect(onLabel('CB-8', worded(label, change))).toContain('ERROR')
  })
  it.each<[string, Partial<NoticeQuestion>]>([
    ['Je ne veux pas rater les offres : appelez-moi.', {}],
    ['J’accepte les appels, que je peux décocher ici à tout moment.', {}],
    ['J’accepte les appels tant que je ne m’oppose pas.', {}],
    ['J’accepte les appels ; je refuse les SMS.', {}],
    ['À décocher si je ne veux plus de courrier postal de Cuisines du Val.', letters],
    ['Calls from Cuisines du Val are fine with me unless I say no.', {}],
    ['Plus de courrier, merci.', letters],
    ['Stop.', letters],
  ])('and "%s" is left to a person to judge', (label, change) => {
    expect(new Set(onLabel('CB-8', worded(label, change)))).toEqual(new Set(['WARNING']))
  })
  it.each([
    ['J’accepte les e-mails de Cuisines du Val.', 'ERROR'],
    ['Yes, please.', 'ERROR'],
    ['Plus d’e-mails, merci.', 'WARNING'],
    ['Des e-mails, peut-être.', 'WARNING'],
  ])('a soft opt-in that says "%s" is no objection: %s', (label, severity) => {
    expect(onLabel('CB-11', linted(asking(objectionQuestion({ label }))))).toEqual([severity])
  })
  it.each([
    'Cochez cette case si vous ne souhaitez pas recevoir les e-mails de Cuisines du Val.',
    'Merci de ne pas m’écrire par e-mail (Cuisines du Val).',
    'Non merci, pas d’e-mails de Cuisines du Val.',
  ])('while "%s" is one', (label) => {
    expect(onLabel('CB-11', linted(asking(objectionQuestion({ label }))))).toEqual([])
  })
  it('and a lawful soft opt-in says no and nothing else', () => {
    expect(linted(asking(objectionQuestion())).filter((finding) => finding.includes(' CB-'))).toEqual([])
  })
  it('which is judged in French, English and German, and of other languages said not to be', () => {
    const label = 'Sauf avis contraire, je refuse les CGV.'
    expect(linted(lawfulNotice({ locale: 'br', questions: [callQuestion({ label })] }))).toEqual([
      'WARNING CB-8 questions.0.label',
      'WARNING CB-8 questions.0.label',
      'WARNING WORDING_NOT_READ locale',
    ])
  })
})

describe('CB-8: a label says who, for what and by which channel', () => {
  const of = (change: Partial<NoticeQuestion>) =>
    lintNotice(lawfulNotice({ questions: [partnerQuestion({ advertisers: ['cuisines'], ...change })] }), {
      at: NOVEMBER_2026,
    }).map(({ severity, rule, message }) => `${severity} ${rule} ${message}`)
  it.each([
    ['J’accepte les e-mails de Cuisines du Val.', 'for which goods'],
    ['J’accepte les e-mails sur les parquets.', 'who contacts the person'],
    ['J’accepte les offres de parquets de Cuisines du Val.', 'by which channel (EMAIL)'],
  ])('which "%s" does not: %s', (label, missing) => {
    expect(of({ label })).toEqual([expect.stringMatching(/^WARNING CB-8 /)])
    expect(of({ label })[0]).toContain(missing)
  })
  it('but for one of several goods', () => {
    const label = 'J’accepte les e-mails sur les parquets de Cuisines du Val.'
    expect(of({ label, goods: ['cuisines', 'parquets'] })).toEqual([])
  })
  it('but for goods where it is about none, and for whom where several ask', () => {
    expect(of({ label: 'J’accepte les e-mails de Cuisines du Val.', goods: [] })).toEqual([])
    const partners = { key: 'tapis', legalName: 'Tapis de Loire SARL', url: 'https://tapis.example' }
    const notice = lawfulNotice({
      parties: [...lawfulNotice().parties, partners],
      questions: [
        partnerQuestion({ advertisers: ['sols', 'tapis'], label: 'J’accepte les e-mails sur les parquets.' }),
      ],
    })
    expect(linted(notice).filter((finding) => finding.includes('CB-8'))).toEqual([])
  })
})

describe('CB-12: silence of a consumer is no consent', () => {
  const refused = (change: Partial<NoticeQuestion>, notice: Partial<NoticeDocument> = {}) =>
    linted(
      lawfulNotice({ questions: [objectionQuestion({ kind: 'OPT_OUT', ...change })], ...notice }),
    ).includes('ERROR CB-12 questions.0.kind')
  it.each(['COMMERCIAL_PROSPECTING', 'CONSENT_REQUEST', 'PRESS_SUBSCRIPTION'] as const)(
    'to electronic mail for %s',
    (purpose) => {
      expect(refused({ purpose })).toBe(true)
      expect(refused({ purpose }, { audience: 'UNKNOWN' })).toBe(true)
      expect(refused({ purpose }, { audience: 'B2B_PROFESSIONAL' })).toBe(false)
      expect(refused({ purpose }, { audience: 'LEGAL_ENTITY' })).toBe(false)
      expect(refused({ purpose, channel: 'POST' })).toBe(false)
    },
  )
  it.each(['NON_COMMERCIAL_CHARITY', 'NON_COMMERCIAL_POLITICAL', 'SURVEY', 'PUBLIC_SERVICE'] as const)(
    'but is none needed for %s',
    (purpose) => {
      expect(refused({ purpose })).toBe(false)
    },
  )
})

describe('NR_PERIOD: a year at most', () => {
  const days = (periodDays: number, date: string, profile: Profile) =>
    linted(asking(callQuestion({ periodDays })), Date.parse(`${date}T12:00:00Z`), profile)
  const refused = ['ERROR NR_PERIOD questions.0.periodDays']
  it('is 365 days in strict, whenever it begins (D-13)', () => {
    expect(days(365, '2027-10-01', 'strict')).toEqual([])
    expect(days(366, '2027-10-01', 'strict')).toEqual(refused)
  })
  it('ends in standard on the eve of the anniversary, which is worth a warning', () => {
    expect(days(365, '2026-11-21', 'standard')).toEqual([])
    expect(days(366, '2026-11-21', 'standard')).toEqual(refused)
    expect(days(366, '2027-10-01', 'standard')).toEqual(['WARNING NR_PERIOD questions.0.periodDays'])
    expect(days(367, '2027-10-01', 'standard')).toEqual(refused)
  })
  it('is not said to renew itself in the label', () => {
    const label =
      'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées, un an, par tacite reconduction.'
    expect(worded(label)).toEqual(['ERROR NR_PERIOD questions.0.label'])
    const before = linted(asking(callQuestion({ label })), Date.parse('2026-08-10T21:59:59Z'))
    expect(before.filter((finding) => finding.includes('NR_PERIOD'))).toEqual([])
  })
})
