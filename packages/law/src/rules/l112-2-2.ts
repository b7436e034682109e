import { isConsumerCall } from './contact.ts'
import { standingOpposition } from './opposition.ts'
import { denyIf, type LegalText } from './rule.ts'

/** C. assur. L112-2-2: an insurance distributor whom the consumer has turned down calls no more. */
export const l112_2_2: LegalText = {
  rules: [
    {
      id: 'L112-2-2:refusal',
      citation: 'C. assur. L112-2-2 I 1°',
      from: '2022-04-01',
      to: null,
      gate: 'opposition',
      applies: (situation) => isConsumerCall(situation) && situation.sector === 'INSURANCE',
      test: (contact) =>
        denyIf(standingOpposition(contact, ['REFUSED_DURING_CALL']) !== null, 'REFUSED_DURING_CALL'),
    },
  ],
  duties: [
    {
      id: 'L112-2-2:end-on-refusal',
      citation: 'C. assur. L112-2-2 I 1°',
      from: '2022-04-01',
      to: null,
      obligation: 'OB_END_ON_REFUSAL',
      applies: (situation) => isConsumerCall(situation) && situation.sector === 'INSURANCE',
    },
  ],
}
