import type { Channel } from '@constat/core/vocabulary'
import { asserts, fold } from './wording.ts'

const TURNED_ROUND =
  /sauf avis contraire|sauf opposition|decoch|unless (?:you|i)\b|untick|uncheck|ne (?:m'(?:y )?oppose|refuse)\w{0,24} pas|ne pas (?:m'opposer|refuser|ne pas)|ne (?:souhaite|veux|desire) pas ne pas|do not (?:object|refuse|opt out)|don't (?:object|refuse|opt out)|(?:widerspreche|ablehne)\b(?: \w{1,24}){0,3} nicht|nicht (?:widerspreche|ablehne)|es sei denn|abwahl|hakchen entfern|^(?:en (?:valid|continu|poursuiv|envoy|cliqu|soumett)\w{1,24}|by (?:submitting|continuing|clicking|using)|durch (?:absenden|klicken))\b/

/** Whether a label may be a double negative or make silence mean yes (CB-8). */
export const seemsTurnedRound = (label: string): boolean => TURNED_ROUND.test(fold(label).trim())

const OUTRIGHT =
  /sauf avis contraire|^(?:en (?:valid|continu|poursuiv|envoy|cliqu|soumett)\w{1,24}|by (?:submitting|continuing|clicking|using)|durch (?:absenden|klicken))\b|^(?:je ne (?:m'oppose|refuse) pas|je ne (?:souhaite|veux|desire) pas ne pas|i (?:do not|don't) (?:object|refuse|opt out)|ich widerspreche(?: \w{1,24}){0,3} nicht)\b/

/**
 * Whether it is one: the two wordings that law.md CB-8 names, "sauf avis contraire" and the double negative, and a label
 * by which sending the form is the yes ("en validant…").
 */
export const isTurnedRound = (label: string): boolean => OUTRIGHT.test(fold(label).trim())

const OBJECTION =
  /m'oppose|\brefuse\b|ne (?:souhaite|veux|desire|souhaitez|voulez|desirez) (?:pas|plus)|merci de ne (?:pas|plus)|\bnon,? merci|\bno,? thank|nein,? danke|(?:souhaite|veux|desire|prefere) ne (?:pas|plus)|\bi object\b|\bopt out\b|(?:do not|don't) (?:want|wish|agree)|(?:want|wish|like|prefer) not to|\bno\b[^.]*\bplease\b|widersprech\w{0,24}|widerspruch|\blehne\b|(?:mochte|will|wunsche)(?: \w{1,24}){0,4} (?:keine|nicht)\b|(?:mochte|will|wunsche) (?:keine|nicht)\b|\bkeine\b[^.]*\bbitte\b/

/** Whether a label says no: what an objection box must say and an opt-in must not (CB-8, CB-11). */
export const isObjection = (label: string): boolean => OBJECTION.test(fold(label))

/** Whether a label opens with a no, so that a tick can mean nothing else. */
export const opensWithNo = (label: string): boolean =>
  /^(?:je m'oppose|je refuse(?! pas)|i object|i refuse|i opt out|ich widerspreche(?!(?: \w{1,24}){0,3} nicht)|ich lehne)\b/.test(
    fold(label).trim(),
  )

/** Whether a label opens with a yes and holds no no. */
export const saysYes = (label: string): boolean =>
  /^(?:j'accepte|je consens|j'autorise|je souhaite|je veux|oui|i accept|i agree|i consent|i would like|i want|yes|ja|ich (?:willige|stimme|akzeptiere|erlaube|gestatte|mochte|bin (?:damit )?einverstanden))\b/.test(
    fold(label).trim(),
  ) && !isObjection(label)

const CHANNEL_WORDS: readonly (readonly [pattern: RegExp, channels: readonly Channel[]])[] = [
  [/\bsms\b|\btextos?\b|\bmms\b|\btext(?:s|ed)? (?:messages?|me)\b/, ['SMS']],
  [
    /\be-?mails?\b|\bcourriels?\b|courrier electronique|\b(?:par|mon|votre|des|les|un|per|die) mails?\b/,
    ['EMAIL'],
  ],
  [/\b(?:tele)?fax\b|telecopie/, ['FAX']],
  [
    /\bcourriers?\b(?! electronique)|par (?:la )?poste|\bby (?:post|mail)\b|postal mail|per (?:brief)?post\b|postalisch|postwerbung/,
    ['POST'],
  ],
  [
    /reseaux? socia|social (?:network|media)|messagerie|whatsapp|messenger|soziale\w{0,24} netzwerk/,
    ['SOCIAL_MESSAGE'],
  ],
  [
    /\bappel|\brappel|\btelephon|\bphone|\bcalls?\b|\bcalled\b|\bring (?:me|you)\b|\banruf|\bangerufen|\banzurufen|\btelefon(?!buch)/,
    ['LIVE_CALL', 'AUTOMATED_CALL'],
  ],
]

/** What a label asks: it may go on to say how consent is withdrawn. */
export const firstSentence = (label: string): string => label.split(/[.!?](?:\s|$)/, 1)[0] ?? ''

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

const PARTNERS =
  /\b(?:ses|nos|les|leurs|des|certains|the|die|our|its|their|selected|unsere[nr]?|seine[nr]?|ihre[nr]?) (?:\w{1,24} )?(?:partenaires|tiers|partners|third parties|partnern?|dritten?)\b|\b(?:aux|a des|to|an) (?:partenaires|tiers|partners|third parties|partner|dritte)\b|\bsocietes? (?:du|de (?:son|notre|leur)) groupe\b|\bgroup companies\b/

/** Whether a label lets partners in by a word for all of them (CB-4). */
export const letsPartnersIn = (label: string): boolean => asserts(label, PARTNERS)
