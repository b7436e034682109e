import { describe, expect, it } from 'vitest'
import { addWorkingDays, easter, isPublicHoliday, isRegionalHoliday } from './holidays.ts'
import { addDays, addYears, daysBetween, weekday } from './law-date.ts'
import { clock, nextOpening } from './opening.ts'
import { instantOf, isTimeZone, localTime, parisDate } from './time-zone.ts'

describe('law dates', () => {
  it('counts across months, years and leap days', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
    expect(daysBetween('2026-08-20', '2027-08-20')).toBe(365)
    expect(weekday('2026-09-20')).toBe(0)
  })

  it('has the anniversary of 29 February on 28 February, unless the year has a 29th', () => {
    expect(addYears('2028-02-29', 1)).toBe('2029-02-28')
    expect(addYears('2028-02-29', 4)).toBe('2032-02-29')
    expect(addYears('2027-06-01', 1)).toBe('2028-06-01')
  })
})

describe('public holidays (law.md §3.7)', () => {
  it.each([
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2011, '2011-04-24'],
    [2024, '2024-03-31'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
  ])('Easter %i is %s', (year, date) => {
    expect(easter(year)).toBe(date)
  })

  it('are the eleven of C. trav. L3133-1', () => {
    const days = Array.from({ length: 365 }, (_, day) => addDays('2026-01-01', day)).filter(isPublicHoliday)
    expect(days).toEqual([
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-08',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
      '2026-08-15',
      '2026-11-01',
      '2026-11-11',
      '2026-12-25',
    ])
  })

  it.each([
    ['FR-YT', '2027-04-27'],
    ['FR-MQ', '2027-05-22'],
    ['FR-GP', '2027-05-27'],
    ['FR-MF', '2027-05-27'],
    ['FR-GF', '2027-06-10'],
    ['FR-BL', '2027-10-09'],
    ['FR-RE', '2027-12-20'],
    ['FR-ALSACE-MOSELLE', '2027-03-26'],
    ['FR-ALSACE-MOSELLE', '2027-12-26'],
  ])('%s keeps %s, metropolitan France does not', (territory, date) => {
    expect(isRegionalHoliday(territory, date)).toBe(true)
    expect(isRegionalHoliday('FR-MET', date)).toBe(false)
  })

  it('counts jours ouvrables from Monday to Saturday, not the day itself, not holidays', () => {
    expect(addWorkingDays('2026-09-11', 5)).toBe('2026-09-17')
    expect(addWorkingDays('2026-11-10', 1)).toBe('2026-11-12')
    expect(addWorkingDays('2026-12-24', 2)).toBe('2026-12-28')
  })
})

describe('clocks', () => {
  it.each([
    ['Europe/Paris', '2026-10-25T00:59:59Z', '2026-10-25', '02:59:59'],
    ['Europe/Paris', '2026-10-25T01:00:00Z', '2026-10-25', '02:00:00'],
    ['Europe/Paris', '2027-03-28T00:59:59Z', '2027-03-28', '01:59:59'],
    ['Europe/Paris', '2027-03-28T01:00:00Z', '2027-03-28', '03:00:00'],
    ['Europe/Paris', '2026-08-10T22:00:00Z', '2026-08-11', '00:00:00'],
    ['Indian/Reunion', '2026-09-15T21:00:00Z', '2026-09-16', '01:00:00'],
    ['America/Guadeloupe', '2026-09-15T03:30:00Z', '2026-09-14', '23:30:00'],
    ['Asia/Kathmandu', '2026-09-15T00:00:00Z', '2026-09-15', '05:45:00'],
    ['Pacific/Auckland', '1969-12-31T23:59:59Z', '1970-01-01', '11:59:59'],
  ])('in %s at %s show %s %s', (zone, instant, date, time) => {
    const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number)
    expect(localTime(zone, Date.parse(instant))).toEqual({ date, second: clock(hour, minute) + second })
  })

  it('are read back to the same instant, the first of two when clocks go back', () => {
    expect(instantOf('Europe/Paris', '2026-10-26', clock(10))).toBe(Date.parse('2026-10-26T09:00:00Z'))
    expect(instantOf('Europe/Paris', '2027-03-29', clock(10))).toBe(Date.parse('2027-03-29T08:00:00Z'))
    expect(instantOf('Europe/Paris', '2026-10-25', clock(2, 30))).toBe(Date.parse('2026-10-25T00:30:00Z'))
    expect(instantOf('Europe/Paris', '2027-03-28', clock(2, 30))).toBe(Date.parse('2027-03-28T01:30:00Z'))
    expect(instantOf('Europe/Paris', '2027-03-28', 0)).toBe(Date.parse('2027-03-27T23:00:00Z'))
  })

  it('know the zones of the tz database and no other', () => {
    expect(isTimeZone('America/Martinique')).toBe(true)
    expect(isTimeZone('Europe/Lutece')).toBe(false)
    expect(parisDate(Date.parse('2026-12-31T23:00:00Z'))).toBe('2027-01-01')
  })

  it('open next within hours, after them, and after closed days', () => {
    const hours = [
      { from: clock(10), to: clock(13) },
      { from: clock(14), to: clock(20) },
    ]
    const next = (at: string, closed: readonly string[] = []) =>
      new Date(
        nextOpening('Europe/Paris', Date.parse(at), hours, (date) => closed.includes(date)),
      ).toISOString()
    expect(next('2026-09-15T08:30:00Z')).toBe('2026-09-15T08:30:00.000Z')
    expect(next('2026-09-15T11:00:00Z')).toBe('2026-09-15T12:00:00.000Z')
    expect(next('2026-09-15T18:00:00Z')).toBe('2026-09-16T08:00:00.000Z')
    expect(next('2026-10-24T18:00:00Z', ['2026-10-25'])).toBe('2026-10-26T09:00:00.000Z')
    expect(nextOpening('Europe/Paris', 0, hours, () => true)).toBe(Infinity)
  })
})
