import { isCallbackCovered, isConsumerCall, type Contact } from './contact.ts'
import { standingOpposition } from './opposition.ts'
import { denyIf, type LegalText } from './rule.ts'

/** *Démarchage*: the professional's own call, not the one the consumer asked for. */
const isCanvassing = (contact: Contact): boolean => !isCallbackCovered(contact)

/** C. conso. L221-16 and R223-3: how a prospecting call is conducted, and that a refusal in it is for good. */
export const l221_16: LegalText = {
  rules: [
    {
      id: 'L221-16-v2026:refusal',
      citation: 'C. conso. L221-16, R223-3 (D-8)',
      from: '2026-08-11',
      to: null,
      gate: 'opposition',
      applies: isConsumerCall,
      test: (contact) =>
        denyIf(standingOpposition(contact, ['REFUSED_DURING_CALL']) !== null, 'REFUSED_DURING_CALL'),
    },
  ],
  duties: [
    {
      id: 'L221-16:commercial-nature',
      citation: 'C. conso. L221-16',
      from: null,
      to: null,
      obligation: 'OB_STATE_COMMERCIAL_NATURE',
      applies: isConsumerCall,
      when: isCanvassing,
    },
    {
      id: 'L221-16:written-confirmation',
      citation: 'C. conso. L221-16',
      from: null,
      to: null,
      obligation: 'OB_WRITTEN_CONFIRMATION',
      applies: isConsumerCall,
      when: isCanvassing,
    },
    {
      id: 'L221-16-v2026:end-on-refusal',
      citation: 'C. conso. L221-16, R223-3',
      from: '2026-08-11',
      to: null,
      obligation: 'OB_END_ON_REFUSAL',
      applies: isConsumerCall,
    },
  ],
}
