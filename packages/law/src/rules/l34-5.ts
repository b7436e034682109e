import {
  isAutomatonOrFax,
  isCollectedByAdvertiser,
  isCommercial,
  isConsumer,
  isElectronic,
  isNaturalPerson,
  isService,
  restsOn,
  type Contact,
  type Situation,
} from './contact.ts'
import { priorConsentGround } from './grounds.ts'
import type { Finding } from './provision.ts'
import {
  andAlso,
  deny,
  denyIf,
  fails,
  holds,
  NOT_INVOKED,
  review,
  type Ground,
  type LegalText,
} from './rule.ts'

const softOptInFlaws = (contact: Contact): readonly Finding[] => {
  const { relation, notice } = contact
  return [
    ...denyIf(relation?.saleMade !== true, 'SOFT_OPT_IN_NO_SALE'),
    ...denyIf(relation?.offerAnalogous !== true, 'SOFT_OPT_IN_NOT_ANALOGOUS'),
    ...denyIf(notice?.optoutOfferedAtCollection !== true, 'SOFT_OPT_IN_NO_OPTOUT_AT_COLLECTION'),
    ...denyIf(
      relation?.sameLegalEntity !== true || !isCollectedByAdvertiser(contact),
      'SOFT_OPT_IN_OTHER_ENTITY',
    ),
    ...denyIf(notice?.informedAtCollection !== true, 'NOT_INFORMED_AT_COLLECTION'),
  ]
}

/** Al. 4: the coordinate of one's own customer, for analogous offers, with a free objection at collection. */
const softOptIn: Ground = {
  id: 'L34-5:soft-opt-in',
  citation: 'CPCE L34-5 al. 4',
  from: null,
  to: null,
  test: (contact) => {
    const { relation, strict, purpose } = contact
    const related =
      relation !== null && (relation.saleMade || (relation.status !== null && relation.status !== 'NONE'))
    // A message whose only aim is to obtain consent offers nothing that could be analogous.
    if (!related || purpose === 'CONSENT_REQUEST') return NOT_INVOKED
    const flaws = softOptInFlaws(contact).map((flaw): Finding => ({ ...flaw, gate: 'exception' }))
    // D-3, D-22: whether an account paid for indirectly is a sale (CJEU C-654/23).
    const freemium = relation.freemium && flaws.length === 1 && flaws[0]?.code === 'SOFT_OPT_IN_NO_SALE'
    if (freemium && !strict) return fails(review('LAW_DOUBTFUL'))
    if (flaws.length > 0) return fails(...flaws)
    // D-1: al. 4 says courrier électronique only; the CNIL also admits automata and fax.
    return isAutomatonOrFax(contact) && strict
      ? fails({ ...deny('SOFT_OPT_IN_CHANNEL_DOUBT'), gate: 'exception' })
      : holds('OK_SOFT_OPT_IN', 'SOFT_OPT_IN')
  },
}

/** Al. 1-2: free, specific and informed consent to this means. */
const priorConsent = priorConsentGround({
  id: 'L34-5:consent',
  citation: 'CPCE L34-5 al. 1-2',
  from: null,
  to: null,
})

const isElectronicSolicitation = (situation: Situation): boolean =>
  isElectronic(situation) && !isService(situation)

/** CPCE L34-5: automated calls, fax and electronic mail. */
export const l34_5: LegalText = {
  prohibitions: [
    {
      id: 'L34-5:prior-consent',
      citation: 'CPCE L34-5 al. 1',
      from: null,
      to: null,
      applies: (situation) => isConsumer(situation) && isElectronic(situation) && isCommercial(situation),
      grounds: [priorConsent, softOptIn],
    },
  ],
  rules: [
    {
      id: 'L34-5:professional-automaton',
      citation: 'CPCE L34-5 al. 1; CNIL 26 Jan 2022 (D-4)',
      from: null,
      to: null,
      gate: 'consent',
      applies: (situation) =>
        situation.strict && !isConsumer(situation) && isAutomatonOrFax(situation) && isCommercial(situation),
      when: (contact) => !restsOn(contact, 'CONSENT'),
      test: () => [review('LAW_DOUBTFUL')],
    },
    {
      id: 'L34-5:sole-trader',
      citation: 'CPCE L34-5 al. 1 (D-5)',
      from: null,
      to: null,
      gate: 'audience',
      applies: (situation) =>
        !situation.strict &&
        situation.person === 'PROFESSIONAL' &&
        situation.channel === 'AUTOMATED_CALL' &&
        isCommercial(situation),
      when: (contact) => !restsOn(contact, 'CONSENT'),
      test: ({ professional }) =>
        professional?.kind === 'EMPLOYEE' || professional?.kind === 'EXECUTIVE'
          ? []
          : [review('B2B_SOLE_TRADER_DOUBT')],
    },
    {
      id: 'L34-5:identity',
      citation: 'CPCE L34-5 al. 5; C. conso. L221-16, L121-2',
      from: null,
      to: null,
      gate: 'form',
      applies: (situation) => !isService(situation),
      test: ({ message }) => denyIf(message?.identityStated === false, 'IDENTITY_CONCEALED'),
    },
    {
      id: 'L34-5:message',
      citation: 'CPCE L34-5 al. 5',
      from: null,
      to: null,
      gate: 'form',
      applies: isElectronicSolicitation,
      test: ({ message }) =>
        andAlso(
          denyIf(message?.optoutMeans === false, 'NO_OPTOUT_MEANS'),
          denyIf(message?.subjectTruthful === false, 'MISLEADING_SUBJECT'),
        ),
    },
    {
      id: 'L34-5:predictive',
      citation: 'CPCE L34-5, L32 32°; ARCEP 2022-1583 (D-19)',
      from: null,
      to: null,
      gate: 'consent',
      applies: (situation) =>
        situation.strict &&
        situation.channel === 'LIVE_CALL' &&
        isNaturalPerson(situation) &&
        isCommercial(situation),
      when: ({ dialing }) => dialing === 'PROGRESSIVE' || dialing === 'PREDICTIVE',
      test: ({ consentStanding, consent }) =>
        consentStanding?.valid === true && consent?.channels?.includes('AUTOMATED_CALL') === true
          ? []
          : [review('LAW_DOUBTFUL')],
    },
  ],
  consentTests: [
    {
      id: 'L34-5:channel-named',
      code: 'CONSENT_WRONG_CHANNEL',
      citation: 'CPCE L34-5 (« par ce moyen »); EDPB 05/2020',
      from: null,
      to: null,
      applies: () => true,
      holds: ({ channels }, { channel }) => channels?.includes(channel) === true,
    },
    {
      id: 'L34-5:recipient-named',
      code: 'CONSENT_RECIPIENT_UNNAMED',
      citation: 'CNIL SAN-2023-015 Canal+; CNIL partners sheet 28 Dec 2018; CJEU C-317/25 pending (D-6)',
      from: null,
      to: null,
      applies: () => true,
      holds: ({ recipientNaming }) => recipientNaming === 'NAMED',
    },
    {
      id: 'L34-5:advertiser-named',
      code: 'CONSENT_WRONG_ADVERTISER',
      citation:
        'CNIL SAN-2023-015 Canal+; CNIL partners sheet 28 Dec 2018; CJEU C-317/25 pending (D-6, D-15)',
      from: null,
      to: null,
      applies: () => true,
      holds: ({ advertisers, recipientNaming }, { advertiser }) =>
        recipientNaming !== 'NAMED' || (advertiser !== null && advertisers?.includes(advertiser) === true),
      // D-15: whether the consent follows a business that passes to another legal entity.
      isDoubtful: ({ successors }, { advertiser, strict }) =>
        !strict && advertiser !== null && successors?.includes(advertiser) === true,
    },
  ],
  duties: [
    {
      id: 'L34-5:state-identity',
      citation: 'CPCE L34-5 al. 5; C. conso. L221-16; GDPR 13, 14',
      from: null,
      to: null,
      obligation: 'OB_STATE_IDENTITY',
      applies: () => true,
    },
    {
      id: 'L34-5:offer-optout',
      citation: 'CPCE L34-5 al. 4-5; GDPR 21(2)-(4)',
      from: null,
      to: null,
      obligation: 'OB_OFFER_OPTOUT',
      applies: (situation) =>
        !isService(situation) && (situation.channel !== 'LIVE_CALL' || !isConsumer(situation)),
    },
  ],
}
