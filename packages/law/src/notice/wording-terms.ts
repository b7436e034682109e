import { fold } from './wording.ts'

const TERMS =
  "(?:conditions (?:generales|d'utilisation|de vente|particulieres)|\\bcg[uv]s?\\b|politique de (?:confidentialite|protection)|mentions legales|reglement du jeu|\\bterms\\b|privacy (?:policy|notice)|conditions of (?:use|sale)|\\bagbs?\\b|geschaftsbedingungen|nutzungsbedingungen|teilnahmebedingungen|datenschutz(?:erklarung|bestimmungen|hinweise|richtlinie)\\w{0,24})"
const DETERMINERS =
  "(?:\\s+(?:sans reserve|avoir lu|et|and|l'ensemble|des|de|du|les|la|le|nos|vos|ces|ses|the|your|our|these|to|and agree|and accept|die|der|den|das|und|unsere\\w{0,24}|ihre\\w{0,24}|allgemeinen?))*"
const ACCEPTING =
  '(?:accept\\w{0,24}|approuve\\w{0,24}|adhere\\w{0,24}(?: a)?|ai lu|pris connaissance|reconnais\\w{0,24}|agree(?:ing)?|consent\\w{0,24}|have read|akzeptier\\w{0,24}|stimme|bestatige|erkenne)'
const ACCEPTED =
  '(?:gelesen|akzeptier\\w{0,24}|zur kenntnis|einverstanden|lus? et (?:acceptee?s?|approuvee?s?))'
const REFERRING =
  '(?:selon|voir|conforme\\w{0,24}|cf|dans|see|according|under|per|siehe|gemass|laut|nach|entsprechend)'

// Of a denial the words that lie between its negation and what it denies.
const DENIED =
  /\b(?:sans|ne|n'\w{1,24}|pas|ni|jamais|nullement|independamment|distinct\w{0,24}|separe\w{0,24}|without|not|never|nor|independent(?:ly)?|separate(?:ly)?|ohne|nicht|kein\w{0,24}|unabhangig|getrennt)\b(?:[ '’-]+[\p{L}]+){0,6}[ '’-]*$/u

const mentions = (label: string, pattern: RegExp): boolean => {
  const said = fold(label)
  return [...said.matchAll(pattern)].some(({ index }) => !DENIED.test(said.slice(0, index)))
}

const NAMES_TERMS = new RegExp(TERMS, 'g')
const ACCEPTS_TERMS = new RegExp(
  `\\b${ACCEPTING}${DETERMINERS}\\s+${TERMS}|\\b${ACCEPTING}\\b(?:(?!\\b${REFERRING}\\b|\\b(?:sans|without|ohne)\\b)[^.;])*\\b(?:et|and|und)${DETERMINERS}\\s+${TERMS}|${TERMS}[^.;,]{0,40}\\b${ACCEPTED}`,
  'g',
)

/** Whether a label speaks of terms, conditions or a privacy policy, otherwise than to say that it is none (CB-5). */
export const speaksOfTerms = (label: string): boolean => mentions(label, NAMES_TERMS)

/** Whether a label has them accepted by the same tick: what GDPR art. 7(2) forbids (CB-5). */
export const acceptsTerms = (label: string): boolean => mentions(label, ACCEPTS_TERMS)
