import { fromEpochDay, toEpochDay, type LawDate } from './law-date.ts'

/** The zone in which dates of the law are counted. */
export const PARIS = 'Europe/Paris'

const DAY = 86_400_000
const QUARTER = 900_000
const SPANS_REMEMBERED = 4_096

/** Offsets in milliseconds by number of span since the epoch; NaN for a day on which the clocks change. */
type Spans = Map<number, number>
type Zone = { readonly format: Intl.DateTimeFormat; readonly days: Spans; readonly quarters: Spans }

// Offsets are facts of the tz database: remembering them changes no answer, and asking Intl each time costs more than all the rules.
const zones = new Map<string, Zone>()

const zoneOf = (name: string): Zone => {
  const known = zones.get(name)
  if (known) return known
  const zone: Zone = {
    format: new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }),
    days: new Map(),
    quarters: new Map(),
  }
  zones.set(name, zone)
  return zone
}

const measureOffset = ({ format }: Zone, instant: number): number => {
  const parts: { [type: string]: number } = {}
  for (const { type, value } of format.formatToParts(instant)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant
}

const remember = (spans: Spans, span: number, offset: number): number => {
  if (spans.size >= SPANS_REMEMBERED) spans.clear()
  spans.set(span, offset)
  return offset
}

const measureDay = (zone: Zone, day: number): number => {
  const offset = measureOffset(zone, day * DAY)
  return remember(zone.days, day, measureOffset(zone, (day + 1) * DAY) === offset ? offset : NaN)
}

const offsetAt = (name: string, instant: number): number => {
  const zone = zoneOf(name)
  const day = Math.floor(instant / DAY)
  const ofDay = zone.days.get(day) ?? measureDay(zone, day)
  if (!Number.isNaN(ofDay)) return ofDay
  // Within a day clocks change on a quarter of an hour, and have for longer than any date we answer for.
  const quarter = Math.floor(instant / QUARTER)
  return (
    zone.quarters.get(quarter) ?? remember(zone.quarters, quarter, measureOffset(zone, quarter * QUARTER))
  )
}

/** Whether this is the name of a zone of the tz database. */
export const isTimeZone = (name: string): boolean => {
  // Intl takes a fixed offset too, which is wrong as soon as the clocks change.
  if (/^[+-]/.test(name)) return false
  try {
    return zoneOf(name) !== undefined
  } catch {
    return false
  }
}

/** A moment as a wall clock shows it. */
export type LocalTime = {
  readonly date: LawDate
  /** Seconds since the clock showed 00:00:00. */
  readonly second: number
}

/** What the wall clock shows in a zone at an instant (epoch milliseconds). */
export const localTime = (zone: string, instant: number): LocalTime => {
  const shown = instant + offsetAt(zone, instant)
  const day = Math.floor(shown / DAY)
  return { date: fromEpochDay(day), second: Math.floor((shown - day * DAY) / 1000) }
}

/** The date in Paris at an instant. */
export const parisDate = (instant: number): LawDate =>
  fromEpochDay(Math.floor((instant + offsetAt(PARIS, instant)) / DAY))

/**
 * The instant at which the wall clock of a zone shows this date and second of the day: the first of two when clocks
 * go back; when the hour is skipped, the instant at which it would have come.
 */
export const instantOf = (zone: string, date: LawDate, second: number): number => {
  const shown = toEpochDay(date) * DAY + second * 1000
  const before = shown - offsetAt(zone, shown - 86_400_000)
  if (before + offsetAt(zone, before) === shown) return before
  const after = shown - offsetAt(zone, before)
  return after + offsetAt(zone, after) === shown ? after : before
}
