import { daysBetween, type LawDate } from '../calendar/law-date.ts'
import { contractFlaw } from './grounds.ts'
import { isCallbackCovered, isConsumerCall, isWithinContract } from './contact.ts'
import { deny, review, type LegalText } from './rule.ts'

const IN_FORCE = { from: '2020-07-26', to: '2026-08-10' } as const
const CITATION = 'C. conso. L223-1, L223-3, L223-4 (loi 2020-901)'

const CHECK_DAYS = 30

const isChecked = (lastCheck: LawDate | null | undefined, date: LawDate): boolean =>
  lastCheck != null && lastCheck <= date && daysBetween(lastCheck, date) <= CHECK_DAYS

/** C. conso. L223-1 to L223-4 until 10 August 2026: Bloctel, the list of those who do not want to be called. */
export const l223_3: LegalText = {
  rules: [
    {
      ...IN_FORCE,
      id: 'L223-1-v2020:bloctel',
      citation: CITATION,
      gate: 'list',
      applies: (situation) => isConsumerCall(situation) && situation.purpose !== 'PRESS_SUBSCRIPTION',
      when: (contact) => !isWithinContract(contact) && !isCallbackCovered(contact),
      test: (contact) => {
        const { bloctel, date, consentStanding, strict } = contact
        if (bloctel?.listed !== true)
          return bloctel?.listed === false && isChecked(bloctel.lastCheck, date)
            ? []
            : [deny('BLOCTEL_NOT_CHECKED')]
        // Only the running contract lifts the ban in so many words; a general consent may.
        if (consentStanding?.valid === true && !strict)
          return [{ ...review('LAW_DOUBTFUL'), gate: 'consent' }, review('BLOCTEL_LISTED')]
        const flaw = contractFlaw(contact)
        return [deny('BLOCTEL_LISTED'), ...(flaw ? [deny(flaw)] : [])]
      },
    },
  ],
  duties: [
    {
      ...IN_FORCE,
      id: 'L221-16-v2020:mention-bloctel',
      citation: 'C. conso. L221-16 (to 2026-08-10)',
      obligation: 'OB_MENTION_BLOCTEL',
      applies: isConsumerCall,
    },
  ],
}
