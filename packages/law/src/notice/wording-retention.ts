import { asserts, fold, gravest, sentences, type Weight } from './wording.ts'
import { durations, exceeds, UNLIMITED } from './wording-duration.ts'

const THREE_YEARS = 1096
const OBJECTED = /oppos|object|widerspr|suppress|anonym|statisti/
const PROVING =
  /preuve|\bdroits\b|\brights\b|litige|contentieux|archiv|prescription|proof|claim|litigation|nachweis|verjahr|streit/
const BOUND =
  /contrat|client|factur|comptab|commande|fiscal|legal|\bloi\b|garanti|contract|customer|invoice|order|\btax|\blaw\b|vertrag|kunde|rechnung|steuer|gesetz|bestell/
const PROSPECT =
  /prospect|demarch|publici|promotion|\boffres?\b|dernier contact|marketing|\boffers?\b|last contact|werb|angebot|interessent|letzten kontakt/

const NEVER_ERASED =
  /\bjamais (?:\w{1,24} )?(?:supprime|efface|detruit)|\bnever (?:be )?(?:deleted|erased)|\bnie(?:mals)? geloscht/

// How long a contract lasts is no period of the data.
const OPEN_CONTRACT =
  /\b(?:contra(?:ts?|ct|ctuelle)|abonnements?)\b[^.;\w]{0,5}(?:fut-il |meme |conclus? )?a duree indeterminee/g

/**
 * Whether data are said to be kept without end, otherwise than to remember an objection (N13_RETENTION): where a period
 * stands in the same sentence, it may be said of something else.
 */
export const weighEndlessKeeping = (text: string): Weight =>
  gravest(
    ...sentences(text)
      .map((sentence) => sentence.replaceAll(OPEN_CONTRACT, ' '))
      .map((sentence): Weight => {
        if (OBJECTED.test(sentence)) return null
        const hasPeriod = durations(sentence).length > 0
        if (asserts(sentence, UNLIMITED)) return hasPeriod ? 'WARNING' : 'ERROR'
        return NEVER_ERASED.test(sentence) && !hasPeriod ? 'ERROR' : null
      }),
  )

/** Whether prospects' data may be said to be kept above three years (law.md §7; N13_RETENTION). */
export const isKeptTooLong = (text: string): boolean =>
  durations(text).some(
    (duration) =>
      exceeds(duration, THREE_YEARS) &&
      !OBJECTED.test(duration.about) &&
      !PROVING.test(duration.about) &&
      (PROSPECT.test(duration.about) || !BOUND.test(duration.about)),
  )

const AS_NEEDED =
  /(?:temps|duree|aussi longtemps que|tant que)(?: \w{1,24}){0,2} (?:strictement )?necessaire|as long as (?:is )?(?:necessary|needed)|so lange (?:wie )?(?:es )?(?:notig|erforderlich)|(?:aussi longtemps que|tant que) (?:vous n|(?:nous|cela|ce) (?:\w{1,24} ){0,3}utiles?\b)|until you (?:ask|object|withdraw|unsubscribe)|solange sie (?:\w{1,24} )?nicht/

/** Whether a period is only said to be what is needed, or until the person acts: no end of its own (N13_RETENTION). */
export const isKeptAsNeeded = (text: string): boolean =>
  AS_NEEDED.test(fold(text)) && durations(text).length === 0
