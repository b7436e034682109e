import { beginsWithDate, digits, toEpochDay } from './law-date.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000

// Of seven characters from `sign` on, or the Z; NaN when neither.
const offsetAt = (text: string, sign: number): number => {
  if (text[sign] === 'Z') return text.length === sign + 1 ? 0 : NaN
  const hours = digits(text, sign + 1, sign + 3)
  const minutes = digits(text, sign + 4, sign + 6)
  if (text.length !== sign + 6 || text[sign + 3] !== ':' || hours > 23 || minutes > 59) return NaN
  if (text[sign] === '+') return hours * HOUR + minutes * MINUTE
  return text[sign] === '-' ? -(hours * HOUR + minutes * MINUTE) : NaN
}

// A fraction of a second of one to nine digits after the point at `point`; what is less than a millisecond is dropped.
const fractionEnd = (text: string, point: number): number => {
  let end = point + 1
  while (end < text.length && end <= point + 9 && !Number.isNaN(digits(text, end, end + 1))) end += 1
  return end
}

const milliseconds = (text: string, point: number, end: number): number =>
  end === point + 1
    ? NaN
    : Math.floor(digits(text, point + 1, Math.min(end, point + 4)) * 10 ** (4 - Math.min(end - point, 4)))

/**
 * Epoch milliseconds of an ISO 8601 instant with its offset, to the minute or finer; NaN for any other text, and for a
 * day or a time that there is not. (`Date.parse` takes 30 February for 2 March.)
 */
export const parseInstant = (text: string): number => {
  const hours = digits(text, 11, 13)
  const minutes = digits(text, 14, 16)
  if (text[10] !== 'T' || text[13] !== ':' || hours > 23 || minutes > 59 || !beginsWithDate(text)) return NaN
  const minute = toEpochDay(text) * DAY + hours * HOUR + minutes * MINUTE
  if (text[16] !== ':') return minute - offsetAt(text, 16)
  const seconds = digits(text, 17, 19)
  if (seconds > 59) return NaN
  if (text[19] !== '.') return minute + seconds * 1000 - offsetAt(text, 19)
  const end = fractionEnd(text, 19)
  return minute + seconds * 1000 + milliseconds(text, 19, end) - offsetAt(text, end)
}
