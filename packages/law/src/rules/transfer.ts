import { CHANNELS, type Channel, type Profile } from '@constat/core/vocabulary'
import { parisDate } from '../calendar/time-zone.ts'
import { consentStanding } from '../decision/consent-standing.ts'
import type { Decision } from '../decision/decision.ts'
import { judge, type Approval, type Check } from '../decision/judge.ts'
import type { Consent, TransferDataFacts } from '../question/question.ts'
import type { LawDate } from '../calendar/law-date.ts'
import { isCall, isElectronic } from './contact.ts'
import { consentLawOf } from './pack.ts'
import { inForce, type Provision } from './provision.ts'

type Transfer = TransferDataFacts & { readonly date: LawDate; readonly strict: boolean }

// Which use is meant is not known: then any may be.
const channelsOf = ({ useChannels }: Transfer): readonly Channel[] =>
  useChannels === null || useChannels.length === 0 ? CHANNELS : useChannels

const CITATION = 'CNIL partners sheet 28 Dec 2018; CPCE L34-5; C. conso. L223-1 al. 1'

/** What the recipient may do only with consent: for what cannot be done so, nothing may be passed on. */
const NEEDING_CONSENT: readonly (Provision & { readonly covers: (channel: Channel) => boolean })[] = [
  {
    id: 'transfer:consent-given',
    citation: CITATION,
    from: null,
    to: null,
    covers: (channel) => isElectronic({ channel }),
  },
  {
    id: 'L223-1-v2026:transfer',
    citation: CITATION,
    from: '2026-08-11',
    to: null,
    covers: (channel) => channel === 'LIVE_CALL',
  },
]

const needsConsent = (channel: Channel, date: LawDate): boolean =>
  NEEDING_CONSENT.some((provision) => inForce(provision, date) && provision.covers(channel))

const standingOf = (consent: Consent, transfer: Transfer, channel: Channel) =>
  consentStanding(consentLawOf(transfer.date, { channel, strict: transfer.strict }), consent, {
    at: transfer.at,
    date: transfer.date,
    strict: transfer.strict,
    channel,
    advertiser: transfer.recipient,
    // Passing a number on offers nothing yet: the goods are judged at each contact.
    goods: consent.goods?.[0] ?? null,
    age: null,
  })

const standingFor = (transfer: Transfer, channel: Channel) =>
  transfer.consent === null ? null : standingOf(transfer.consent, transfer, channel)

const consentChannels = (transfer: Transfer): readonly Channel[] =>
  channelsOf(transfer).filter((channel) => needsConsent(channel, transfer.date))

const defects = (transfer: Transfer): readonly Check<Transfer>[] => {
  const seen = consentChannels(transfer).flatMap((channel) => standingFor(transfer, channel)?.defects ?? [])
  return seen.map(({ code, weight, by }) => ({
    id: by?.id ?? 'transfer:consent',
    citation: by?.citation ?? CITATION,
    from: null,
    to: null,
    code,
    isDoubtful: weight === 'REVIEW',
    applies: () => true,
    holds: () => false,
  }))
}

/** Passing a coordinate on: consent naming the recipient, or information and objection where that is enough. */
const CHECKS: readonly Check<Transfer>[] = [
  {
    id: 'L223-3:file-sale',
    citation: 'C. conso. L223-3 (to 2026-08-10)',
    from: '2020-07-26',
    to: '2026-08-10',
    code: 'BLOCTEL_FILE_SALE_BAN',
    applies: (transfer) =>
      transfer.fileContainsBloctelNumbers === true ||
      channelsOf(transfer).some((channel) => isCall({ channel })),
    holds: ({ fileContainsBloctelNumbers }) => fileContainsBloctelNumbers === false,
  },
  ...NEEDING_CONSENT.map(({ id, citation, from, to, covers }): Check<Transfer> => ({
    id,
    citation,
    from,
    to,
    code: 'NO_CONSENT',
    applies: (transfer) => channelsOf(transfer).some(covers),
    holds: ({ consent }) => consent !== null,
  })),
  {
    id: 'transfer:informed',
    citation: 'GDPR 13, 21(4); CNIL partners sheet 28 Dec 2018',
    from: null,
    to: null,
    code: 'NOT_INFORMED_AT_COLLECTION',
    applies: (transfer) =>
      channelsOf(transfer).some(
        (channel) => !needsConsent(channel, transfer.date) && standingFor(transfer, channel)?.valid !== true,
      ),
    holds: ({ notice }) => notice?.informedOfTransfer === true && notice.optoutOffered,
  },
]

const BY_CONSENT: Approval = {
  id: 'transfer:by-consent',
  citation: CITATION,
  from: null,
  to: null,
  code: 'OK_CONSENT_VALID',
  basis: 'CONSENT',
}

const BY_INTEREST: Approval = {
  id: 'transfer:by-interest',
  citation: 'GDPR 6(1)(f); CNIL partners sheet 28 Dec 2018',
  from: null,
  to: null,
  code: 'OK_LEGIT_INTEREST_OPTOUT',
  basis: 'LEGITIMATE_INTEREST',
}

/** Every provision of passing data on, for those who print or test the law. */
export const TRANSFER_PROVISIONS: readonly Provision[] = [...CHECKS, BY_CONSENT, BY_INTEREST]

/** May this person's coordinate be passed on for these uses (law.md X3, X4). */
export const decideTransfer = (facts: TransferDataFacts, profile: Profile): Decision => {
  const transfer = { ...facts, date: parisDate(facts.at), strict: profile === 'strict' }
  const byConsent = consentChannels(transfer).length > 0
  return judge(
    [...CHECKS, ...defects(transfer)],
    transfer,
    transfer.date,
    byConsent ? BY_CONSENT : BY_INTEREST,
  )
}
