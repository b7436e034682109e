const DIGITS = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d+)?Z$/

/**
 * Milliseconds since the epoch of `YYYYMMDDHHMMSS[.f]Z`, a day and an hour that exist, without the part of a millisecond;
 * undefined for another text.
 */
export const calendarMs = (text: string): number | undefined => {
  const [, year, month, day, hour, minute, second, fraction = ''] = DIGITS.exec(text) ?? []
  if (year === undefined) return undefined
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const ms = Date.parse(`${iso}.${fraction.slice(1, 4).padEnd(3, '0')}Z`)
  // The calendar of ECMAScript carries a 30th of February over; the text must be what it means.
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(`${iso}.`) ? ms : undefined
}
