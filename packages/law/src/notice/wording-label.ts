import type { Channel } from '@constat/core/vocabulary'
import { fold } from './wording.ts'

const TERMS =
  "(?:conditions (?:generales|d'utilisation|de vente|particulieres)|\\bcg[uv]s?\\b|politique de (?:confidentialite|protection)|mentions legales|reglement du jeu|\\bterms\\b|privacy (?:policy|notice)|conditions of (?:use|sale))"
const DETERMINERS =
  "(?:\\s+(?:sans reserve|avoir lu|et|and|l'ensemble|des|de|du|les|la|le|nos|vos|ces|ses|the|your|our|these|to|and agree|and accept))*"
const ACCEPTING =
  '(?:accept\\w*|approuve\\w*|adhere\\w*(?: a)?|ai lu|pris connaissance|reconnais\\w*|agree(?:ing)?|consent\\w*|have read)'
const REFERRING = '(?:selon|voir|conforme\\w*|cf|dans|see|according|under|per)'
const NAMES_TERMS = new RegExp(TERMS)
const ACCEPTS_TERMS = new RegExp(
  `\\b${ACCEPTING}${DETERMINERS}\\s+${TERMS}|\\b${ACCEPTING}\\b(?:(?!\\b${REFERRING}\\b)[^.;])*\\b(?:et|and)${DETERMINERS}\\s+${TERMS}`,
)

/** Whether a label speaks of terms, conditions or a privacy policy at all (CB-5). */
export const speaksOfTerms = (label: string): boolean => NAMES_TERMS.test(fold(label))

/** Whether a label has them accepted by the same tick: what GDPR art. 7(2) forbids (CB-5). */
export const acceptsTerms = (label: string): boolean => ACCEPTS_TERMS.test(fold(label))

const TURNED_ROUND =
  /sauf avis contraire|sauf opposition|decoch|unless (?:you|i)\b|untick|uncheck|ne (?:m'(?:y )?oppose|refuse)\w* pas|ne pas (?:m'opposer|refuser|ne pas)|ne (?:souhaite|veux|desire) pas ne pas|do not (?:object|refuse|opt out)|don't (?:object|refuse|opt out)/

/** Whether a label may be a double negative or make silence mean yes (CB-8). */
export const seemsTurnedRound = (label: string): boolean => TURNED_ROUND.test(fold(label))

const OUTRIGHT =
  /sauf avis contraire|^(?:je ne (?:m'oppose|refuse) pas|je ne (?:souhaite|veux|desire) pas ne pas|i (?:do not|don't) (?:object|refuse|opt out))\b/

/** Whether it is one: the two wordings that law.md CB-8 names, "sauf avis contraire" and the double negative. */
export const isTurnedRound = (label: string): boolean => OUTRIGHT.test(fold(label).trim())

const OBJECTION =
  /m'oppose|\brefuse\b|ne (?:souhaite|veux|desire) (?:pas|plus)|\bi object\b|\bopt out\b|(?:do not|don't) (?:want|wish|agree)|\bno\b[^.]*\bplease\b/

/** Whether a label says no: what an objection box must say and an opt-in must not (CB-8, CB-11). */
export const isObjection = (label: string): boolean => OBJECTION.test(fold(label))

/** Whether a label opens with a no, so that a tick can mean nothing else. */
export const opensWithNo = (label: string): boolean =>
  /^(?:je m'oppose|je refuse(?! pas)|i object|i refuse|i opt out)\b/.test(fold(label).trim())

/** Whether a label opens with a yes and holds no no. */
export const saysYes = (label: string): boolean =>
  /^(?:j'accepte|je consens|j'autorise|oui|i accept|i agree|i consent|yes)\b/.test(fold(label).trim()) &&
  !isObjection(label)

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

/** The channels, beside its own, that a label seems to ask about (CB-3). */
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
