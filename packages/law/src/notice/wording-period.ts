import { asserting, fold, gravest, sentences, type Weight } from './wording.ts'
import { durations, exceeds, UNLIMITED, type Duration } from './wording-duration.ts'

/** The days of a year, whenever it begins. */
const LEAP_YEAR = 366

// Lengths of time that are no period of a consent: how long a proof is kept, an age, a guarantee, a history.
const OTHER_TIME =
  /conserv|\bgard|preuve|archiv|justificatif|\bkept\b|\bkeep|retain|\bstor|proof|aufbewahr|gespeichert|nachweis|\bage|majeur|mineur|avez plus de|ans revolus|years old|\bdepuis\b|\bsince\b|\bseit\b|il y a|experience|garanti|warrant|guarant|contrat|contract|vertrag|credit|financ|mensualite/
// How long after an event something is erased.
const ERASING = /effac|supprim|detrui|\bdelet|\beras|losch/

const periodsIn = (text: string): readonly Duration[] =>
  durations(text).filter(({ about, before }) => !OTHER_TIME.test(about) && !ERASING.test(before))

// What is set aside counts only where nothing else is named.
const meant = (periods: readonly Duration[]): readonly Duration[] =>
  periods.every(({ denied }) => denied) ? periods : periods.filter(({ denied }) => !denied)

const UNTIL = /\b(?:jusqu'|until|bis)[^.]{0,30}?\b(20\d\d)\b/g

const lastYears = (text: string): readonly number[] =>
  sentences(text)
    .filter((sentence) => !OTHER_TIME.test(sentence))
    .flatMap((sentence) => [...sentence.matchAll(UNTIL)].map(([, named]) => Number(named)))

const THEREAFTER = /\b(?:puis|ensuite|then|danach|anschliessend)\b/

/**
 * Whether what is said of a period lets it last above a year from a day of this year, or without end (NR_PERIOD): beside
 * a period of a year or less, a longer time may be that of something else.
 */
export const weighLength = (text: string, year: number): Weight => {
  const periods = meant(periodsIn(text))
  const long = periods.filter((period) => exceeds(period, LEAP_YEAR))
  const endless = asserting(text, UNLIMITED).filter((clause) => !OTHER_TIME.test(clause))
  const years = lastYears(text)
  const late = years.filter((named) => named > year + 1)
  if (long.length === 0 && endless.length === 0 && late.length === 0) return null
  const isFollowed = [...long.map(({ before }) => before), ...endless].some((said) => THEREAFTER.test(said))
  const isMixed = long.length < periods.length || late.length < years.length
  return isMixed && !isFollowed ? 'WARNING' : 'ERROR'
}

const LASTING =
  /(?:\b(?:pendant|durant|valable|valide|vaut|duree|periode|valid|during|lasts?|period|gilt|gultig|wahrend|dauer)(?: \w{1,24}){0,4} (?:d'|de |of |von )?|\b(?:pour|for|fur) )$/
const MAYBE_LASTING = /\b(?:jusqu'a|sur|up to|bis zu) $/
// "Un entretien d'une durée de deux ans": of the noun before it.
const COMPLEMENT = /\b(?:d'une|of a|von einer|mit einer) (?:duree|periode|period|dauer)\b/
// "Pour deux ans de tranquillité".
const OF_SOMETHING = /\b(?:mois|ans?|annees?) (?:de |d')/
const CONSENT = /\baccord\b|\bconsent|\beinwilligung\b|\bzustimmung\b/
const OF_GOODS = /\b(?:pour|sur|concernant|about|for|regarding|wegen|uber)\b|au sujet/

const weighNamed = (period: Duration): Weight => {
  if (!exceeds(period, LEAP_YEAR)) return null
  if (COMPLEMENT.test(period.before) && !CONSENT.test(period.before)) return null
  if (LASTING.test(period.before)) return OF_SOMETHING.test(period.about) ? 'WARNING' : 'ERROR'
  return MAYBE_LASTING.test(period.before) && !OF_GOODS.test(period.before.replace(MAYBE_LASTING, ' '))
    ? 'WARNING'
    : null
}

// "Des forfaits illimités", "des cours sans limite de durée": said of goods, or possibly so.
const ADJECTIVE =
  /\billimite|\bindetermine|\bindefinie?s?\b|\bnon limite|\bunlimited\b|\bunbegrenzt|\bunbeschrankt/

const weighEndless = (sentence: string): Weight => {
  if (asserting(sentence, UNLIMITED).every((clause) => OTHER_TIME.test(clause))) return null
  const at = sentence.search(UNLIMITED)
  if (!OF_GOODS.test(sentence.slice(0, at)) || CONSENT.test(sentence)) return 'ERROR'
  return ADJECTIVE.test(sentence) ? null : 'WARNING'
}

const OPEN_END =
  /\bjusqu'a ce que (?:je|vous)\b|\btant que (?:je|vous) n[e']|\buntil (?:i|you)\b|\bsolange (?:ich|sie)\b/

/** Whether a label, which also speaks of goods, says so of the consent (NR_PERIOD). */
export const weighLabelLength = (label: string): Weight => {
  const periods = periodsIn(label)
  const weighed = periods.map(weighNamed)
  // Beside the period of the consent, another may be that of the goods.
  const isBounded = periods.some((period) => !exceeds(period, LEAP_YEAR) && LASTING.test(period.before))
  return gravest(
    ...(isBounded && weighed.includes('ERROR') ? (['WARNING'] as const) : weighed),
    ...sentences(label).map(weighEndless),
    OPEN_END.test(fold(label)) && durations(label).length === 0 ? 'WARNING' : null,
  )
}

/** The longest period that a text names, in days; null when it names none, or a date. */
export const longestPeriod = (text: string): number | null => {
  const days = meant(periodsIn(text)).map((period) => period.days)
  return days.length === 0 || /jusqu'|until|\bbis\b/.test(fold(text)) ? null : Math.max(...days)
}

/** Whether a text says how long, in any way. */
export const namesAPeriod = (text: string): boolean =>
  durations(text).length > 0 || /\d|\b(?:ans?|annees?|years?|jahre?s?)\b/.test(fold(text))
