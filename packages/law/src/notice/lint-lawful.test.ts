import { describe, expect, it } from 'vitest'
import type { NoticeItemId } from '@constat/core/notice'
import { callQuestion, lawfulNotice, linted, lintedItem } from '../testing/notices.ts'

const CALL = 'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées'
const labelled = (label: string) => linted(lawfulNotice({ questions: [callQuestion({ label })] }))

describe('a lawful text that comes close to an unlawful one has nothing said against it', () => {
  it.each<[NoticeItemId, string]>([
    ['NR_CHOICE', 'Le devis vous parvient, que vous acceptiez ou non.'],
    ['NR_CHOICE', 'Votre devis vous est remis que vous cochiez ou non.'],
    ['NR_CHOICE', 'Votre devis ne dépend pas de votre réponse, que vous ayez coché ou non.'],
    ['NR_CHOICE', 'Votre demande est traitée de la même façon, que vous consentiez ou pas.'],
    ['NR_CHOICE', 'Votre inscription ne suppose pas que vous acceptiez.'],
    ['NR_CHOICE', 'Sans votre consentement, votre commande ne sera pas bloquée.'],
    ['NR_CHOICE', 'Sans accord de votre part, votre devis ne sera en rien modifié.'],
    ['NR_CHOICE', 'À défaut d’accord, votre commande n’est pas annulée.'],
    ['NR_CHOICE', 'Il faut cocher pour être appelé ; le devis, lui, n’en dépend pas.'],
    ['NR_CHOICE', 'Vous devez accepter seulement si vous le voulez.'],
    ['NR_CHOICE', 'Si vous refusez, votre demande n’est pas traitée différemment.'],
    ['NR_CHOICE', 'Si vous refusez, votre demande sera traitée sans retard.'],
    ['NR_CHOICE', 'En cas de refus, votre devis n’en est pas moins établi.'],
    ['NR_CHOICE', 'Sans votre accord, votre dossier n’est pas envoyé à nos partenaires.'],
    ['NR_CHOICE', 'Votre accord préalable est requis avant tout appel ; vous êtes libre de le donner.'],
    ['NR_CHOICE', 'Votre accord conditionne nos appels, jamais votre devis.'],
    ['NR_CHOICE', 'Cliquer sur « Oui » vaut consentement.'],
    ['NR_CHOICE', 'Ici, « qui ne dit mot consent » ne vaut pas : cochez ou non.'],
    ['NR_CHOICE', 'Le jeu est réservé aux personnes majeures, qu’elles acceptent ou non d’être appelées.'],
    ['NR_CHOICE', 'En continuant sans cocher, vous ne consentez à rien.'],
    [
      'N13_WITHDRAW',
      'Vous pouvez retirer votre consentement à tout moment, gratuitement, même si un contrat payant est en cours.',
    ],
    [
      'N13_WITHDRAW',
      'Vous pouvez le retirer à tout moment. Si vous passez commande, celle-ci est facturée séparément.',
    ],
    [
      'N13_WITHDRAW',
      'Vous pouvez retirer votre consentement à tout moment, en ligne. Il est impossible de revenir sur les appels déjà passés.',
    ],
    [
      'N13_WITHDRAW',
      'Votre retrait est gratuit ; seule la communication vers un numéro surtaxé d’un tiers vous serait facturée par lui.',
    ],
    ['N13_WITHDRAW', 'Votre retrait met fin, sans frais, à nos appels sur votre abonnement payant.'],
    ['N13_WITHDRAW', 'Vous pouvez retirer votre accord définitivement, en ligne.'],
    ['N13_WITHDRAW', 'Le retrait ne vaut qu’à compter de sa réception, aussitôt prise en compte.'],
    ['N13_WITHDRAW', 'Nous ne pouvons pas retirer votre accord à votre place : un clic suffit.'],
    ['N13_WITHDRAW', 'À tout moment, même après six mois.'],
    ['N13_WITHDRAW', 'Aucun retrait ne vous sera facturé ni refusé.'],
    ['N13_WITHDRAW', 'Après votre retrait, vos coordonnées sont effacées à titre définitif.'],
    ['N13_RETENTION', 'Le temps du contrat (à durée indéterminée) puis trois ans.'],
    ['N13_RETENTION', 'Durée de la relation contractuelle à durée indéterminée, puis trois ans.'],
    ['NR_PERIOD', 'Votre accord est valable douze mois ; nous l’effaçons trois ans après sa collecte.'],
    ['NR_PERIOD', 'Un an ; à défaut de nouvel accord exprès, il prend fin.'],
    ['NR_PERIOD', 'Deux semestres.'],
    ['NR_PERIOD', 'Deux fois six mois au plus : un an.'],
    [
      'N13_MANDATORY',
      'Téléphone : obligatoire pour que le consentement aux appels ait un sens ; e-mail : facultatif.',
    ],
    ['N13_MANDATORY', 'Vous devez accepter les conditions générales de vente pour valider votre commande.'],
    ['N13_MANDATORY', 'Si vous refusez de donner votre nom, votre demande ne pourra pas être traitée.'],
    [
      'NCC_PHONE_INFO',
      'En donnant votre numéro, vous n’acceptez pas d’être appelé : votre accord préalable est requis.',
    ],
    ['NR_DURABLE_ACCESS', 'Aucune preuve n’est remise à des tiers ; une copie vous est envoyée.'],
    ['PT_LIST', 'Sols de Loire, à l’exclusion de toutes autres sociétés.'],
    ['NR_GOODS', 'Tout ce qui concerne les cuisines équipées.'],
  ])('%s: "%s"', (id, text) => {
    expect(lintedItem(id, text)).toEqual([])
  })

  it.each([
    'En validant cette case, j’accepte que Cuisines du Val m’appelle pour des cuisines équipées.',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées posées par ses artisans partenaires.',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées de ses partenaires fabricants.',
    'J’accepte que Cuisines du Val, membre du réseau des artisans partenaires de la région, m’appelle pour des cuisines équipées.',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées, appareils obligatoires compris.',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées et leur diagnostic électrique obligatoire.',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées et des rangements illimités.',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées avec un entretien d’une durée de deux ans.',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées, sans renoncer à mon droit d’opposition.',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées et aucun autre produit.',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées, un an ou jusqu’à ce que je m’y oppose.',
    'Pour être conseillé sur des cuisines équipées, j’accepte que Cuisines du Val m’appelle.',
    `${CALL}, sans engagement ni obligation d’achat.`,
    `${CALL}. Mon devis m’est remis même si je ne coche pas.`,
    `${CALL} et de dressings.`,
    `${CALL} et de mobilier de ses filiales.`,
    `${CALL} garanties à vie.`,
    `${CALL} et leur location sur deux ans.`,
    `${CALL}. Je peux revenir sur ce choix à tout moment.`,
    `${CALL} (facultatif).`,
    `${CALL}. Cette case n’a pas à être cochée pour valider.`,
    `${CALL} livrées avec les normes obligatoires.`,
    `${CALL}, jusqu’au 20 novembre 2027.`,
    `${CALL} pendant six mois.`,
    `${CALL} pendant un an, contrats d’entretien de cinq ans compris.`,
    `${CALL}. Mon accord ne conditionne pas mon devis.`,
    `${CALL} ; je ne renonce pas à mon droit d’opposition.`,
    `${CALL} : rien d’obligatoire pour mon devis.`,
    `${CALL} et une étude de faisabilité indispensable.`,
    `${CALL} sans transmettre mon numéro à ses partenaires.`,
    `${CALL} ou leurs accessoires.`,
    `${CALL}, à l’exclusion de tout autre produit.`,
    `${CALL} et tous les autres meubles de rangement.`,
    `${CALL}. Le devis n’est pas lié à cet accord.`,
    `${CALL} et leur pose, obligatoirement assurée.`,
    `${CALL} dont les accessoires sont indispensables.`,
    `${CALL} de Cuisines du Val ou d’autres marques.`,
    `${CALL} vendues par Cuisines du Val.`,
    `${CALL} proposées avec ses partenaires poseurs.`,
    `${CALL}, un an au plus, sans reconduction.`,
    `${CALL}. Valable 12 mois. Retrait à tout moment.`,
    `${CALL}. Valable un an ; preuve gardée trois ans.`,
    `${CALL} ; je pourrai retirer cet accord à tout moment, gratuitement.`,
    `${CALL} à crédit sur trois ans.`,
    `${CALL} avec garantie illimitée.`,
    `${CALL} et des abonnements de deux ans.`,
    `${CALL} : devis sans obligation.`,
    `${CALL}, y compris pour suivre mon dossier.`,
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées de ses marques et de ses fournisseurs.',
    'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées, mais pas ses partenaires.',
    'J’accepte que Cuisines du Val, et elle seule, m’appelle pour des cuisines équipées.',
    'J’accepte d’être appelé par Cuisines du Val après 18 h pour des cuisines équipées.',
    'Pour être rappelé au sujet de mon devis, j’accepte que Cuisines du Val m’appelle pour des cuisines équipées.',
    'Pour recevoir par téléphone des conseils d’inscription, j’accepte que Cuisines du Val m’appelle pour des cuisines équipées.',
    'J’accepte que Cuisines du Val (et non ses filiales) m’appelle pour des cuisines équipées.',
    'J’accepte librement que Cuisines du Val m’appelle pour des cuisines équipées ; mon inscription n’en dépend pas.',
    'Après l’envoi de mon devis, j’accepte que Cuisines du Val m’appelle pour des cuisines équipées.',
    'Pour en savoir plus sur mon projet, j’accepte que Cuisines du Val m’appelle pour des cuisines équipées.',
    'En plus de mon devis, j’accepte que Cuisines du Val m’appelle pour des cuisines équipées.',
  ])('a label: "%s"', (label) => {
    expect(labelled(label)).toEqual([])
  })

  it('nor more than advice a label that speaks of terms which the call presents', () => {
    const label =
      'J’accepte que Cuisines du Val m’appelle pour me présenter des cuisines équipées et ses conditions de vente.'
    expect(labelled(label)).toEqual(['WARNING CB-5 questions.0.label'])
  })

  it.each<[NoticeItemId, string]>([
    ['NR_PERIOD', 'Un an, à renouveler par vos soins, faute de quoi il prend fin.'],
    ['NR_PERIOD', 'Un an. Nous vous demanderons chaque année de renouveler votre accord.'],
    ['NR_PERIOD', 'Un an. À défaut de renouvellement exprès, il s’éteint.'],
    ['NR_PERIOD', 'Un an ; le plan d’entretien dont nous vous parlerons en dure deux ans.'],
    ['N13_RETENTION', 'Trois ans, puis, rendues méconnaissables, sans limite de durée.'],
    ['NR_CHOICE', 'Sans votre accord, aucune commande n’est traitée.'],
    ['NR_PERIOD', 'Un an. Vous pourrez le renouveler vous-même en cochant à nouveau.'],
    ['NR_PERIOD', 'Jusqu’au 20 novembre 2027 ; vos droits restent ouverts jusqu’en 2030.'],
    ['NR_PERIOD', 'Un an. Sauf opposition, nous vous proposerons alors un renouvellement de votre accord.'],
    ['N13_MANDATORY', 'Téléphone : la case est obligatoire pour le devis ; celle des appels ne l’est pas.'],
    ['N13_MANDATORY', 'Toutes les cases sont obligatoires.'],
  ])('or, where it may be read so, no more than advice: %s "%s"', (id, text) => {
    expect(lintedItem(id, text)).toEqual([`WARNING ${id} items.${id}.text`])
  })
})
