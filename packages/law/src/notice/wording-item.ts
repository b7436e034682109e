import { asserting, asserts, fold, sentences } from './wording.ts'
import { durations, exceeds, UNLIMITED, type Duration } from './wording-duration.ts'

const RENEWAL =
  /tacite\w{0,24}|recondu\w{0,24}|renouvel\w{0,24}|prolong\w{0,24}|proroge\w{0,24}|renew\w{0,24}|roll(?:s|ed)? over|verlanger\w{0,24}|erneuer\w{0,24}/
const ON_ITS_OWN =
  "(?:tacite\\w{0,24}|automati\\w{0,24}|de plein droit|d'office|d'annee en annee|chaque annee|tous les ans|every year|each year|yearly|tacit\\w{0,24}|stillschweigend\\w{0,24}|jahrlich|jedes jahr)"
const RENEWS =
  '(?:reconduc\\w{0,24}|reconduit\\w{0,24}|renouvel\\w{0,24}|prolong\\w{0,24}|proroge\\w{0,24}|renew\\w{0,24}|extended|verlanger\\w{0,24}|erneuer\\w{0,24})'
// Words that may stand between, but for those that deny.
const BETWEEN = '(?:\\s+(?!(?:pas|jamais|ni|sans|not|never|nicht|nie)\\b)\\w{1,24}){0,2}'
const RENEWS_ITSELF = new RegExp(
  `\\b${RENEWS}${BETWEEN}\\s+${ON_ITS_OWN}|\\b${ON_ITS_OWN}${BETWEEN}\\s+${RENEWS}|auto-?renew\\w{0,24}|roll(?:s|ed)? over automatically`,
)
// Where silence decides, what follows happens on its own.
const SILENCE =
  /\bsauf (?:opposition|avis contraire|denonciation|refus|retrait)|a defaut d|en l'absence d|faute d|sans (?:opposition|refus|reponse|reaction|retrait|denonciation|nouvelles)|si vous ne|unless you|if you do not|if you don't|wenn sie nicht|sofern sie nicht|es sei denn/

const ANEW = /nouve(?:l|au|lle) (?:accord|consentement|case)|new consent|neue einwilligung/

/** Whether a text speaks of renewing a period, otherwise than to say that it does not happen (NR_PERIOD). */
export const speaksOfRenewal = (text: string): boolean =>
  asserting(text, RENEWAL).some((clause) => !ANEW.test(clause))

/** Whether a text says outright that a period renews itself: what R223-1 I 3° forbids (NR_PERIOD). */
export const renewsItself = (text: string): boolean =>
  asserts(text, RENEWS_ITSELF) ||
  sentences(text).some((sentence) => SILENCE.test(sentence) && asserts(sentence, RENEWAL))

/** The days of a year, whenever it begins. */
const LEAP_YEAR = 366

// Lengths of time that are no period of a consent: how long a proof is kept, an age, a guarantee, a history.
const OTHER_TIME =
  /conserv|\bgard|preuve|archiv|justificatif|\bkept\b|\bkeep|retain|\bstor|proof|aufbewahr|gespeichert|nachweis|\bage|majeur|mineur|ans revolus|years old|\bdepuis\b|\bsince\b|\bseit\b|il y a|experience|garanti|warrant|guarant|contrat|contract|vertrag|credit|financ|mensualite/
const LASTING =
  /(?:pendant|durant|valable|valide|vaut|duree|periode|pour|court sur|sur|jusqu'a|for|valid|during|lasts?|period|gilt|gultig|wahrend|dauer|fur)(?: \w{1,24}){0,4} (?:d'|de |of |von )?$/

const periodsIn = (text: string): readonly Duration[] =>
  durations(text).filter(({ about }) => !OTHER_TIME.test(about))

// What is set aside counts only where nothing else is named.
const meant = (periods: readonly Duration[]): readonly Duration[] =>
  periods.every(({ denied }) => denied) ? periods : periods.filter(({ denied }) => !denied)

const yearsAfter = (text: string, year: number): boolean =>
  sentences(text).some(
    (sentence) =>
      !OTHER_TIME.test(sentence) &&
      [...sentence.matchAll(/\b(?:jusqu'|until|bis)[^.]{0,30}?\b(20\d\d)\b/g)].some(
        ([, named]) => Number(named) > year + 1,
      ),
  )

/** Whether what is said of a period lets it last above a year from a day of this year, or without end (NR_PERIOD). */
export const isAboveAYear = (text: string, year: number): boolean =>
  asserting(text, UNLIMITED).some((clause) => !OTHER_TIME.test(clause)) ||
  meant(periodsIn(text)).some((period) => exceeds(period, LEAP_YEAR)) ||
  yearsAfter(text, year)

/** Whether a label, which also speaks of goods, says so of the consent (NR_PERIOD). */
export const lastsAboveAYear = (label: string): boolean =>
  periodsIn(label).some((period) => exceeds(period, LEAP_YEAR) && LASTING.test(period.before)) ||
  asserting(label, UNLIMITED).some((clause) => !OTHER_TIME.test(clause))

/** The longest period that a text names, in days; null when it names none, or a date. */
export const longestPeriod = (text: string): number | null => {
  const days = meant(periodsIn(text)).map((period) => period.days)
  return days.length === 0 || /jusqu'|until|\bbis\b/.test(fold(text)) ? null : Math.max(...days)
}

/** Whether a text says how long, in any way. */
export const namesAPeriod = (text: string): boolean =>
  durations(text).length > 0 || /\d|\b(?:ans?|annees?|years?|jahre?s?)\b/.test(fold(text))

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

/** Whether data are said to be kept without end, otherwise than to remember an objection (N13_RETENTION). */
export const isKeptForEver = (text: string): boolean =>
  sentences(text).some(
    (sentence) =>
      !OBJECTED.test(sentence) &&
      (asserts(sentence, UNLIMITED) || (NEVER_ERASED.test(sentence) && durations(sentence).length === 0)),
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
  /(?:temps|duree|aussi longtemps que|tant que)(?: \w{1,24}){0,2} (?:strictement )?necessaire|as long as (?:is )?(?:necessary|needed)|so lange (?:wie )?(?:es )?(?:notig|erforderlich)|(?:aussi longtemps que|tant que) vous n|until you (?:ask|object|withdraw|unsubscribe)|solange sie (?:\w{1,24} )?nicht/

/** Whether a period is only said to be what is needed, or until the person acts: no end of its own (N13_RETENTION). */
export const isKeptAsNeeded = (text: string): boolean =>
  AS_NEEDED.test(fold(text)) && durations(text).length === 0

const RIGHTS: readonly RegExp[] = [
  /acce[ds]|auskunft/,
  /rectif|correct|berichtig/,
  /effac|suppr|eras|delet|losch/,
  /limit|restrict|einschrank/,
  /oppos|object|widerspr/,
  /portab|ubertrag/,
]

/** Whether all six rights of GDPR art. 13(2)(b) are named. */
export const namesSixRights = (text: string): boolean => {
  const said = fold(text)
  return RIGHTS.every((pattern) => pattern.test(said))
}
