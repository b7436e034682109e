import { contractGround, consentGround, optoutGround, pressGround, priorConsentGround } from './grounds.ts'
import {
  isCall,
  isCallbackCovered,
  isConsumerCall,
  isWithinContract,
  type Contact,
  type Situation,
} from './contact.ts'
import { callbackGround } from './r223-4.ts'
import type { Finding } from './provision.ts'
import { deny, review, type LegalText } from './rule.ts'

/** Last day of the opt-out regime, first of the opt-in one (loi n° 2025-594, art. 13). */
const OPT_OUT_ENDS = '2026-08-10'
const OPT_IN_STARTS = '2026-08-11'

const isCallAbout =
  (sector: Situation['sector']) =>
  (situation: Situation): boolean =>
    isConsumerCall(situation) && situation.sector === sector

const isOutsideContract = (contact: Contact): boolean => !isWithinContract(contact)

/** Neither the running contract nor an asked-for call-back (R223-4) lifts the ban. */
const isBarred = (contact: Contact): boolean => isOutsideContract(contact) && !isCallbackCovered(contact)

/** Before R223-4 nothing but the CNIL's and the courts' word let one call back in a banned sector. */
const unlessCalledBack = (contact: Contact, finding: Finding): readonly Finding[] => {
  if (!isCallbackCovered(contact)) return [finding]
  return contact.strict ? [review('LAW_DOUBTFUL')] : []
}

/** Al. 1-3: prior consent, of which the professional bears the proof. */
const priorConsent = priorConsentGround({
  id: 'L223-1-v2026:consent',
  citation: 'C. conso. L223-1 al. 1-3; R223-1',
  from: OPT_IN_STARTS,
  to: null,
})

/** C. conso. L223-1: prospecting by telephone. */
export const l223_1: LegalText = {
  prohibitions: [
    {
      id: 'L223-1-v2020:opt-out',
      citation: 'C. conso. L223-1 (loi 2020-901)',
      from: '2020-07-26',
      to: OPT_OUT_ENDS,
      applies: (situation) => isConsumerCall(situation) && situation.channel === 'LIVE_CALL',
      grounds: [callbackGround, consentGround, pressGround, contractGround, optoutGround],
    },
    {
      id: 'L223-1-v2026:prior-consent',
      citation: 'C. conso. L223-1 al. 1',
      from: OPT_IN_STARTS,
      to: null,
      applies: isConsumerCall,
      grounds: [callbackGround, priorConsent, contractGround, pressGround],
    },
  ],
  rules: [
    {
      id: 'L223-1-v2020:energy',
      citation: 'C. conso. L223-1 al. 3 (loi 2020-901)',
      from: '2020-07-26',
      to: OPT_OUT_ENDS,
      gate: 'sector',
      applies: isCallAbout('ENERGY_RENOVATION'),
      when: isOutsideContract,
      test: (contact) => unlessCalledBack(contact, deny('SECTOR_BAN_ENERGY')),
    },
    {
      id: 'L223-1-v2026:energy',
      citation: 'C. conso. L223-1 al. 5, R223-4',
      from: OPT_IN_STARTS,
      to: null,
      gate: 'sector',
      applies: isCallAbout('ENERGY_RENOVATION'),
      when: isBarred,
      test: () => [deny('SECTOR_BAN_ENERGY')],
    },
    {
      // D-11: the statute bans adaptation by telephone from 2026 only; the ministry said so of 2025.
      id: 'L223-1-v2020:home-adaptation',
      citation: 'C. conso. L223-1 al. 5, L223-8; DILA 2025 (D-11)',
      from: '2025-07-02',
      to: OPT_OUT_ENDS,
      gate: 'sector',
      applies: isCallAbout('HOME_ADAPTATION'),
      when: isOutsideContract,
      test: (contact) =>
        unlessCalledBack(
          contact,
          contact.strict ? deny('SECTOR_BAN_HOME_ADAPTATION') : review('LAW_DOUBTFUL'),
        ),
    },
    {
      id: 'L223-1-v2026:home-adaptation',
      citation: 'C. conso. L223-1 al. 5, R223-4',
      from: OPT_IN_STARTS,
      to: null,
      gate: 'sector',
      applies: isCallAbout('HOME_ADAPTATION'),
      when: isBarred,
      test: () => [deny('SECTOR_BAN_HOME_ADAPTATION')],
    },
  ],
  consentTests: [
    {
      // Al. 6: with a precise time, the consent is for that time alone.
      id: 'L223-1:slot-to-come',
      code: 'CONSENT_EXPIRED',
      citation: 'C. conso. R223-1 II, L223-1 al. 6',
      from: null,
      to: null,
      applies: isCall,
      holds: ({ slot }, { at }) => slot === null || at < slot.end,
    },
  ],
}
