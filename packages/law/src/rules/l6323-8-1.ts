import { isCall, isCallbackCovered, isCommercial, isElectronicMail, isWithinContract } from './contact.ts'
import { deny, review, type LegalText } from './rule.ts'

/** C. trav. L6323-8-1: no prospecting of holders of a personal training account (CPF), whoever they are. */
export const l6323_8_1: LegalText = {
  rules: [
    {
      id: 'L6323-8-1:cpf',
      citation: 'C. trav. L6323-8-1',
      from: '2022-12-21',
      to: null,
      gate: 'sector',
      applies: (situation) =>
        situation.sector === 'CPF_TRAINING' &&
        (isCall(situation) || isElectronicMail(situation)) &&
        isCommercial(situation),
      when: (contact) => !isWithinContract(contact),
      // D-25: the statute has no exception for a call-back the account holder asked for.
      test: (contact) =>
        isCallbackCovered(contact) && !contact.strict ? [review('LAW_DOUBTFUL')] : [deny('SECTOR_BAN_CPF')],
    },
  ],
}
