import { describe, expect, it } from 'vitest'
import type { NoticeItemId } from '@constat/core/notice'
import {
  lawfulNotice,
  linted,
  lintedItem,
  NOVEMBER_2026,
  objectionQuestion,
  partnerQuestion,
  withItems,
} from '../testing/notices.ts'
import { lintNotice } from './lint.ts'

describe('N13_RETENTION: data have an end', () => {
  const said = (text: string) => lintedItem('N13_RETENTION', text)
  it.each([
    'Vos données sont conservées sans limite de durée.',
    'Durée illimitée.',
    'Nous gardons vos coordonnées indéfiniment.',
    'We keep your data indefinitely.',
    'Your data are stored without time limit.',
    'Ihre Daten werden unbegrenzt gespeichert.',
    'Wir speichern Ihre Daten dauerhaft.',
    'Vos données ne sont jamais supprimées.',
  ])('so "%s" is refused', (text) => {
    expect(said(text)).toEqual(['ERROR N13_RETENTION items.N13_RETENTION.text'])
  })
  it.each([
    'Cinq ans après votre dernier contact.',
    'Vos données de prospection sont conservées cinq ans.',
    'Prospects et clients : dix ans.',
    'Vos données sont conservées quarante-huit mois.',
    'Le temps nécessaire aux finalités.',
    'As long as necessary.',
    'Werbedaten: fünf Jahre.',
  ])('and "%s" is advised against', (text) => {
    expect(said(text)).toEqual(['WARNING N13_RETENTION items.N13_RETENTION.text'])
  })
  it.each([
    'Trois ans après votre dernier contact.',
    '36 mois à compter de votre dernier contact.',
    'Prospection : trois ans ; factures : dix ans ; preuve de votre accord : cinq ans.',
    'Trois ans pour la prospection, puis cinq ans en archivage en cas de litige.',
    'Les données du contrat sont gardées cinq ans après sa fin.',
    'Trois ans. Votre opposition est retenue sans limite de durée, sous forme d’empreinte.',
    'Vos données ne sont jamais conservées indéfiniment : trois ans au plus.',
    'Three years after our last contact; invoices are kept ten years.',
    'Drei Jahre nach dem letzten Kontakt; Rechnungen zehn Jahre.',
  ])('while "%s" is lawful', (text) => {
    expect(said(text)).toEqual([])
  })
})

describe('NR_GOODS: goods have a nature', () => {
  const goods = (label: string) => [
    { key: 'cuisines', label, sector: 'GENERAL' as const },
    lawfulNotice().goods[1]!,
  ]
  it.each([
    'Nos offres.',
    'Produits et services',
    'Bons plans',
    'Pour vous proposer nos meilleures offres du moment.',
    'Our latest deals and offers',
    'Unsere Angebote und Aktionen',
  ])('which "%s" does not tell', (text) => {
    expect(lintedItem('NR_GOODS', text)).toEqual(['WARNING NR_GOODS items.NR_GOODS.text'])
    expect(linted(lawfulNotice({ goods: goods(text) }))).toContain('WARNING NR_GOODS goods.0.label')
  })
  it('and without which, neither in the item nor in the goods, nothing is consented to', () => {
    const notice = withItems({ NR_GOODS: { text: 'Nos offres.' } }, { goods: goods('bons plans') })
    expect(linted(notice)).toContain('ERROR NR_GOODS items.NR_GOODS.text')
  })
  it.each([
    'Des cuisines équipées et leur pose.',
    'Nos services funéraires.',
    'Offres d’assurance habitation',
  ])('and "%s" does', (text) => {
    expect(lintedItem('NR_GOODS', text)).toEqual([])
  })
  it('though of e-mails no nature is asked', () => {
    const label = 'J’accepte de recevoir par e-mail les bons plans de Cuisines du Val.'
    const questions = [partnerQuestion({ advertisers: ['cuisines'], goods: ['cuisines'], label })]
    expect(linted(lawfulNotice({ goods: goods('bons plans'), questions }))).toEqual([])
  })
})

describe('consent is withdrawn at any time, free of charge, as easily as it was given', () => {
  const WITHDRAWALS: readonly NoticeItemId[] = ['N13_WITHDRAW', 'NR_WITHDRAWAL']
  const said = (text: string) =>
    WITHDRAWALS.map((id) => lintedItem(id, text).map((each) => each.replaceAll(id, 'IT')))
  const twice = (...findings: readonly string[]) => [findings, findings]
  it.each([
    'Retrait impossible.',
    'Votre accord est irrévocable.',
    'Vous ne pouvez pas retirer cet accord pendant un an.',
    'Votre consentement ne peut plus être retiré.',
    'Aucune possibilité de retrait.',
    'Le retrait est payant.',
    'Le retrait de votre accord n’est possible qu’après six mois.',
    'Votre accord ne pourra être révoqué avant son terme.',
    'Vous renoncez à tout droit de retrait.',
    'You may withdraw only after six months.',
    'Sie können Ihre Einwilligung erst nach zwölf Monaten widerrufen.',
    'Des frais de retrait de 3 € s’appliquent.',
    'Appelez ce numéro surtaxé.',
    'Consent cannot be withdrawn.',
    'Your consent is irrevocable.',
    'A withdrawal fee applies.',
    'Ihre Einwilligung ist unwiderruflich.',
    'Die Einwilligung kann nicht widerrufen werden.',
    'Der Widerruf ist kostenpflichtig.',
  ])('so "%s" is refused', (text) => {
    expect(said(text)).toEqual(twice('ERROR IT items.IT.text'))
  })
  it.each([
    'Par appel au 3639 (0,80 €/min).',
    'Par lettre recommandée à notre siège.',
    'En créant un compte sur notre site.',
    'Joignez une copie de votre carte d’identité.',
    'Only by registered letter.',
    'Nur per Einschreiben.',
  ])('and "%s" is advised against', (text) => {
    const linkless = withItems({ NR_WITHDRAWAL: { text } })
    expect(linted(linkless)).toContain('WARNING NR_WITHDRAWAL items.NR_WITHDRAWAL.text')
  })
  it.each([
    'À tout moment, sans frais, en ligne ou pendant l’appel.',
    'Gratuitement, par lien ou par lettre.',
    'Votre accord n’est jamais irrévocable : retirez-le en ligne.',
    'Votre retrait est définitif et prend effet aussitôt.',
    'Sans justificatif d’identité ni création de compte.',
    'Écrivez à contact@cuisines.example ou appelez le 01 99 00 12 34 (appel non surtaxé).',
    'Retrait gratuit à tout moment (hors coût éventuel de votre communication).',
    'Vous ne pouvez retirer votre accord que pour l’avenir.',
    'Vous pouvez retirer votre accord. Les factures déjà payées restent conservées.',
    'Un courriel suffit ; nous ne vous demanderons pas de pièce d’identité.',
    'Le retrait ne peut pas remettre en cause les appels déjà passés.',
    'Répondez STOP, coût 0 €.',
    'Le retrait n’est pas payant.',
    'At any time, free of charge.',
    'Jederzeit und kostenlos.',
  ])('while "%s" is lawful', (text) => {
    expect(said(text)).toEqual([[], []])
  })
})

describe('what a form asks is said (N13_MANDATORY)', () => {
  const silent = withItems({ N13_MANDATORY: undefined })
  const of = (requiredFields?: boolean, fromPerson?: boolean) =>
    lintNotice(silent, { at: NOVEMBER_2026, facts: { requiredFields, fromPerson } }).map(
      ({ severity, rule, path }) => `${severity} ${rule} ${path.join('.')}`,
    )
  it('must be where fields are required, need not where none is, and usually is', () => {
    expect(of(true)).toEqual(['ERROR N13_MANDATORY items.N13_MANDATORY'])
    expect(of(false)).toEqual([])
    expect(of()).toEqual(['WARNING N13_MANDATORY items.N13_MANDATORY'])
    expect(of(undefined, false)).not.toContain('WARNING N13_MANDATORY items.N13_MANDATORY')
  })
  it('and not said otherwise than it is', () => {
    const notice = withItems({ N13_MANDATORY: { text: 'Toutes les réponses sont facultatives.' } })
    const facts = (requiredFields: boolean) =>
      lintNotice(notice, { at: NOVEMBER_2026, facts: { requiredFields } }).map(({ rule }) => rule)
    expect(facts(true)).toEqual(['N13_MANDATORY'])
    expect(facts(false)).toEqual([])
    const boxes = 'Le nom est nécessaire au devis. Les cases sont toutes facultatives.'
    const told = withItems({ N13_MANDATORY: { text: boxes } })
    expect(lintNotice(told, { at: NOVEMBER_2026, facts: { requiredFields: true } })).toEqual([])
  })
})

describe('what the questions ask for is among what the notice tells', () => {
  it.each([
    ['N13_PURPOSES', 'Établir votre devis.'],
    ['N13_LEGAL_BASIS', 'Notre intérêt légitime.'],
    ['NCC_PHONE_INFO', 'Nous pourrons vous appeler.'],
  ] as const)('so %s, "%s", lacks something', (id, text) => {
    expect(lintedItem(id, text)).toEqual([`WARNING ${id} items.${id}.text`])
  })
  it('but a basis is no consent where only objection is offered', () => {
    const basis = { N13_LEGAL_BASIS: { text: 'L’intérêt légitime.' }, SOI_INFO: { text: 'Offres.' } }
    const items = { ...basis, N21_OBJECTION_SEPARATE: { text: 'Vous pouvez vous opposer.' } }
    expect(linted(withItems(items, { questions: [objectionQuestion()] }))).toEqual([])
  })
})

describe('NR_DURABLE_ACCESS: the proof is had without more ado', () => {
  it.each([
    ['Sur papier, par lettre, à votre demande.', []],
    ['En créant un compte sur notre site.', ['WARNING NR_DURABLE_ACCESS items.NR_DURABLE_ACCESS.text']],
    ['Sans création de compte.', []],
  ] as const)('"%s"', (text, findings) => {
    expect(lintedItem('NR_DURABLE_ACCESS', text)).toEqual(findings)
  })
})
