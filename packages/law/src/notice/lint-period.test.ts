import { describe, expect, it } from 'vitest'
import {
  callQuestion,
  lawfulNotice,
  linted,
  lintedItem,
  partnerQuestion,
  withItems,
} from '../testing/notices.ts'

const ON_TEXT = 'NR_PERIOD items.NR_PERIOD.text'

describe('NR_PERIOD: a consent to calls lasts a year at most', () => {
  it.each([
    'Deux ans.',
    'Votre accord vaut 24 mois.',
    'Vingt-quatre mois à compter de ce jour.',
    'Dix-huit mois, sans reconduction.',
    'Votre accord est valable 18 (dix-huit) mois.',
    'Un an et demi.',
    'Treize mois.',
    '400 jours.',
    '53 semaines.',
    'Plus d’un an.',
    'Moins de deux ans.',
    'Il n’excède pas deux ans.',
    'Deux (2) années, non renouvelables.',
    'Trente-six mois.',
    'Cet accord vaut deux ans et la preuve en est conservée trois ans.',
    'Votre accord est illimité.',
    'Sans limite de durée.',
    'Jusqu’au 31 décembre 2030.',
    'Two years.',
    'Eighteen months from today.',
    'Valid for 18 months.',
    'Indefinitely.',
    'Zwei Jahre.',
    'Vierundzwanzig Monate ab heute.',
    'Die Einwilligung gilt 18 Monate.',
    'Anderthalb Jahre.',
    'Unbefristet.',
  ])('so "%s" is refused', (text) => {
    expect(lintedItem('NR_PERIOD', text)).toContain(`ERROR ${ON_TEXT}`)
  })

  it.each([
    'Un an.',
    'Douze mois au plus.',
    '12 (douze) mois.',
    '365 jours.',
    '52 semaines.',
    'Un an au plus à compter de votre accord, jamais au-delà.',
    'Jusqu’au 20 novembre 2027.',
    'Un an, sans reconduction tacite.',
    'Un an ; il n’est en aucun cas reconduit.',
    'Un an. Toute reconduction tacite est exclue.',
    'Un an, le renouvellement supposant un nouvel accord de votre part.',
    'Cet accord prend fin le 21 novembre 2027. Au-delà, nous devrons vous le redemander.',
    'Un an, non renouvelable.',
    'Un an. Il ne sera ni prolongé ni renouvelé.',
    'Un an. La preuve de votre accord est conservée trois ans.',
    'Un an (la preuve étant conservée trois ans).',
    'Réservé aux personnes âgées de plus de 18 ans ; un an.',
    'Cuisines du Val, votre cuisiniste depuis trente ans, peut vous appeler un an.',
    'Votre accord n’est pas illimité : il vaut un an.',
    'Un an et non deux ans.',
    'Moins de deux ans : douze mois exactement.',
    'Un accord ne peut valoir plus d’un an : le vôtre vaut douze mois.',
    'One year, without renewal.',
    'Twelve months, never extended automatically.',
    'Zwölf Monate, ohne Verlängerung.',
    'Ein Jahr. Die Einwilligung verlängert sich nicht automatisch.',
  ])('and "%s" is not spoken against', (text) => {
    expect(lintedItem('NR_PERIOD', text)).toEqual([])
  })

  it.each([
    'Un an, reconduit si vous ne vous y opposez pas.',
    'Un an, prorogé d’autant en l’absence de refus.',
    'Un an. Sauf opposition de votre part, il est renouvelé.',
    'Un an, automatiquement prolongé sauf si vous ne le souhaitez pas.',
    'One year, then renewed unless you cancel.',
    'Ein Jahr, danach verlängert, sofern Sie nicht widersprechen.',
    'Ein Jahr, stillschweigend verlängert.',
  ])('nor may silence renew it: "%s" is refused', (text) => {
    expect(lintedItem('NR_PERIOD', text)).toContain(`ERROR ${ON_TEXT}`)
  })

  it.each(['Le temps qu’il faudra.', 'Tant que vous ne le retirez pas.', 'Bis auf Widerruf.'])(
    'and what names no period, as "%s", is worth a warning',
    (text) => {
      expect(lintedItem('NR_PERIOD', text)).toEqual([`WARNING ${ON_TEXT}`])
    },
  )

  it('is what the person is told, and periodDays no longer than that', () => {
    const told = (text: string, periodDays: number) =>
      linted(
        withItems({ NR_PERIOD: { text } }, { questions: [callQuestion({ periodDays }), partnerQuestion()] }),
      )
    expect(told('Six mois.', 365)).toEqual(['WARNING NR_PERIOD questions.0.periodDays'])
    expect(told('Six mois.', 183)).toEqual([])
    expect(told('Un an.', 180)).toEqual([])
    expect(told('Six mois, jusqu’au 20 mai 2027.', 365)).toEqual([])
  })

  it.each([
    'J’accepte que Cuisines du Val m’appelle pendant deux ans pour des cuisines équipées.',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées. Valable 24 mois.',
    'J’accepte que Cuisines du Val m’appelle sans limite de durée pour des cuisines équipées.',
    'I agree that Cuisines du Val calls me about cuisines équipées for two years.',
    'Ich stimme zu, dass Cuisines du Val mich zwei Jahre lang anruft (cuisines équipées), gültig für 24 Monate.',
  ])('nor does a label say more: "%s"', (label) => {
    const asking = (audience: 'B2C_CONSUMER' | 'B2B_PROFESSIONAL') =>
      linted(lawfulNotice({ audience, questions: [callQuestion({ label })] }))
    expect(asking('B2C_CONSUMER')).toContain('ERROR NR_PERIOD questions.0.label')
    expect(asking('B2B_PROFESSIONAL')).not.toContain('ERROR NR_PERIOD questions.0.label')
  })

  it.each([
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées garanties dix ans.',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées, payables sur 48 mensualités.',
    'J’ai plus de 18 ans et j’accepte que Cuisines du Val m’appelle pour des cuisines équipées.',
  ])('though other times stand in it: "%s"', (label) => {
    expect(linted(lawfulNotice({ questions: [callQuestion({ label })] }))).toEqual([])
  })
})
