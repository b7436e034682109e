import { addDays, weekday, yearOf, type LawDate } from './law-date.ts'

/** Easter Sunday of a Gregorian year (Meeus, Jones and Butcher's computus). */
export const easter = (year: number): LawDate => {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const leap = Math.floor(century / 4)
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - leap - correction + 15) % 30
  const letter = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * letter) / 451)
  const days = epact + letter - 7 * late + 114
  return `${year}-${String(Math.floor(days / 31)).padStart(2, '0')}-${String((days % 31) + 1).padStart(2, '0')}`
}

const FIXED = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']

const EASTER_MONDAY = 1
const ASCENSION = 39
const WHIT_MONDAY = 50
const GOOD_FRIDAY = -2

const ofYear = (year: number): ReadonlySet<LawDate> =>
  new Set([
    ...FIXED.map((day) => `${year}-${day}`),
    ...[EASTER_MONDAY, ASCENSION, WHIT_MONDAY].map((days) => addDays(easter(year), days)),
  ])

const years = new Map<number, ReadonlySet<LawDate>>()

/** Whether a date is a public holiday of the whole country (C. trav. L3133-1). */
export const isPublicHoliday = (date: LawDate): boolean => {
  const year = yearOf(date)
  const known = years.get(year)
  if (known) return known.has(date)
  const holidays = ofYear(year)
  years.set(year, holidays)
  return holidays.has(date)
}

// C. trav. L3422-2: the days of the abolition of slavery overseas.
const ABOLITION: { readonly [territory: string]: string } = {
  'FR-YT': '04-27',
  'FR-MQ': '05-22',
  'FR-GP': '05-27',
  'FR-MF': '05-27',
  'FR-GF': '06-10',
  'FR-BL': '10-09',
  'FR-RE': '12-20',
}

/** Whether a date is a holiday of this territory alone (C. trav. L3134-13, L3422-2). */
export const isRegionalHoliday = (territory: string, date: LawDate): boolean =>
  territory === 'FR-ALSACE-MOSELLE'
    ? date.endsWith('-12-26') || date === addDays(easter(yearOf(date)), GOOD_FRIDAY)
    : territory !== 'FR-MET' && date.slice(5) === ABOLITION[territory]

/** Whether a date is a *jour ouvrable*: Monday to Saturday, no public holiday. */
export const isWorkingDay = (date: LawDate): boolean => weekday(date) !== 0 && !isPublicHoliday(date)

/** The last of `count` *jours ouvrables* after a date, which is not counted. */
export const addWorkingDays = (date: LawDate, count: number): LawDate => {
  let last = date
  for (let left = count; left > 0;) {
    last = addDays(last, 1)
    if (isWorkingDay(last)) left -= 1
  }
  return last
}
