/** A civil date `YYYY-MM-DD`; compares as text. Dates of the law are dates in Europe/Paris. */
export type LawDate = string

const DAY = 86_400_000

/** The number of two digits at an index; NaN when anything else stands there. */
export const twoDigits = (text: string, at: number): number => {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN
}

/** The year of a date. */
export const yearOf = (date: LawDate): number => twoDigits(date, 0) * 100 + twoDigits(date, 2)

/** By the arithmetic of the Gregorian calendar: years begin in March, eras last 400 years. */
const epochDay = (civilYear: number, month: number, day: number): number => {
  const year = month < 3 ? civilYear - 1 : civilYear
  const era = Math.floor(year / 400)
  const ofEra = year - era * 400
  const ofYear = Math.floor((153 * (month < 3 ? month + 9 : month - 3) + 2) / 5) + day - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}

/** Days since 1970-01-01. */
export const toEpochDay = (date: LawDate): number =>
  epochDay(yearOf(date), twoDigits(date, 5), twoDigits(date, 8))

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

/**
 * Days since 1970-01-01 of the date with which a text begins, of the years 1900 to 2999: four digits, so that dates
 * compare as text. NaN when it begins with none.
 */
export const readEpochDay = (text: string): number => {
  const year = yearOf(text)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  return year >= 1900 &&
    year <= 2999 &&
    day >= 1 &&
    day <= (MONTHS[month - 1] ?? 0) &&
    (month !== 2 || day < 29 || isLeap(year)) &&
    text[4] === '-' &&
    text[7] === '-'
    ? epochDay(year, month, day)
    : NaN
}
