import { isPublicHoliday, isRegionalHoliday } from '../calendar/holidays.ts'
import { weekday, type LawDate } from '../calendar/law-date.ts'
import { clock, nextOpening } from '../calendar/opening.ts'
import { isCommercial, isConsumer, type Contact } from './contact.ts'
import type { LegalText } from './rule.ts'

const HOURS = [{ from: clock(8), to: clock(21, 30) }]

const isQuietDay = ({ territory }: Contact, date: LawDate): boolean =>
  weekday(date) === 0 || isPublicHoliday(date) || isRegionalHoliday(territory, date)

/** The operators' charter: soft law, which strict obeys. */
export const af2m: LegalText = {
  rules: [
    {
      id: 'AF2M:hours',
      citation: 'Charte af2m (1 March 2026)',
      from: '2026-03-01',
      to: null,
      gate: 'time',
      applies: (situation) =>
        situation.strict && situation.channel === 'SMS' && isConsumer(situation) && isCommercial(situation),
      test: (contact) => {
        const until = nextOpening(contact.timeZone, contact.at, HOURS, (date) => isQuietDay(contact, date))
        return until === contact.at ? [] : [{ code: 'SMS_CHARTER_HOURS', weight: 'DEFER', until }]
      },
    },
  ],
}
