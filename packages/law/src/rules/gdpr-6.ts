import { consentGround, optoutGround } from './grounds.ts'
import { callbackGround } from './r223-4.ts'
import {
  isAutomatonOrFax,
  isCallbackCovered,
  isCollectedByOther,
  isCommercial,
  isConsumer,
  isNaturalPerson,
  isNonCommercial,
  isService,
  restsOn,
} from './contact.ts'
import { denyIf, holds, review, type LegalText } from './rule.ts'

const FROM = '2018-05-25'

/** GDPR art. 6: no contact without a legal basis, where no stricter text speaks. */
export const gdpr6: LegalText = {
  prohibitions: [
    {
      id: 'GDPR-6:service',
      citation: 'GDPR 6(1)(b); CNIL 10 June 2026',
      from: FROM,
      to: null,
      applies: isService,
      grounds: [
        {
          id: 'GDPR-6:performance',
          citation: 'GDPR 6(1)(b); CNIL 10 June 2026',
          from: FROM,
          to: null,
          test: () => holds('OK_NOT_PROSPECTING', 'CONTRACT'),
        },
      ],
    },
    {
      id: 'GDPR-6:non-commercial',
      citation: 'GDPR 6(1)(e), (f)',
      from: FROM,
      to: null,
      applies: (situation) => isNonCommercial(situation) && isNaturalPerson(situation),
      grounds: [
        consentGround,
        {
          id: 'GDPR-6:public-interest',
          citation: 'GDPR 6(1)(e), (f); CNIL 26 Jan 2022; C. conso. L223-1 (« commerciale »)',
          from: FROM,
          to: null,
          test: ({ purpose }) =>
            holds('OK_NON_COMMERCIAL', purpose === 'PUBLIC_SERVICE' ? 'PUBLIC_TASK' : 'LEGITIMATE_INTEREST'),
        },
      ],
    },
    {
      id: 'GDPR-6:professional',
      citation: 'GDPR 6(1)(f); CNIL 10 June 2026',
      from: FROM,
      to: null,
      applies: (situation) => situation.person === 'PROFESSIONAL' && isCommercial(situation),
      grounds: [
        callbackGround,
        consentGround,
        {
          id: 'GDPR-6:professional-interest',
          citation: 'GDPR 6(1)(f); CNIL 10 June 2026',
          from: FROM,
          to: null,
          test: () => holds('OK_LEGIT_INTEREST_B2B', 'LEGITIMATE_INTEREST'),
        },
      ],
    },
    {
      id: 'GDPR-6:entity',
      citation: 'GDPR rec. 14; CNIL (generic addresses)',
      from: FROM,
      to: null,
      applies: (situation) => situation.person === 'ENTITY' && !isService(situation),
      grounds: [
        consentGround,
        {
          id: 'GDPR-6:no-personal-data',
          citation: 'GDPR rec. 14; CNIL (generic addresses)',
          from: FROM,
          to: null,
          test: () => holds('OK_GENERIC_LEGAL_ENTITY', null),
        },
      ],
    },
    {
      id: 'GDPR-6:post',
      citation: 'GDPR 6(1)(f), rec. 47; CNIL 6 Dec 2019',
      from: FROM,
      to: null,
      applies: (situation) =>
        isConsumer(situation) && situation.channel === 'POST' && isCommercial(situation),
      grounds: [consentGround, optoutGround],
    },
  ],
  rules: [
    {
      id: 'GDPR-6:relevant-offer',
      citation: 'GDPR 6(1)(f); CNIL 10 June 2026; CNIL SAN-2020-018 Nestor',
      from: FROM,
      to: null,
      gate: 'exception',
      applies: (situation) => situation.person === 'PROFESSIONAL' && isCommercial(situation),
      when: (contact) => restsOn(contact, 'LEGITIMATE_INTEREST'),
      test: ({ professional }) => denyIf(professional?.offerRelevant !== true, 'B2B_OFFER_NOT_RELEVANT'),
    },
    {
      id: 'GDPR-13-21:informed',
      citation: 'GDPR 13, 21(4)',
      from: FROM,
      to: null,
      gate: 'exception',
      applies: isNaturalPerson,
      // Of a professional whose coordinate others collected, art. 14 asks instead that they be told at first contact.
      when: (contact) =>
        (restsOn(contact, 'LEGITIMATE_INTEREST') || restsOn(contact, 'PUBLIC_TASK')) &&
        !(contact.person === 'PROFESSIONAL' && isCollectedByOther(contact) && !isAutomatonOrFax(contact)),
      test: ({ notice }) =>
        denyIf(
          notice?.informedAtCollection !== true || !notice.optoutOfferedAtCollection,
          'NOT_INFORMED_AT_COLLECTION',
        ),
    },
    {
      id: 'CNIL:political-message',
      citation: 'CPCE L34-5 al. 3; CNIL, communication politique (good practice: consent)',
      from: FROM,
      to: null,
      gate: 'consent',
      applies: (situation) =>
        situation.strict &&
        situation.purpose === 'NON_COMMERCIAL_POLITICAL' &&
        (situation.channel === 'SMS' || situation.channel === 'AUTOMATED_CALL') &&
        isNaturalPerson(situation),
      when: (contact) => !restsOn(contact, 'CONSENT'),
      test: () => [review('LAW_DOUBTFUL')],
    },
  ],
  duties: [
    {
      id: 'GDPR-7-1:keep-proof',
      citation: 'GDPR 7(1); C. conso. L223-1 al. 3, R223-2, R223-4',
      from: FROM,
      to: null,
      obligation: 'OB_KEEP_PROOF',
      applies: () => true,
      when: (contact) => restsOn(contact, 'CONSENT') || (!isService(contact) && isCallbackCovered(contact)),
    },
  ],
}
