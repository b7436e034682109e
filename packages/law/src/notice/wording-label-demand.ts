import { asserting, fold, gravest, sentences, type Weight } from './wording.ts'
import { BENEFIT, CONTACT, gives } from './wording-benefit.ts'
import { COMPULSORY, IS_COMPULSORY, weighDemand } from './wording-condition.ts'

const AGREES =
  "(?:j'accepte|j'autorise|je consens|vous acceptez|vous autorisez|i agree|i accept|i consent|you agree|you accept|(?:willige|stimme|akzeptiere) ich|ich (?:willige|stimme|akzeptiere))"
/** "Pour obtenir mon devis, j'accepte…": the benefit first, then the consent it is given for. */
const IN_RETURN = new RegExp(
  `^(?<lead>(?:pour|afin d|en vue d|en echange d|en contrepartie d|to |in order to|for my|um |fur (?:mein|die))[^,.;]{0,60}\\b${BENEFIT}\\b)[^.;]{0,40}\\b${AGREES}\\b`,
)
// "Pour compléter mon dossier" need not be said of what the form gives.
const OBTAINING =
  /obten|recev|particip|valid|continu|poursuiv|finalis|acced|telecharg|\bjouer|gagn|benefici|profit|inscri|echange|contrepartie|\bget\b|receiv|\benter|proceed|download|regist|sign|access|erhalt|teilnehm|teilzunehm|fortf|anmeld/
const AT_WILL = /\bsi je (?:le )?(?:veux|souhaite)|librement|facultati|\bif i (?:want|wish)/
/** "Je participe au jeu et j'accepte…": one tick for both. */
const IN_ONE = new RegExp(
  `^(?:je|i|ich) (?:participe|commande|joue|enter|order|play|take part|nehme|bestelle)\\b[^.;]{0,160}\\b(?:et|and|und) ${AGREES}\\b`,
)

// A question of yes or no may want its answer.
const ANSWER_WANTED =
  /\b(?:reponse|choix|answer|choice|antwort|auswahl)(?: est| is| ist)? (?:obligatoire|requise?|required|mandatory|erforderlich)\b|\b(?:answer|choice) required\b/g
const ASIDE = `(?:^|[:(,–—])\\s*(?:c'est |est |is )?`
const ALONE = new RegExp(
  `^\\W*(?:c'est |est |is )?(?:(?:cette |la |this |the )?(?:case|champ|box|field|feld) (?:est |is )?)?${COMPULSORY}\\W*$`,
)
/** "(obligatoire pour participer)": said aside, of the box; after a comma, it may be said of the goods. */
const ASIDE_FOR_BENEFIT = new RegExp(
  `(?<aside>${ASIDE})(?:obligatoire|requis|exige|indispensable|necessaire|conditions?|mandatory|required|compulsory|necessary|erforderlich|voraussetzung)\\b (?<purpose>(?:de|d'|a|pour|of|for|to|fur|zu[rm]?)\\b[^.;,)]{0,100})`,
)

const weighAside = (sentence: string): Weight => {
  const { aside, purpose } = ASIDE_FOR_BENEFIT.exec(sentence)?.groups ?? {}
  if (aside === undefined || purpose === undefined || !gives(purpose)) return null
  return aside.includes(',') ? 'WARNING' : 'ERROR'
}

const weighReturn = (said: string, lead: string): Weight => {
  if (CONTACT.test(lead)) return null
  return OBTAINING.test(said) ? 'ERROR' : 'WARNING'
}

/** Whether a label makes consent the price of what the form gives (CB-6). */
export const weighLabelDemand = (label: string): Weight => {
  const said = fold(label).trim().replaceAll(ANSWER_WANTED, ' ')
  const inReturn = IN_RETURN.exec(said)
  return gravest(
    inReturn === null ? null : weighReturn(inReturn[0], inReturn.groups?.['lead'] ?? ''),
    IN_ONE.test(said) ? (AT_WILL.test(said) ? 'WARNING' : 'ERROR') : null,
    asserting(said, IS_COMPULSORY).some((clause) => ALONE.test(clause)) ? 'ERROR' : null,
    ...sentences(said).map(weighAside),
    weighDemand(said),
  )
}
