import type { Channel, LegalBasis, Purpose, Sector } from '@constat/core/vocabulary'
import type { LawDate } from '../calendar/law-date.ts'
import type { ContactFacts } from '../question/question.ts'
import type { ReasonCode } from '../decision/reason-code.ts'
import type { Finding, Provision } from './provision.ts'

/** Whose rules protect the person contacted, once the audience is resolved (gate 6). */
export type Protected = 'CONSUMER' | 'PROFESSIONAL' | 'ENTITY'

/**
 * What decides which texts speak: who is contacted, by what means, for what, and how doubts are read. The provisions
 * that apply to a situation are looked up once (`pack.ts`).
 */
export type Situation = {
  readonly person: Protected
  readonly channel: Channel
  readonly purpose: Purpose
  readonly sector: Sector
  /** Whether every doubt counts against contact (law.md §3.9). */
  readonly strict: boolean
}

/** To what a consent is put: what §3.6 is judged against. */
export type ConsentUse = {
  readonly at: number
  readonly date: LawDate
  readonly strict: boolean
  readonly channel: Channel
  readonly advertiser: string | null
  readonly goods: string | null
  readonly age: number | null
}

/** Whether the consent of a question is valid for the use asked about; null when there is none. */
export type ConsentStanding = {
  readonly valid: boolean
  readonly defects: readonly Finding[]
  /** Ids of the conditions it was held against. */
  readonly ruleIds: readonly string[]
} | null

/** A ground that bears the contact. */
export type Held = {
  readonly code: ReasonCode
  readonly basis: LegalBasis | null
  /** The precise time to which the person limited it. */
  readonly slot: { readonly start: number; readonly end: number } | null
  readonly ground: Provision
}

/** The facts of a contact with what follows from them; what the rules of contact read. */
export type Contact = Omit<
  ContactFacts,
  'audience' | 'purpose' | 'sector' | 'timeZone' | 'territory' | 'attemptDates'
> &
  Situation & {
    /** Date of the contact in Paris. */
    readonly date: LawDate
    readonly goods: string | null
    readonly timeZone: string
    readonly territory: string
    readonly attemptDates: readonly LawDate[]
    /** What gate 6 has to say of the audience. */
    readonly audienceFindings: readonly Finding[]
    readonly consentStanding: ConsentStanding
    /** Whether a call-back was asked for, is proven and covers this contact (R223-4); null when none is at stake. */
    readonly callbackFindings: readonly Finding[] | null
    /** The grounds that bear the contact, in the order of their texts; empty while none is established. */
    readonly held: readonly Held[]
  }

/** *Voie téléphonique*: a call, by a person or by an automaton. */
export const isCall = ({ channel }: { readonly channel: Channel }): boolean =>
  channel === 'LIVE_CALL' || channel === 'AUTOMATED_CALL'

/** *Courrier électronique* in the sense of CPCE L34-5 (CJEU C-102/20). */
export const isElectronicMail = ({ channel }: { readonly channel: Channel }): boolean =>
  channel === 'SMS' || channel === 'EMAIL' || channel === 'SOCIAL_MESSAGE'

/** Whether CPCE L34-5 governs the means: automated calling machine, fax or electronic mail. */
export const isElectronic = ({ channel }: { readonly channel: Channel }): boolean =>
  channel === 'AUTOMATED_CALL' ||
  channel === 'FAX' ||
  channel === 'SMS' ||
  channel === 'EMAIL' ||
  channel === 'SOCIAL_MESSAGE'

/** An automated calling machine or a fax, which CPCE L34-5 names beside electronic mail. */
export const isAutomatonOrFax = ({ channel }: { readonly channel: Channel }): boolean =>
  channel === 'AUTOMATED_CALL' || channel === 'FAX'

/** A consumer, or someone treated as one. */
export const isConsumer = ({ person }: Situation): boolean => person === 'CONSUMER'

/** A natural person: only their data are personal data (GDPR rec. 14). */
export const isNaturalPerson = ({ person }: Situation): boolean => person !== 'ENTITY'

/** A service message: neither prospecting nor another solicitation (gate 3). */
export const isService = ({ purpose }: Situation): boolean => purpose === 'CONTRACT_PERFORMANCE'

/** Charity, politics, polls, public service: outside *prospection commerciale*. */
export const isNonCommercial = ({ purpose }: Situation): boolean =>
  purpose === 'NON_COMMERCIAL_CHARITY' ||
  purpose === 'NON_COMMERCIAL_POLITICAL' ||
  purpose === 'SURVEY' ||
  purpose === 'PUBLIC_SERVICE'

/** Commercial prospecting, and what counts as such: press offers, requests for consent, call-backs. */
export const isCommercial = (situation: Situation): boolean =>
  !isService(situation) && !isNonCommercial(situation)

/** A prospecting call to a consumer: what C. conso. L221-16 s. and L223-1 s. govern. */
export const isConsumerCall = (situation: Situation): boolean =>
  isConsumer(situation) && isCall(situation) && isCommercial(situation)

/** A running contract to which the offer relates: *contrat en cours d'exécution* (C. conso. L223-1 al. 4). */
export const isWithinContract = ({ relation }: Contact): boolean =>
  relation?.status === 'CONTRACT_CURRENT' && relation.offerRelatedToContract

/** Whether the contact rests on this basis. */
export const restsOn = ({ held }: Contact, basis: LegalBasis): boolean => {
  for (const ground of held) if (ground.basis === basis) return true
  return false
}

/** Whether the asked-for call-back covers this contact. */
export const isCallbackCovered = ({ callbackFindings }: Contact): boolean => callbackFindings?.length === 0

/** Whether the advertiser is known to have collected the coordinate, and how. */
export const isCollectedByAdvertiser = ({ source, advertiser }: Contact): boolean =>
  advertiser !== null && source?.kind != null && source.collector === advertiser

/** Whether someone else is known to have. */
export const isCollectedByOther = ({ source, advertiser }: Contact): boolean =>
  advertiser !== null && source?.collector != null && source.collector !== advertiser

/**
 * From when on a no said at an instant is answered by a later yes of the person for this very contact: at once, or where
 * she limited the yes to a precise time, from its start. Null while there is no such yes.
 */
export const renewedFrom = (contact: Contact, instant: number): number | null => {
  const { consent, consentStanding, callback, at } = contact
  const starts: number[] = []
  if (consentStanding?.valid === true && consent?.givenAt != null && consent.givenAt > instant)
    starts.push(consent.slot?.start ?? at)
  if (isCallbackCovered(contact) && callback?.requestedAt != null && callback.requestedAt > instant)
    starts.push(callback.slot?.start ?? at)
  return starts.length === 0 ? null : Math.min(...starts)
}
