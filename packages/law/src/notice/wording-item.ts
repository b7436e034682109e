import { fold } from './wording.ts'

const RENEWAL = /tacite|reconduc|reconduit|renouvel|prolong|renew/

const NOT_RENEWED =
  /(?:sans|aucune|pas (?:de|d')|jamais|ni|exclu\w*)\s+(?:\w+\s+){0,2}(?:tacite\w*\s+)?(?:reconduction|renouvellement|prolongation)|(?:non|pas|jamais)\s+(?:\w+\s+)?(?:reconduit\w*|renouvel\w+|reconductible\w*|prolong\w+)|ne (?:se )?(?:prolonge|renouvelle|reconduit)\w* (?:pas|jamais)|(?:not|never|without|no)\s+(?:\w+\s+){0,2}renew\w*/g

const ON_ITS_OWN =
  "(?:tacite\\w*|automati\\w*|de plein droit|d'office|d'annee en annee|chaque annee|tous les ans|every year|each year|yearly|tacit\\w*)"
const RENEWS = '(?:reconduction|reconduit\\w*|renouvel\\w*|prolong\\w*|renew\\w*)'
const RENEWS_ITSELF = new RegExp(
  `\\b${RENEWS}(?:\\s+\\w+){0,2}\\s+${ON_ITS_OWN}|\\b${ON_ITS_OWN}(?:\\s+\\w+){0,1}\\s+${RENEWS}|\\b(?:par|avec|by) tacite reconduction|auto-?renew`,
)

const NEGATION =
  /\b(?:sans|ne|pas|jamais|aucun\w*|non|ni|nul\w*|exclu\w*|interdi\w*|not|never|no|without|nor|neither|cannot)\b|n'/

const sentences = (text: string): readonly string[] => fold(text).split(/[.!?;]+(?:\s|$)/)

/** Whether a text speaks of renewing a period, otherwise than to say that it does not happen (NR_PERIOD). */
export const speaksOfRenewal = (text: string): boolean => RENEWAL.test(fold(text).replaceAll(NOT_RENEWED, ''))

/** Whether a text says outright that a period renews itself: what R223-1 I 3° forbids (NR_PERIOD). */
export const renewsItself = (text: string): boolean =>
  sentences(text).some((sentence) => RENEWS_ITSELF.test(sentence) && !NEGATION.test(sentence))

const GENERIC =
  /^(?:nos|nos meilleures|des|les|our|the|toutes nos|tous nos)?\s*(?:bonnes?\s+|meilleures?\s+|best\s+)?(?:offres?|produits?|services?|promotions?|offers?|products?)(?:\s+(?:et|ou|and|or)\s+(?:offres?|produits?|services?|promotions?|offers?|products?))*(?:\s+(?:commerciales?|promotionnelles?))?\s*\.?$/

/** Whether goods are described by a word that says nothing of their nature (NR_GOODS). */
export const isGeneric = (text: string): boolean => GENERIC.test(fold(text).trim())

const RIGHTS: readonly RegExp[] = [
  /acces/,
  /rectif|correct/,
  /effac|suppr|eras|delet/,
  /limit|restrict/,
  /oppos|object/,
  /portab/,
]

/** Whether all six rights of GDPR art. 13(2)(b) are named. */
export const namesSixRights = (text: string): boolean => {
  const said = fold(text)
  return RIGHTS.every((pattern) => pattern.test(said))
}
