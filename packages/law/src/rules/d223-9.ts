import { isPublicHoliday, isRegionalHoliday } from '../calendar/holidays.ts'
import { addDays, weekday, type LawDate } from '../calendar/law-date.ts'
import { clock, nextOpening } from '../calendar/opening.ts'
import { instantOf, localTime, PARIS, parisDate } from '../calendar/time-zone.ts'
import type { ReasonCode } from '../decision/reason-code.ts'
import { isCall, isConsumer, isConsumerCall, restsOn, type Contact, type Held } from './contact.ts'
import { standingOpposition } from './opposition.ts'
import type { Finding } from './provision.ts'
import { review, type LegalText } from './rule.ts'

const HOURS = [
  { from: clock(10), to: clock(13) },
  { from: clock(14), to: clock(20) },
]

const ATTEMPTS = 4
const ATTEMPT_DAYS = 30
const COOLDOWN_DAYS = 60

// D-10: hours and cap do not expressly apply to a call-back; strict keeps them unless the person named the time.
const isGoverned = (contact: Contact): boolean =>
  !restsOn(contact, 'CONTRACT') || (contact.strict && preciseSlotOf(contact) === null)

const slotOf = ({ held }: Contact): Held['slot'] => {
  for (const { slot } of held) if (slot !== null) return slot
  return null
}

// A precise date and time (L223-1 al. 6) is less than a day; a longer one limits the consent, and opens no night.
const PRECISE = 86_400_000

const preciseSlotOf = (contact: Contact): Held['slot'] => {
  const slot = slotOf(contact)
  return slot !== null && slot.end - slot.start <= PRECISE ? slot : null
}

/** The slot of the ground; of the consent that failed to be one, where nothing else bears the call. */
const limitOf = (contact: Contact) =>
  slotOf(contact) ?? (contact.held.length === 0 ? (contact.consent?.slot ?? null) : null)

const isWeekend = (date: LawDate): boolean => {
  const day = weekday(date)
  return day === 0 || day === 6
}

const isHolidayOfTerritory = ({ strict, territory }: Contact, date: LawDate): boolean =>
  strict && isRegionalHoliday(territory, date)

const isWithinHours = (second: number): boolean => {
  for (const { from, to } of HOURS) if (second >= from && second < to) return true
  return false
}

/** Why no call may start at this moment by the consumer's clock. */
const closures = (contact: Contact): readonly ReasonCode[] => {
  const { date, second } = localTime(contact.timeZone, contact.at)
  const codes: ReasonCode[] = []
  if (isWeekend(date)) codes.push('WEEKEND')
  if (isPublicHoliday(date)) codes.push('PUBLIC_HOLIDAY')
  if (isHolidayOfTerritory(contact, date)) codes.push('REGIONAL_HOLIDAY')
  if (!isWithinHours(second)) codes.push('OUTSIDE_CALLING_HOURS')
  return codes
}

const opening = (contact: Contact): number =>
  preciseSlotOf(contact)?.start ??
  nextOpening(
    contact.timeZone,
    contact.at,
    HOURS,
    (date) => isWeekend(date) || isPublicHoliday(date) || isHolidayOfTerritory(contact, date),
  )

const untilOpening = (contact: Contact, codes: readonly ReasonCode[]): readonly Finding[] => {
  if (codes.length === 0) return []
  const until = opening(contact)
  return codes.map((code) => ({ code, weight: 'DEFER', until }))
}

const isIn = (slot: Held['slot'], at: number): boolean => slot !== null && at >= slot.start && at < slot.end

const isInPreciseSlot = (contact: Contact): boolean => isIn(preciseSlotOf(contact), contact.at)

/** Whether the calls made by a date, in the thirty days that end with it, are as many as may be. */
const isCapReached = (attempts: readonly LawDate[], date: LawDate): boolean => {
  if (attempts.length < ATTEMPTS) return false
  const first = addDays(date, 1 - ATTEMPT_DAYS)
  return attempts.filter((attempt) => attempt >= first && attempt <= date).length >= ATTEMPTS
}

const capOver = (attempts: readonly LawDate[], date: LawDate): number => {
  let day = addDays(date, 1)
  while (isCapReached(attempts, day)) day = addDays(day, 1)
  return instantOf(PARIS, day, 0)
}

const CITATION_2023 = 'C. conso. D223-9 (décret 2022-1313)'
const CITATION_2026 = 'C. conso. D223-9 (décret 2026-662)'
const IN_2023 = { from: '2023-03-01', to: '2026-08-10' } as const
const IN_2026 = { from: '2026-08-11', to: null } as const

/** C. conso. D223-9: days, hours and number of calls to a consumer; L223-1 al. 6: the precise time agreed. */
export const d223_9: LegalText = {
  rules: [
    {
      id: 'R223-1:slot',
      citation: 'C. conso. R223-1 II, L223-1 al. 6',
      from: null,
      to: null,
      gate: 'time',
      applies: isCall,
      when: (contact) => limitOf(contact) !== null,
      test: (contact) => {
        const slot = limitOf(contact)
        return slot === null || (contact.at >= slot.start && contact.at < slot.end)
          ? []
          : [{ code: 'OUTSIDE_CONSENTED_SLOT', weight: 'DEFER', until: slot.start }]
      },
    },
    {
      ...IN_2023,
      id: 'D223-9-v2023:hours',
      citation: CITATION_2023,
      gate: 'time',
      applies: isConsumerCall,
      when: isGoverned,
      test: (contact) => {
        const closed = closures(contact)
        if (closed.length === 0 || isIn(slotOf(contact), contact.at)) return []
        // D-21: whether any express consent, or only one to calls out of hours, lifts the hours.
        if (!restsOn(contact, 'CONSENT') || slotOf(contact) !== null) return untilOpening(contact, closed)
        if (contact.consent?.outOfHours === true) return []
        return contact.strict
          ? untilOpening(contact, closed)
          : [{ ...review('LAW_DOUBTFUL'), gate: 'consent' }, ...untilOpening(contact, closed)]
      },
    },
    {
      ...IN_2026,
      id: 'D223-9-v2026:hours',
      citation: CITATION_2026,
      gate: 'time',
      applies: isConsumerCall,
      when: isGoverned,
      test: (contact) => (isInPreciseSlot(contact) ? [] : untilOpening(contact, closures(contact))),
    },
    {
      id: 'L223-1:slot-consented',
      citation: 'C. conso. L223-1 al. 6',
      from: IN_2023.from,
      to: null,
      gate: 'time',
      applies: (situation) => isConsumer(situation) && isCall(situation),
      when: isInPreciseSlot,
      test: (contact) => (closures(contact).length > 0 ? [{ code: 'OK_SLOT_CONSENTED', weight: 'OK' }] : []),
    },
    ...[
      { ...IN_2023, id: 'D223-9-v2023:cap', citation: CITATION_2023 },
      { ...IN_2026, id: 'D223-9-v2026:cap', citation: CITATION_2026 },
    ].map((version) => ({
      ...version,
      gate: 'time' as const,
      applies: isConsumerCall,
      when: isGoverned,
      // D-17: thirty rolling days, all calls made by or for this professional.
      test: ({ attemptDates, date }: Contact): readonly Finding[] =>
        isCapReached(attemptDates, date)
          ? [{ code: 'FREQUENCY_CAP_30D', weight: 'DEFER', until: capOver(attemptDates, date) }]
          : [],
    })),
    {
      ...IN_2023,
      id: 'D223-9-v2023:refusal',
      citation: CITATION_2023,
      gate: 'opposition',
      // Of insurance the law says more: C. assur. L112-2-2.
      applies: (situation) => isConsumerCall(situation) && situation.sector !== 'INSURANCE',
      test: (contact) => {
        const refusal = standingOpposition(contact, ['REFUSED_DURING_CALL'])
        if (refusal === null) return []
        const last = addDays(parisDate(refusal.at ?? contact.at), COOLDOWN_DAYS)
        return contact.date > last
          ? []
          : [{ code: 'REFUSAL_COOLDOWN_60D', weight: 'DEFER', until: instantOf(PARIS, addDays(last, 1), 0) }]
      },
    },
  ],
}
