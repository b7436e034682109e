import { describe, expect, it } from 'vitest'
import { callQuestion, lawfulNotice, linted, lintedItem, partnerQuestion } from '../testing/notices.ts'

const labelled = (label: string, change: Parameters<typeof callQuestion>[0] = {}) =>
  linted(lawfulNotice({ questions: [callQuestion({ ...change, label })] }))

describe('CB-6: nothing hangs on consent', () => {
  it.each([
    'Pour obtenir mon devis, j’accepte que Cuisines du Val m’appelle.',
    'Pour participer au jeu, j’accepte d’être appelé par Cuisines du Val.',
    'J’accepte que Cuisines du Val m’appelle (obligatoire pour participer).',
    'J’accepte les appels de Cuisines du Val : condition pour recevoir votre cadeau.',
    'J’accepte les appels de Cuisines du Val, champ requis.',
    'I agree to calls from Cuisines du Val (required to continue).',
    'To get my quote, I agree to calls from Cuisines du Val.',
    'Je participe au jeu et j’accepte que Cuisines du Val m’appelle pour des cuisines équipées.',
    'Afin de recevoir mon cadeau, j’autorise Cuisines du Val à m’appeler pour des cuisines équipées.',
    'Um mein Angebot zu erhalten, willige ich in Anrufe von Cuisines du Val ein.',
    'Ich stimme Anrufen von Cuisines du Val zu (Pflichtfeld).',
  ])('so "%s" is refused', (label) => {
    expect(labelled(label)).toContain('ERROR CB-6 questions.0.label')
  })
  it.each([
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées. Facultatif : votre devis n’en dépend pas.',
    'J’accepte, sans obligation, que Cuisines du Val m’appelle pour des cuisines équipées.',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées, dont l’entretien est obligatoire pour la garantie.',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées (non obligatoire pour le devis).',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées ; ce n’est pas une condition pour obtenir mon devis.',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées. Mon refus n’a aucune conséquence sur mon devis.',
    'Pour tout savoir des cuisines équipées, j’accepte que Cuisines du Val m’appelle.',
  ])('while "%s" is free', (label) => {
    expect(labelled(label)).toEqual([])
  })
  it('nor does a call-back that she asks for, or the answer of a yes-or-no question', () => {
    const label = 'Pour obtenir mon devis, j’accepte que Cuisines du Val me rappelle.'
    expect(labelled(label, { purpose: 'CALLBACK_REQUESTED', goods: [] })).toEqual([])
    const either = 'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées (réponse obligatoire).'
    expect(labelled(either, { control: 'YES_NO' })).toEqual([])
  })
  it.each([
    ['NR_CHOICE', 'Sans votre accord, votre devis ne sera pas établi.'],
    ['NR_CHOICE', 'Votre accord est obligatoire pour participer.'],
    ['NR_CHOICE', 'Vous devez cocher la case pour recevoir votre devis.'],
    ['NR_CHOICE', 'En l’absence de refus exprès, vous êtes réputé accepter.'],
    ['NR_CHOICE', 'Le fait de poursuivre vaut accord.'],
    ['NR_CHOICE', 'Sans cocher, vous ne pourrez pas participer.'],
    ['NR_CHOICE', 'Le devis n’est remis qu’aux personnes ayant accepté d’être appelées.'],
    ['NR_CHOICE', 'Ihre Einwilligung ist für die Teilnahme erforderlich.'],
    ['N13_MANDATORY', 'La case d’accord est obligatoire.'],
    ['N13_MANDATORY', 'Your consent is required to get a quote.'],
  ] as const)('in %s neither: "%s" is refused', (id, text) => {
    expect(lintedItem(id, text)).toEqual([`ERROR ${id} items.${id}.text`])
  })
  it.each([
    ['NR_CHOICE', 'Sans votre accord, votre devis est établi de la même façon.'],
    ['NR_CHOICE', 'Votre accord n’est pas obligatoire pour participer.'],
    ['NR_CHOICE', 'Cocher n’est pas nécessaire pour obtenir votre devis.'],
    [
      'NR_CHOICE',
      'Sans accord de votre part, nous ne vous appellerons pas et votre commande suit son cours.',
    ],
    ['NR_CHOICE', 'Sans votre accord, votre devis est établi et vous n’êtes pas appelé.'],
    ['NR_CHOICE', 'Rien ne vous oblige à accepter ; votre inscription au jeu n’en dépend pas.'],
    ['NR_CHOICE', 'Cocher la case vaut consentement ; ne rien cocher ne vaut pas acceptation.'],
    [
      'N13_MANDATORY',
      'À défaut des champs obligatoires, nous ne pourrons traiter votre demande. Les cases sont facultatives.',
    ],
    ['N13_MANDATORY', 'Les champs marqués * sont obligatoires pour votre devis ; aucune case ne l’est.'],
  ] as const)('while in %s "%s" is free', (id, text) => {
    expect(lintedItem(id, text)).toEqual([])
  })
})

describe('CB-5: a label may say that it accepts no terms', () => {
  it.each([
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées, sans que cela vaille acceptation des conditions générales.',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées. Cela ne vaut pas acceptation des CGV.',
    'J’accepte, indépendamment des CGV, que Cuisines du Val m’appelle pour des cuisines équipées.',
    'I agree that Cuisines du Val calls me about cuisines équipées, without accepting the terms.',
    'Ich stimme zu, dass Cuisines du Val mich wegen cuisines équipées anruft, ohne die AGB zu akzeptieren.',
  ])('as "%s" does', (label) => {
    expect(labelled(label)).toEqual([])
  })
  it.each([
    'Je ne veux rien rater, j’accepte les CGV et que Cuisines du Val m’appelle.',
    'J’accepte sans réserve les CGV et les appels de Cuisines du Val.',
    'Ich akzeptiere die AGB und Anrufe von Cuisines du Val.',
    'Ich habe die Datenschutzerklärung gelesen und stimme Anrufen zu.',
  ])('and "%s" accepts some', (label) => {
    expect(labelled(label)).toContain('ERROR CB-5 questions.0.label')
  })
})

describe('CB-4: no partners by the word', () => {
  const own = (label: string) =>
    linted(
      lawfulNotice({
        questions: [partnerQuestion({ advertisers: ['cuisines'], goods: ['cuisines'], label })],
      }),
    )
  it.each([
    'J’accepte les e-mails de Cuisines du Val et de ses partenaires sur les cuisines équipées.',
    'J’accepte de recevoir par e-mail les offres de cuisines équipées de Cuisines du Val et de nos partenaires commerciaux.',
    'I agree to e-mails from Cuisines du Val and its partners about cuisines équipées.',
    'J’accepte que les partenaires de Cuisines du Val m’écrivent par e-mail sur les cuisines équipées.',
    'J’accepte les e-mails de Cuisines du Val et de toute société de son groupe sur les cuisines équipées.',
    'Ich stimme E-Mails von Cuisines du Val und seinen Partnern zu cuisines équipées zu.',
  ])('so "%s" is refused', (label) => {
    expect(own(label)).toEqual(['ERROR CB-4 questions.0.advertisers'])
  })
  it('though it may say that they get nothing', () => {
    expect(
      own(
        'J’accepte les e-mails de Cuisines du Val sur les cuisines équipées, jamais ceux de ses partenaires.',
      ),
    ).toEqual([])
  })
  it('and a list of examples is no list', () => {
    const text = 'Nos partenaires, notamment Sols de Loire.'
    expect(lintedItem('PT_LIST', text)).toEqual(['WARNING PT_LIST items.PT_LIST.text'])
  })
})

describe('CB-8: a label asks, and its tick is the answer', () => {
  it.each([
    'En validant ce formulaire, j’accepte d’être appelé par Cuisines du Val pour des cuisines équipées.',
    'By submitting this form I agree that Cuisines du Val calls me about cuisines équipées.',
  ])('so "%s" is refused', (label) => {
    expect(labelled(label)).toEqual(['ERROR CB-8 questions.0.label'])
  })
  it.each([
    'I would like Cuisines du Val to call me about cuisines équipées. I can opt out at any time.',
    'J’accepte que Cuisines du Val m’appelle à propos de cuisines équipées (je peux m’y opposer à tout moment).',
    'Je souhaite être appelé par Cuisines du Val au sujet de cuisines équipées.',
  ])('while "%s" does', (label) => {
    expect(labelled(label)).toEqual([])
  })
  it('in German too', () => {
    const german = (label: string, change: Partial<Parameters<typeof callQuestion>[0]> = {}) =>
      linted(lawfulNotice({ locale: 'de', questions: [callQuestion({ ...change, label })] })).filter(
        (finding) => finding.includes('questions.0.label'),
      )
    const letters = { kind: 'OPT_OUT', channel: 'POST' } as const
    expect(german('Ich widerspreche Anrufen von Cuisines du Val (cuisines équipées).')).toContain(
      'ERROR CB-8 questions.0.label',
    )
    expect(german('Ich widerspreche Anrufen von Cuisines du Val nicht (cuisines équipées).')).toContain(
      'ERROR CB-8 questions.0.label',
    )
    expect(german('Ja, ich möchte Post von Cuisines du Val, auch per Post.', letters)).toContain(
      'ERROR CB-8 questions.0.label',
    )
    expect(german('Ich möchte keine Werbung von Cuisines du Val per Post.', letters)).toEqual([])
    expect(german('Ich stimme zu, dass Cuisines du Val mich wegen cuisines équipées anruft.')).toEqual([])
  })
})

describe('a language that the lint does not read', () => {
  const finding = 'WARNING WORDING_NOT_READ locale'
  it('is said to be none, so that silence is not taken for approval', () => {
    expect(linted(lawfulNotice({ locale: 'it' }))).toEqual([finding])
    for (const locale of ['fr', 'fr-RE', 'en', 'en-GB', 'de', 'de-AT'])
      expect(linted(lawfulNotice({ locale }))).not.toContain(finding)
  })
  it('is judged by what needs no words', () => {
    const silent = lawfulNotice({
      locale: 'it',
      items: {},
      questions: [callQuestion({ defaultChecked: true })],
    })
    expect(linted(silent)).toContain('ERROR CB-1 questions.0.defaultChecked')
    expect(linted(silent)).toContain('ERROR N13_COMPLAINT items.N13_COMPLAINT')
    expect(lintedItem('N13_RETENTION', 'Durée illimitée.', { locale: 'it' })).toEqual([finding])
  })
})

describe('CB-10: consent can be withdrawn', () => {
  it.each([
    'J’accepte irrévocablement que Cuisines du Val m’appelle pour des cuisines équipées.',
    'J’accepte, à titre définitif, que Cuisines du Val m’appelle pour des cuisines équipées.',
  ])('so "%s" is refused', (label) => {
    expect(labelled(label)).toEqual(['ERROR CB-10 questions.0.label'])
  })
})
