import {
  isCollectedByAdvertiser,
  isNaturalPerson,
  isService,
  type Contact,
  type Situation,
} from './contact.ts'
import { deny, denyIf, review, type LegalText } from './rule.ts'

const FROM = '2018-05-25'

const isSolicitation = (situation: Situation): boolean => isNaturalPerson(situation) && !isService(situation)

const isThirdPartyData = (contact: Contact): boolean => !isCollectedByAdvertiser(contact)

/** GDPR art. 5, 6 and 14: where the coordinate comes from, and what the person is told of it. */
export const gdpr14: LegalText = {
  rules: [
    {
      id: 'GDPR-5-6:lawful-source',
      citation: 'GDPR 5(1)(a), 6; CNIL SAN-2024-020 Kaspr; CNIL 30 Apr 2020; CE 23 Mar 2015 (D.S.E. France)',
      from: FROM,
      to: null,
      gate: 'source',
      applies: isSolicitation,
      test: ({ source, person, strict }) => {
        if (source?.kind === 'LINKEDIN_RESTRICTED') return [deny('SOURCE_UNLAWFUL')]
        if (source?.kind !== 'SCRAPED') return []
        return [person === 'PROFESSIONAL' && !strict ? review('SOURCE_UNLAWFUL') : deny('SOURCE_UNLAWFUL')]
      },
    },
    {
      id: 'GDPR-5-2:documented-provenance',
      citation: 'GDPR 5(2), 7(1); CNIL SAN-2024-003 FORIOU, SAN-2025-001 Solocal',
      from: FROM,
      to: null,
      gate: 'source',
      applies: isSolicitation,
      test: ({ source }) =>
        denyIf(source?.kind === 'BOUGHT_FILE' && !source.provenanceDocumented, 'SOURCE_UNPROVEN'),
    },
    {
      id: 'GDPR-14:random-dialling',
      citation: 'CPCE L34-5; CNIL 26 Jan 2022',
      from: null,
      to: null,
      gate: 'source',
      applies: (situation) => !isService(situation),
      test: ({ source }) => denyIf(source?.kind === 'RANDOM_DIAL', 'RANDOM_DIALING'),
    },
    {
      id: 'R10:anti-prospecting',
      citation: 'CPCE R10, R10-1',
      from: null,
      to: null,
      gate: 'source',
      applies: (situation) => !isService(situation),
      test: ({ source }) => denyIf(source?.antiProspectingFlag === true, 'DIRECTORY_ANTI_PROSPECTING'),
    },
    {
      id: 'GDPR-14:notice',
      citation: 'GDPR 14(3)(b); CNIL SAN-2024-004 Hubside',
      from: FROM,
      to: null,
      gate: 'third-party',
      applies: isSolicitation,
      when: isThirdPartyData,
      test: ({ notice }) => denyIf(notice?.art14GivenOrPlanned !== true, 'ART14_NOTICE_MISSING'),
    },
    {
      id: 'GDPR-14:source-stated',
      citation: 'GDPR 14(2)(f)',
      from: FROM,
      to: null,
      gate: 'third-party',
      applies: isSolicitation,
      when: isThirdPartyData,
      // Nobody can state a source that nobody knows.
      test: ({ notice, source }) =>
        denyIf(notice?.sourceWillBeStated !== true || !source?.kind, 'SOURCE_NOT_DISCLOSED'),
    },
  ],
  duties: [
    {
      id: 'GDPR-14:tell',
      citation: 'GDPR 14(3)(b)',
      from: FROM,
      to: null,
      obligation: 'OB_ART14_NOTICE',
      applies: isSolicitation,
      when: isThirdPartyData,
    },
    {
      id: 'GDPR-14:state-source',
      citation: 'GDPR 14(2)(f)',
      from: FROM,
      to: null,
      obligation: 'OB_STATE_SOURCE',
      applies: isSolicitation,
      when: isThirdPartyData,
    },
  ],
}
