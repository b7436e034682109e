/** A civil date `YYYY-MM-DD`; compares as text. Dates of the law are dates in Europe/Paris. */
export type LawDate = string

const DAY = 86_400_000

/** The number that the digits of a text from one index to another write; NaN when anything else stands there. */
export const digits = (text: string, from: number, to: number): number => {
  let value = 0
  for (let index = from; index < to; index += 1) {
    const digit = text.charCodeAt(index) - 48
    if (!(digit >= 0 && digit <= 9)) return NaN
    value = value * 10 + digit
  }
  return value
}

/** The year of a date. */
export const yearOf = (date: LawDate): number => digits(date, 0, 4)

/**
 * Days since 1970-01-01, by the arithmetic of the Gregorian calendar: years begin in March, eras last 400 years. Reads
 * the first ten characters.
 */
export const toEpochDay = (date: LawDate): number => {
  const month = digits(date, 5, 7)
  const year = yearOf(date) - (month < 3 ? 1 : 0)
  const era = Math.floor(year / 400)
  const ofEra = year - era * 400
  const ofYear = Math.floor((153 * (month < 3 ? month + 9 : month - 3) + 2) / 5) + digits(date, 8, 10) - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}

const DATES_REMEMBERED = 4_096
const dates = new Map<number, LawDate>()

/** The date of a day counted since 1970-01-01. */
export const fromEpochDay = (day: number): LawDate => {
  const known = dates.get(day)
  if (known !== undefined) return known
  const date = new Date(day * DAY).toISOString().slice(0, 10)
  if (dates.size >= DATES_REMEMBERED) dates.clear()
  dates.set(day, date)
  return date
}

/** The date `days` days later, or earlier when negative. */
export const addDays = (date: LawDate, days: number): LawDate => fromEpochDay(toEpochDay(date) + days)

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** The same day `years` years later; 29 February falls on 28 February (law.md D-13). */
export const addYears = (date: LawDate, years: number): LawDate => {
  const year = yearOf(date) + years
  return date.endsWith('-02-29') && !isLeap(year) ? `${year}-02-28` : `${year}${date.slice(4)}`
}

/** Days from one date to another, negative when the second is earlier. */
export const daysBetween = (from: LawDate, to: LawDate): number => toEpochDay(to) - toEpochDay(from)

/** Day of the week, 0 for Sunday to 6 for Saturday. */
export const weekday = (date: LawDate): number => (((toEpochDay(date) + 4) % 7) + 7) % 7

const MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether a text begins with a day of the calendar, of the years 1900 to 2999: four digits, so that dates compare as text. */
export const beginsWithDate = (text: string): boolean => {
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 7)
  const day = digits(text, 8, 10)
  return (
    year >= 1900 &&
    year <= 2999 &&
    day >= 1 &&
    day <= (MONTHS[month - 1] ?? 0) &&
    (month !== 2 || day < 29 || isLeap(year)) &&
    text[4] === '-' &&
    text[7] === '-'
  )
}
