import type { Sector } from '@constat/core/vocabulary'
import type { ReasonCode } from '../decision/reason-code.ts'
import { isCommercial, isConsumer, isElectronicMail, isWithinContract } from './contact.ts'
import { deny, type LegalText } from './rule.ts'

const BANS: { readonly [sector in Sector]?: ReasonCode } = {
  ENERGY_RENOVATION: 'SECTOR_BAN_ENERGY',
  HOME_ADAPTATION: 'SECTOR_BAN_HOME_ADAPTATION',
}

/** C. conso. L223-8: energy renovation and home adaptation may not be offered by message, e-mail or social network. */
export const l223_8: LegalText = {
  rules: [
    {
      id: 'L223-8:electronic-mail',
      citation: 'C. conso. L223-8',
      from: '2025-07-02',
      to: null,
      gate: 'sector',
      applies: (situation) =>
        isConsumer(situation) &&
        isElectronicMail(situation) &&
        isCommercial(situation) &&
        BANS[situation.sector] !== undefined,
      test: (contact) => {
        const code = BANS[contact.sector]
        return code === undefined || isWithinContract(contact) ? [] : [deny(code)]
      },
    },
  ],
}
