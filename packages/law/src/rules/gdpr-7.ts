import type { ConsentMethod } from '../question/words.ts'
import { isCall } from './contact.ts'
import type { ConsentTest, LegalText } from './rule.ts'

const ACTS: readonly (ConsentMethod | null)[] = [
  'UNTICKED_BOX',
  'DOUBLE_OPT_IN',
  'PAPER_SIGNED',
  'ORAL_RECORDED',
]
const BUNDLED: readonly (ConsentMethod | null)[] = ['TERMS_ACCEPTANCE']
const PRETICKED: readonly (ConsentMethod | null)[] = ['PRETICKED_BOX']

const ALWAYS = { from: null, to: null, applies: () => true } as const

const GOODS_WHEN_NAMED: Pick<ConsentTest, 'code' | 'citation' | 'holds'> = {
  code: 'CONSENT_WRONG_PURPOSE',
  citation: 'GDPR 5(1)(b)',
  holds: ({ goods: named }, { goods }) =>
    named !== null && (named.length === 0 || (goods !== null && named.includes(goods))),
}

/** GDPR art. 4(11), 7 and 8: what makes a consent valid, whatever the means of contact. */
export const gdpr7: LegalText = {
  consentTests: [
    {
      ...ALWAYS,
      id: 'GDPR-4-11:not-preticked',
      code: 'CONSENT_PRETICKED',
      citation: 'CJEU C-673/17 Planet49, C-61/19 Orange România; CNIL 26 Jan 2022; C. conso. R223-1 II',
      holds: ({ method }) => !PRETICKED.includes(method),
    },
    {
      ...ALWAYS,
      id: 'GDPR-4-11:positive-act',
      code: 'CONSENT_NO_POSITIVE_ACT',
      citation: 'GDPR 4(11); CJEU C-673/17 Planet49; C. conso. R223-1 II',
      holds: ({ method }) => ACTS.includes(method) || BUNDLED.includes(method) || PRETICKED.includes(method),
    },
    {
      ...ALWAYS,
      id: 'GDPR-7-2:separate-from-terms',
      code: 'CONSENT_BUNDLED_TERMS',
      citation: 'GDPR 7(2); CE 11 Mar 2015 368624; CNIL 26 Jan 2022',
      holds: ({ method, separateFromTerms }) => !BUNDLED.includes(method) && separateFromTerms === true,
    },
    {
      ...ALWAYS,
      id: 'GDPR-7-4:freely-given',
      code: 'CONSENT_CONDITIONAL',
      citation: 'GDPR 7(4); C. conso. L121-11 (telephone, from 2 July 2025)',
      holds: ({ freelyGiven }) => freelyGiven === true,
    },
    {
      ...ALWAYS,
      id: 'GDPR-4-11:no-deceptive-design',
      code: 'CONSENT_DECEPTIVE_DESIGN',
      citation:
        'CNIL SAN-2023-025 Tagadamedia, SAN-2024-003 FORIOU, SAN-2024-004 Hubside, SAN-2025-001 Solocal',
      holds: ({ deceptiveDesign }) => deceptiveDesign === false,
    },
    {
      ...ALWAYS,
      ...GOODS_WHEN_NAMED,
      id: 'GDPR-5-1-b:goods',
      applies: (use) => !isCall(use),
    },
    {
      ...ALWAYS,
      ...GOODS_WHEN_NAMED,
      id: 'GDPR-5-1-b:goods-by-phone',
      // From the next day R223-1 asks more of calls.
      to: '2026-08-10',
      applies: isCall,
    },
    {
      ...ALWAYS,
      id: 'GDPR-7-1:given-before',
      code: 'CONSENT_NOT_YET_GIVEN',
      citation: 'C. conso. L223-1 al. 1; GDPR 4(11)',
      holds: ({ givenAt }, { at }) => givenAt !== null && givenAt <= at,
    },
    {
      ...ALWAYS,
      id: 'GDPR-7-3:not-withdrawn',
      code: 'CONSENT_WITHDRAWN',
      citation: 'GDPR 7(3); C. conso. R223-3',
      holds: ({ withdrawnAt }, { at }) => withdrawnAt === null || at < withdrawnAt,
    },
    {
      ...ALWAYS,
      id: 'GDPR-8:minor',
      code: 'CONSENT_MINOR_UNDER_15',
      citation: 'GDPR 8; LIL 45',
      holds: ({ parentalJoint }, { age }) => age === null || age >= 15 || parentalJoint,
    },
    {
      ...ALWAYS,
      id: 'GDPR-7-1:provable',
      code: 'CONSENT_PROOF_MISSING',
      citation: 'GDPR 7(1); C. conso. L223-1 al. 3, R223-2; CNIL SAN-2025-001 Solocal',
      holds: ({ proof }) => proof === 'COMPLETE',
    },
  ],
}
