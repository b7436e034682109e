import { isWithinContract } from './contact.ts'
import type { Provision } from './provision.ts'
import { deny, fails, holds, NOT_INVOKED, type Ground } from './rule.ts'

const BOTH_CONTRACT_FLAWS = {
  CONTRACT_ENDED: 'CONTRACT_ENDED',
  CONTRACT_CURRENT: 'CONTRACT_UNRELATED_OFFER',
} as const

/** Why a contract does not help: it has ended, or the offer has nothing to do with it; null when there is none or it helps. */
export const contractFlaw = (contact: Parameters<typeof isWithinContract>[0]) => {
  const status = contact.relation?.status
  return (status === 'CONTRACT_ENDED' || status === 'CONTRACT_CURRENT') && !isWithinContract(contact)
    ? BOTH_CONTRACT_FLAWS[status]
    : null
}

/** Consent that satisfies every condition of law.md §3.6. */
export const consentGround: Ground = {
  id: 'GDPR-6:consent',
  citation: 'GDPR 6(1)(a), 7',
  from: null,
  to: null,
  test: ({ consentStanding, consent }) => {
    if (consentStanding === null) return NOT_INVOKED
    return consentStanding.valid
      ? { holds: true, code: 'OK_CONSENT_VALID', basis: 'CONSENT', slot: consent?.slot ?? null }
      : fails(...consentStanding.defects)
  },
}

/** The same where a text forbids contact without consent: its absence is the reason. */
export const priorConsentGround = (text: Provision): Ground => ({
  ...text,
  test: (contact) =>
    contact.consentStanding === null ? fails(deny('NO_CONSENT')) : consentGround.test(contact),
})

/** Solicitation within a running contract and related to its object. */
export const contractGround: Ground = {
  id: 'L223-1:running-contract',
  citation: 'C. conso. L223-1 al. 4 (to 2026-08-10: al. 2)',
  from: '2020-07-26',
  to: null,
  test: (contact) => {
    if (isWithinContract(contact)) return holds('OK_CURRENT_CONTRACT', 'LEGITIMATE_INTEREST')
    const flaw = contractFlaw(contact)
    return flaw ? fails({ ...deny(flaw), gate: 'exception' }) : NOT_INVOKED
  },
}

/** Newspapers and magazines. */
export const pressGround: Ground = {
  id: 'L223-5:press',
  citation: 'C. conso. L223-5',
  from: '2020-07-26',
  to: null,
  test: ({ purpose }) =>
    purpose === 'PRESS_SUBSCRIPTION' ? holds('OK_PRESS_EXCEPTION', 'LEGITIMATE_INTEREST') : NOT_INVOKED,
}

/** Prospecting that the person may stop, where no text asks for consent. */
export const optoutGround: Ground = {
  id: 'GDPR-6:optout',
  citation: 'GDPR 6(1)(f), rec. 47; CNIL 6 Dec 2019',
  from: '2018-05-25',
  to: null,
  test: () => holds('OK_LEGIT_INTEREST_OPTOUT', 'LEGITIMATE_INTEREST'),
}
