import type { CallerIdClass } from '../question/words.ts'
import { isCall, isConsumerCall, type Contact } from './contact.ts'
import { andAlso, denyIf, type LegalText } from './rule.ts'

type Shown = CallerIdClass | null | undefined

const isOrdinary = (shown: Shown): boolean => shown === 'GEOGRAPHIC' || shown === 'MOBILE'
const isSurcharged = (shown: Shown): boolean => shown === 'PREMIUM' || shown === 'SHORT_CODE'

const ARCEP = { citation: 'ARCEP 2018-0881 §2.3.2 f, 2022-1583', from: '2023-01-01', to: null } as const

const isByAutomaticSystem = ({ channel, dialing }: Contact): boolean =>
  channel !== 'LIVE_CALL' || (dialing !== null && dialing !== 'MANUAL')

/** The number shown: ARCEP's numbering plan, C. conso. L221-17. */
export const callerId: LegalText = {
  rules: [
    {
      ...ARCEP,
      id: 'ARCEP-2022-1583:automatic-system',
      gate: 'form',
      applies: (situation) => isCall(situation) || situation.channel === 'SMS',
      when: isByAutomaticSystem,
      test: ({ callerId: shown }) => denyIf(isOrdinary(shown?.class), 'CALLER_ID_FORBIDDEN_RANGE'),
    },
    {
      id: 'L221-17:number-shown',
      citation: 'C. conso. L221-17; arrêté 5 July 2016',
      from: null,
      to: null,
      gate: 'form',
      applies: isConsumerCall,
      test: ({ callerId: shown }) =>
        andAlso(
          denyIf(shown?.masked === true, 'CALLER_ID_MASKED'),
          denyIf(
            isSurcharged(shown?.class) || shown?.assignedToAdvertiser === false,
            'CALLER_ID_FORBIDDEN_RANGE',
          ),
        ),
    },
  ],
  duties: [
    {
      id: 'L221-17:valid-number',
      citation: 'C. conso. L221-17',
      from: null,
      to: null,
      obligation: 'OB_VALID_CALLER_ID',
      applies: isConsumerCall,
    },
    {
      ...ARCEP,
      id: 'ARCEP-2022-1583:verified-number',
      obligation: 'OB_NPV_NUMBER',
      applies: isCall,
      // Whoever has not said how the call is dialled is told of the stricter number.
      when: ({ dialing }) => dialing !== 'MANUAL',
    },
  ],
}
