import { describe, expect, it } from 'vitest'
import type { NoticeItemId } from '@constat/core/notice'
import { callQuestion, lawfulNotice, linted, lintedItem } from '../testing/notices.ts'

const labelled = (label: string) => linted(lawfulNotice({ questions: [callQuestion({ label })] }))
const CALL = 'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées'

describe('a label that is unlawful in less common words', () => {
  it.each([
    [`${CALL}. Sans cet accord, pas de devis.`, 'ERROR CB-6 questions.0.label'],
    [`${CALL} ; cette case doit être cochée pour valider.`, 'ERROR CB-6 questions.0.label'],
    [`${CALL}. Cet accord ne peut être repris.`, 'ERROR CB-10 questions.0.label'],
    [
      'Je renonce à mon droit d’opposition et j’accepte que Cuisines du Val m’appelle pour des cuisines équipées.',
      'ERROR CB-10 questions.0.label',
    ],
    [
      'J’accepte que Cuisines du Val et les sociétés de son choix m’appellent pour des cuisines équipées.',
      'ERROR CB-4 questions.0.advertisers',
    ],
    [
      'J’accepte que Cuisines du Val et ses filiales m’appellent pour des cuisines équipées.',
      'ERROR CB-4 questions.0.advertisers',
    ],
    [
      'J’accepte que Cuisines du Val transmette mon numéro à ses partenaires pour des appels sur les cuisines équipées.',
      'ERROR CB-4 questions.0.advertisers',
    ],
    [
      'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées et les offres de ses partenaires.',
      'WARNING CB-4 questions.0.advertisers',
    ],
    [`${CALL} et tout autre produit.`, 'WARNING NR_GOODS questions.0.label'],
    [
      'En échange de mon devis, j’accepte que Cuisines du Val m’appelle pour des cuisines équipées.',
      'ERROR CB-6 questions.0.label',
    ],
    [
      'J’accepte d’être appelé par Cuisines du Val ou l’un de ses partenaires pour des cuisines équipées.',
      'ERROR CB-4 questions.0.advertisers',
    ],
    [`${CALL}. Je ne pourrai pas revenir sur cet accord.`, 'ERROR CB-10 questions.0.label'],
    [`${CALL}. Cette case est obligatoire.`, 'ERROR CB-6 questions.0.label'],
    [`${CALL} jusqu’à ce que je m’y oppose.`, 'WARNING NR_PERIOD questions.0.label'],
    [`${CALL}, sans limite de durée.`, 'WARNING NR_PERIOD questions.0.label'],
    [`${CALL}, obligatoire pour mon devis.`, 'WARNING CB-6 questions.0.label'],
  ])('"%s"', (label, finding) => {
    expect(labelled(label)).toEqual([finding])
  })
})

describe('an item that is unlawful in less common words', () => {
  const found = (id: NoticeItemId, text: string) =>
    lintedItem(id, text).map((finding) => finding.replace(` ${id} items.${id}.text`, ''))
  it.each<[NoticeItemId, string]>([
    ['NR_PERIOD', 'Un an, puis une nouvelle année si vous ne dites rien.'],
    ['NR_PERIOD', '3 semestres.'],
    ['NR_PERIOD', 'Deux fois douze mois.'],
    ['NR_CHOICE', 'En continuant, vous consentez à être appelé.'],
    ['NR_CHOICE', 'Le devis est réservé à ceux qui acceptent d’être appelés.'],
    ['NR_CHOICE', 'Si vous refusez, votre demande ne pourra pas être traitée.'],
    ['NR_CHOICE', 'Si vous refusez, votre commande sera annulée.'],
    ['NR_CHOICE', 'Pour recevoir votre devis, vous devez cocher la case.'],
    ['NR_CHOICE', 'Qui ne dit mot consent.'],
    ['NR_CHOICE', 'Votre accord conditionne l’envoi du devis.'],
    ['N13_MANDATORY', 'Toutes les cases sont à cocher pour recevoir le devis.'],
    ['N13_WITHDRAW', 'Aucun retrait n’est possible avant la fin des douze mois.'],
    ['N13_WITHDRAW', 'Vous ne pourrez plus revenir sur votre choix.'],
    ['N13_RETENTION', 'Vos données sont conservées pour une durée non limitée.'],
    ['NR_DURABLE_ACCESS', 'Aucune preuve n’est remise.'],
    ['NR_CHOICE', 'Sans votre accord, nous ne traiterons pas votre demande.'],
    ['NR_CHOICE', 'Si vous ne cochez pas la case, vous ne recevrez pas votre devis.'],
    ['NR_CHOICE', 'Le devis est subordonné à votre accord.'],
    ['NR_CHOICE', 'Le devis n’est envoyé que si vous acceptez d’être appelé.'],
    ['NR_CHOICE', 'Without your consent, we cannot process your order.'],
    ['NR_CHOICE', 'If you do not agree, your order will be cancelled.'],
    ['NR_CHOICE', 'By continuing you agree to be called.'],
    ['NR_CHOICE', 'Ohne Ihre Einwilligung wird Ihre Bestellung nicht bearbeitet.'],
    ['N13_WITHDRAW', 'Le retrait n’est pas possible.'],
    ['N13_WITHDRAW', 'Le retrait de votre accord n’est possible qu’au bout de six mois.'],
    ['N13_WITHDRAW', 'Le retrait entraîne des frais.'],
    ['NR_PERIOD', 'Un an, puis sans limite.'],
    ['NR_PERIOD', 'Un an puis deux ans.'],
  ])('%s is refused: "%s"', (id, text) => {
    expect(found(id, text)).toEqual(['ERROR'])
  })
  it.each<[NoticeItemId, string]>([
    ['N13_WITHDRAW', 'Vous pouvez retirer votre consentement après six mois.'],
    ['N13_WITHDRAW', 'Votre accord est donné une fois pour toutes.'],
    ['N13_RETENTION', 'Aussi longtemps que nous le jugerons utile.'],
    ['N13_MANDATORY', 'Votre consentement est obligatoire.'],
    ['NR_CHOICE', 'Vous devez accepter.'],
    ['NCC_PHONE_INFO', 'En donnant votre numéro vous acceptez d’être appelé'],
    ['NR_DURABLE_ACCESS', 'Une copie de la preuve vous est remise contre 5 €.'],
    ['PT_LIST', 'Sols de Loire et d’autres sociétés soigneusement choisies.'],
    ['NR_GOODS', 'Tout ce qui pourrait vous intéresser.'],
    ['N13_WITHDRAW', 'Le retrait coûte 5 €.'],
    ['N13_RETENTION', 'Vos données sont conservées trois ans puis sans limite de durée.'],
    ['NR_CHOICE', 'Cochez la case pour recevoir votre devis.'],
    ['NR_CHOICE', 'La participation au jeu suppose votre accord.'],
    ['NR_CHOICE', 'Sie müssen zustimmen, um Ihr Angebot zu erhalten.'],
    ['NCC_PHONE_INFO', 'Fournir votre numéro vaut consentement aux appels.'],
    ['NR_DURABLE_ACCESS', 'Copie payante.'],
  ])('%s is advised against: "%s"', (id, text) => {
    expect(found(id, text)).toEqual(['WARNING'])
  })
})
