import { addYears, daysBetween, type LawDate } from '../calendar/law-date.ts'
import { parisDate } from '../calendar/time-zone.ts'
import { INFORMED_OF } from '../question/words.ts'
import { isCall } from './contact.ts'
import type { LegalText } from './rule.ts'

const FROM = '2026-08-11'

/** Whether the year of a consent is over on a day: the anniversary; strict, no later than 365 days after (D-13). */
const isYearOver = (givenAt: number, date: LawDate, strict: boolean): boolean => {
  const given = parisDate(givenAt)
  const days = daysBetween(given, date)
  return days >= 365 && (strict || date >= addYears(given, 1))
}

/** C. conso. R223-1 (décret n° 2026-662): what a consent to be called must say, and how long it lasts. */
export const r223_1: LegalText = {
  consentTests: [
    {
      id: 'R223-1:goods-named',
      code: 'CONSENT_WRONG_PURPOSE',
      citation: 'C. conso. R223-1 I; GDPR 5(1)(b)',
      from: FROM,
      to: null,
      applies: isCall,
      holds: ({ goods: named }, { goods }) => goods !== null && named?.includes(goods) === true,
    },
    {
      id: 'R223-1:six-items',
      code: 'CONSENT_INFO_INCOMPLETE',
      citation: 'C. conso. R223-1 I, II 1° (D-7)',
      from: FROM,
      to: null,
      applies: isCall,
      holds: ({ informedOf }) =>
        informedOf !== null && INFORMED_OF.every((item) => informedOf.includes(item)),
    },
    {
      id: 'R223-1:no-tacit-renewal',
      code: 'CONSENT_INFO_INCOMPLETE',
      citation: 'C. conso. R223-1 I 3° (D-24)',
      from: FROM,
      to: null,
      applies: (use) => isCall(use) && use.strict,
      // Of a consent that has run out anyway, that is the reason.
      holds: ({ tacitRenewalClause, givenAt }, { date }) =>
        tacitRenewalClause === false || (givenAt !== null && isYearOver(givenAt, date, true)),
    },
    {
      id: 'R223-1:one-year',
      code: 'CONSENT_EXPIRED',
      citation: 'C. conso. R223-1 I 3° (D-13)',
      from: FROM,
      to: null,
      applies: isCall,
      holds: ({ givenAt, periodEnd }, { date, strict }) =>
        (givenAt === null || !isYearOver(givenAt, date, strict)) && periodEnd !== null && date <= periodEnd,
    },
  ],
}
