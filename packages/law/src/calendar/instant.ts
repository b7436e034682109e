import { readEpochDay, twoDigits } from './law-date.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000

/** The number that the digits of a text from one index to another write; NaN when anything else stands there. */
const digits = (text: string, from: number, to: number): number => {
  let value = 0
  for (let index = from; index < to; index += 1) {
    const digit = text.charCodeAt(index) - 48
    if (!(digit >= 0 && digit <= 9)) return NaN
    value = value * 10 + digit
  }
  return value
}

// Of seven characters from `sign` on, or the Z; NaN when neither.
const offsetAt = (text: string, sign: number): number => {
  if (text[sign] === 'Z') return text.length === sign + 1 ? 0 : NaN
  const hours = twoDigits(text, sign + 1)
  const minutes = twoDigits(text, sign + 4)
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
  const hours = twoDigits(text, 11)
  const minutes = twoDigits(text, 14)
  if (text[10] !== 'T' || text[13] !== ':' || hours > 23 || minutes > 59) return NaN
  const minute = readEpochDay(text) * DAY + hours * HOUR + minutes * MINUTE
  if (text[16] !== ':') return minute - offsetAt(text, 16)
  const seconds = twoDigits(text, 17)
  if (seconds > 59) return NaN
  if (text[19] !== '.') return minute + seconds * 1000 - offsetAt(text, 19)
  const end = fractionEnd(text, 19)
  return minute + seconds * 1000 + milliseconds(text, 19, end) - offsetAt(text, end)
}
