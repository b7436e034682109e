import { affirming, asserts, fold, gravest, sentences, type Weight } from './wording.ts'

const FREE =
  /free of charge|at no (?:cost|charge)|without charge|sans (?:aucun )?frais|aucuns? frais|kostenlos\w{0,24}|kostenfrei\w{0,24}|gebuhrenfrei\w{0,24}|\b0(?:[.,]00?)? ?(?:€|eur)/g
const IS_FREE = /\bgratuit\w{0,6}|\bfree of charge\b|\bkostenlos\w{0,2}\b/
const PAID =
  /\bpayante?s?\b|frais (?:de |d')(?:retrait|dossier|gestion|traitement|resiliation|service)|(?:moyennant|contre|avec) (?:des )?frais\b|\bsurtax\w{0,24}|\b(?:est|sont|sera|seront|serait|etre) facture\w{0,24}|\bfees?\b|charges? (?:apply|applies|of)|\bis charged\b|kostenpflichtig\w{0,24}|\bgebuhr\w{0,24}/
const AMOUNT = /\d ?(?:€|eur\b|euros?\b|centimes?\b)|€ ?\d/

const WITHDRAWING =
  '(?:retraits?|revocation|retractation|opposition|desinscription|desabonnement|retirer|revoquer|opposer|withdraw\\w{0,6}|revok\\w{0,4}|objec\\w{0,5}|widerruf\\w{0,4}|widerspruch\\w{0,2}|rucknahme)'
// Of one subject: another may begin after these.
const WITHIN = '(?:(?!\\b(?:qui|que|dont|et|mais|which|that|and|und|met|mettra)\\b)[^.;]){0,60}?'
/** What is said to cost is the withdrawal itself. */
const WITHDRAWAL_PAID = new RegExp(
  `\\b${WITHDRAWING}\\b${WITHIN}\\b(?:est|sera|serait|etre|reste|sont|seront|is|are|ist|wird) (?:\\w{1,24} ){0,2}(?:payante?|facture\\w{0,4}|surtax\\w{0,4}|charged|kostenpflichtig|gebuhrenpflichtig)|\\b${WITHDRAWING} (?:payante?s?|surtaxee?s?)\\b|\\bfrais (?:de |d')${WITHDRAWING}\\b|\\b${WITHDRAWING} fees?\\b|\\b${WITHDRAWING}\\b${WITHIN}\\b(?:donn\\w{1,6} lieu a|entrain\\w{1,6}|suppos\\w{1,6}|moyennant|contre|avec|coute\\w{0,3}|subject to|incurs?|against)\\b[^.;]{0,20}\\b(?:frais|fees?|charges?|paiement|gebuhr\\w{0,3})\\b|\\b(?:appel\\w{0,3}|compos\\w{0,3}|call|dial|rufen)\\b[^.;]{0,40}\\bsurtax`,
)
// What may be paid for beside it.
const OTHER_THINGS =
  /contrat|commande|achat|prestation|livraison|produit|abonnement|service|\btiers\b|operateur|contract|order|purchase|product|subscription|vertrag|bestell|\babo/

const unpaid = (text: string): string => fold(text).replaceAll(FREE, ' ')

/** Whether a text names an amount. */
export const namesAnAmount = (text: string): boolean =>
  AMOUNT.test(unpaid(text)) && !/\bcapital\b/.test(fold(text))

/** Whether a text speaks of a price, of whatever thing. */
export const speaksOfPrice = (text: string): boolean => asserts(unpaid(text), PAID) || namesAnAmount(text)

// Elliptic: "Retrait impossible, payant" has the withdrawal in another clause.
const weighSentence = (sentence: string): Weight =>
  OTHER_THINGS.test(sentence) || !asserts(sentence, PAID) ? null : 'WARNING'

/** Whether a text says that withdrawing, or objecting, has its price. */
export const weighCharge = (text: string): Weight => {
  const said = unpaid(text)
  return gravest(
    affirming(said, WITHDRAWAL_PAID).length > 0 ? 'ERROR' : null,
    ...(IS_FREE.test(fold(text)) ? [] : sentences(said).map(weighSentence)),
    namesAnAmount(text) ? 'WARNING' : null,
  )
}
