import { addDays, type LawDate } from './law-date.ts'
import { instantOf, localTime } from './time-zone.ts'

/** Seconds of the day from which, and before which, something may begin. */
export type Hours = { readonly from: number; readonly to: number }

/** Seconds of the day at a clock time. */
export const clock = (hour: number, minute = 0): number => hour * 3_600 + minute * 60

// Longer than any run of closed days.
const HORIZON = 40

/** The first instant from `after` on that falls within the hours of a day that is not closed, on the clock of a zone. */
export const nextOpening = (
  zone: string,
  after: number,
  hours: readonly Hours[],
  isClosed: (date: LawDate) => boolean,
): number => {
  const now = localTime(zone, after)
  for (let days = 0; days <= HORIZON; days += 1) {
    const date = addDays(now.date, days)
    const second = days === 0 ? now.second : 0
    const opening = isClosed(date) ? undefined : hours.find(({ to }) => second < to)
    if (opening) return days === 0 && second >= opening.from ? after : instantOf(zone, date, opening.from)
  }
  return Infinity
}
