import type { Channel } from '@constat/core/vocabulary'

/** What a label or an item says, as far as words alone can tell, in French and English. */

const fold = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[’ʼ]/g, "'").toLowerCase()

const TERMS =
  /conditions (?:generales|d'utilisation|de vente)|\bcg[uv]s?\b|politique de (?:confidentialite|protection)|mentions legales|\bterms\b|\bprivacy policy\b|conditions of (?:use|sale)/

/** Whether a label speaks of terms, conditions or a privacy policy (CB-5). */
export const speaksOfTerms = (label: string): boolean => TERMS.test(fold(label))

const TURNED_ROUND =
  /sauf avis contraire|sauf opposition|decoch|unless (?:you|i)\b|untick|uncheck|ne (?:m'oppose|refuse)\w* pas|ne pas (?:m'opposer|refuser|ne pas)|ne (?:souhaite|veux|desire) pas ne pas|do not (?:object|refuse|opt out)|don't (?:object|refuse|opt out)/

/** Whether a label is a double negative or makes silence mean yes (CB-8). */
export const isTurnedRound = (label: string): boolean => TURNED_ROUND.test(fold(label))

const OBJECTION =
  /m'oppose|\brefuse\b|ne (?:souhaite|veux|desire) (?:pas|plus)|\bi object\b|\bopt out\b|(?:do not|don't) (?:want|wish|agree)|\bno\b[^.]*\bplease\b/

/** Whether a label says no: what an objection box must say and an opt-in must not (CB-8, CB-11). */
export const isObjection = (label: string): boolean => OBJECTION.test(fold(label))

const CHANNEL_WORDS: readonly (readonly [pattern: RegExp, channels: readonly Channel[]])[] = [
  [/\bsms\b|\btextos?\b|\bmms\b|\btext messages?\b/, ['SMS']],
  [/\be-?mails?\b|\bcourriels?\b|courrier electronique/, ['EMAIL']],
  [/\bfax\b|telecopie/, ['FAX']],
  [/courrier postal|par (?:la )?poste|\bby post\b|postal mail/, ['POST']],
  [/reseaux? socia|social network|messagerie/, ['SOCIAL_MESSAGE']],
  [/\bappel|\btelephon|\bphone|\bcalls?\b|\bcalled\b/, ['LIVE_CALL', 'AUTOMATED_CALL']],
]

// A label may go on to say how consent is withdrawn; what it asks is in its first sentence.
const firstSentence = (label: string): string => label.split(/[.!?](?:\s|$)/, 1)[0] ?? ''

/** The channels, beside its own, that a label asks about (CB-3). */
export const otherChannels = (label: string, own: Channel): readonly Channel[] => {
  const asked = fold(firstSentence(label))
  return CHANNEL_WORDS.flatMap(([pattern, channels]) =>
    channels.includes(own) || !pattern.test(asked) ? [] : channels.slice(0, 1),
  )
}

/** Whether a label names its own channel (CB-8). */
export const namesChannel = (label: string, own: Channel): boolean => {
  const said = fold(label)
  return CHANNEL_WORDS.some(([pattern, channels]) => channels.includes(own) && pattern.test(said))
}

const NOT_RENEWED =
  /(?:sans|aucune|pas (?:de|d')|jamais|ni|exclu\w*)\s+(?:\w+\s+){0,2}(?:tacite\w*\s+)?(?:reconduction|renouvellement)|(?:non|pas|jamais)\s+(?:\w+\s+)?(?:reconduit\w*|renouvel\w+|reconductible\w*)|n'est pas (?:reconduit|renouvel)\w*|(?:not|never|without|no)\s+(?:\w+\s+){0,2}renew\w*/g

/** Whether a period is said to renew itself (NR_PERIOD). */
export const renewsTacitly = (text: string): boolean =>
  /tacite|reconduc|reconduit|renouvel|renew/.test(fold(text).replaceAll(NOT_RENEWED, ''))

const GENERIC =
  /^(?:nos|nos meilleures|des|les|our|the|toutes nos|tous nos)?\s*(?:bonnes?\s+|meilleures?\s+|best\s+)?(?:offres?|produits?|services?|promotions?|offers?|products?)(?:\s+(?:et|ou|and|or)\s+(?:offres?|produits?|services?|promotions?|offers?|products?))*(?:\s+(?:commerciales?|promotionnelles?))?\s*\.?$/

/** Whether goods are described by a word that says nothing of their nature (NR_GOODS). */
export const isGeneric = (text: string): boolean => GENERIC.test(fold(text).trim())

const RIGHTS: readonly RegExp[] = [
  /acces/,
  /rectif/,
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

const LEGAL_FORM =
  /[ ,]+(?:s\.?a\.?s\.?u?|s\.?a\.?r\.?l|s\.?a|e\.?u\.?r\.?l|s\.?n\.?c|s\.?c\.?i|scop|gmbh|ltd|inc)\.?$/

/** Whether a text names someone or something, whatever the case and accents, with or without the legal form. */
export const names = (text: string, name: string): boolean =>
  fold(text).includes(fold(name).replace(LEGAL_FORM, ''))

const UNDERSTOOD = ['fr', 'en']

/** Whether the words of a notice in this language can be judged at all. */
export const isUnderstood = (locale: string): boolean => UNDERSTOOD.includes(locale.slice(0, 2))
