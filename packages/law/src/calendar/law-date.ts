/** A civil date `YYYY-MM-DD`; compares as text. Dates of the law are dates in Europe/Paris. */
export type LawDate = string

const DAY = 86_400_000

const toEpochDay = (date: LawDate): number => Date.parse(`${date}T00:00:00Z`) / DAY

const fromEpochDay = (day: number): LawDate => new Date(day * DAY).toISOString().slice(0, 10)

/** The date `days` days later, or earlier when negative. */
export const addDays = (date: LawDate, days: number): LawDate => fromEpochDay(toEpochDay(date) + days)

/** The same day `years` years later; 29 February falls on 28 February (law.md D-13). */
export const addYears = (date: LawDate, years: number): LawDate => {
  const anniversary = `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`
  return anniversary.endsWith('-02-29') &&
    fromEpochDay(toEpochDay(anniversary.replace(/29$/, '28')) + 1).endsWith('-03-01')
    ? anniversary.replace(/29$/, '28')
    : anniversary
}

/** Days from one date to another, negative when the second is earlier. */
export const daysBetween = (from: LawDate, to: LawDate): number => toEpochDay(to) - toEpochDay(from)

/** Day of the week, 0 for Sunday to 6 for Saturday. */
export const weekday = (date: LawDate): number => new Date(`${date}T00:00:00Z`).getUTCDay()
