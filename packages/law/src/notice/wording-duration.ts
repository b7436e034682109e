import { NEGATION, sentences } from './wording.ts'

/** A length of time that a text names. */
export type Duration = {
  /** In days; a month is a twelfth of 365. */
  readonly days: number
  /** Longer than that: "plus d'un an". */
  readonly more: boolean
  /** Named to be set aside: "et non deux ans", "moins de deux ans". */
  readonly denied: boolean
  /** What is said of it: since the length named before it in the sentence, and to the end after the last one. */
  readonly about: string
  /** What leads to it. */
  readonly before: string
}

const FRENCH_UNITS = 'un deux trois quatre cinq six sept huit neuf'.split(' ')
const ENGLISH_UNITS = 'one two three four five six seven eight nine'.split(' ')
const GERMAN_UNITS = 'ein zwei drei vier funf sechs sieben acht neun'.split(' ')

const composed = (
  tens: string,
  units: readonly string[],
  join: (ten: string, unit: string) => string,
): readonly (readonly [string, number])[] =>
  tens.split(' ').flatMap((ten, at) => {
    const count = (at + 2) * 10
    return [
      [ten, count] as const,
      ...units.map((unit, below) => [join(ten, unit), count + below + 1] as const),
    ]
  })

const counting = (words: string): readonly (readonly [string, number])[] =>
  words.split(' ').map((word, at) => [word.replaceAll('_', ' '), at + 1] as const)

const NUMBERS = new Map<string, number>([
  ...counting(
    'un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix_sept dix_huit dix_neuf',
  ),
  ...counting(
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  ),
  ...counting(
    'ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn',
  ),
  ...composed('vingt trente quarante cinquante soixante', FRENCH_UNITS, (ten, unit) =>
    unit === 'un' ? `${ten} et un` : `${ten} ${unit}`,
  ),
  ...composed('twenty thirty forty fifty sixty', ENGLISH_UNITS, (ten, unit) => `${ten} ${unit}`),
  ...composed('zwanzig dreissig vierzig funfzig sechzig', GERMAN_UNITS, (ten, unit) => `${unit}und${ten}`),
  ['une', 1],
  ['a', 1],
  ['an', 1],
  ['eine', 1],
  ['einem', 1],
  ['einen', 1],
  ['eines', 1],
  ['anderthalb', 1.5],
  ['eineinhalb', 1.5],
  ['quatre vingt dix', 90],
  ['cent', 100],
])

const UNITS = [
  [/^(?:jours?|days?|tag)/, 1],
  [/^(?:semaines?|weeks?|woche)/, 7],
  [/^(?:mois|month|monat)/, 365 / 12],
  [/^(?:an|year|jahr)/, 365],
] as const

const UNIT =
  'jours?|days?|tage?n?|semaines?|weeks?|wochen?|mois|months?|monate?[ns]?|ans?|annees?|years?|jahre?[ns]?'
const WORDS = [...NUMBERS.keys()].toSorted((one, other) => other.length - one.length).join('|')
// "douze (12) mois" and "12 (douze) mois" are one number said twice.
const DURATION = new RegExp(
  `\\b(\\d{1,6}(?:[.,]\\d{1,2})?|(?:${WORDS})\\b)\\s*(?:\\([^)]{1,30}\\)\\s*)?(?:${UNIT})\\b(?: et demie?\\b| and a half\\b)?`,
  'g',
)
const MORE = /(?:plus d'|plus de |au dela d'|au dela de |more than |over |mehr als |langer als )$/

const SET_ASIDE = /(?:\bnon|\bet pas|\band not|\bund nicht|\bmoins d[e']|\bless than|\bweniger als) ?$/

const daysOf = (said: string, number: string): number => {
  const count = NUMBERS.get(number) ?? Number(number.replace(',', '.'))
  const named = said.slice(number.length).replace(/^\s*(?:\([^)]*\)\s*)?/, '')
  const unit = UNITS.find(([pattern]) => pattern.test(named))?.[1] ?? 0
  return (count + (/ et demie?$| and a half$/.test(named) ? 0.5 : 0)) * unit
}

const inSentence = (sentence: string): readonly Duration[] => {
  const spaced = sentence.replaceAll(/[-‑]/g, ' ')
  const found = [...spaced.matchAll(DURATION)]
  return found.map((match, at) => {
    const previous = found[at - 1]
    const start = previous === undefined ? 0 : previous.index + previous[0].length
    const end = at === found.length - 1 ? spaced.length : match.index + match[0].length
    const before = spaced.slice(start, match.index)
    return {
      days: Math.round(daysOf(match[0], match[1] ?? '')),
      more: MORE.test(before) && !NEGATION.test(before),
      denied: SET_ASIDE.test(before),
      about: spaced.slice(start, end),
      before,
    }
  })
}

/** Every length of time that a text names in days, weeks, months or years, in figures or in words. */
export const durations = (text: string): readonly Duration[] => sentences(text).flatMap(inSentence)

/** Whether a length of time is above a number of days. */
export const exceeds = ({ days, more }: Duration, limit: number): boolean =>
  days > limit || (more && days >= limit - 1)

/** A time without end, in words. */
export const UNLIMITED =
  /\billimite\w{0,24}|\bindetermine\w{0,24}|\bindefini\w{0,24}|sans (?:aucune )?(?:limite|limitation|terme|fin)\b|\ba vie\b|perpetu\w{0,24}|pour toujours|\bunlimited\b|\bindefinite\w{0,24}|\bforever\b|(?:no|without) (?:any )?(?:time )?limit\w{0,24}|\bfor life\b|unbegrenzt\w{0,24}|unbefristet\w{0,24}|dauerhaft\w{0,24}|unbeschrankt\w{0,24}|auf unbestimmte/
