import type { Profile } from '@constat/core/vocabulary'
import { addDays } from '../calendar/law-date.ts'
import { parisDate } from '../calendar/time-zone.ts'
import type { Consent } from '../question/question.ts'
import type { InformedOf } from '../question/words.ts'
import { covers } from '../rules/opposition.ts'
import type { History, StoredChoice } from './history.ts'

const ITEMS: { readonly [item in InformedOf]: string } = {
  PROFESSIONAL_ID: 'NR_PRO_ID',
  GOODS_NATURE: 'NR_GOODS',
  CHOICE: 'NR_CHOICE',
  PERIOD: 'NR_PERIOD',
  WITHDRAWAL: 'NR_WITHDRAWAL',
  DURABLE_ACCESS: 'NR_DURABLE_ACCESS',
}

const informedOf = ({ noticeItems }: StoredChoice): InformedOf[] =>
  Object.entries(ITEMS).flatMap(([item, id]) => (noticeItems.includes(id) ? [item as InformedOf] : []))

/** When the person answered: what we recorded, or for imports what the importer claims. */
export const givenAt = ({ provenance, occurredAt, recordedAt }: StoredChoice): number =>
  provenance === 'IMPORTED' ? occurredAt : recordedAt

/** The withdrawals that reach a choice as far as this advertiser goes, in their order: earliest first. */
export const withdrawalsFor = ({ withdrawals }: StoredChoice, advertiser: string) =>
  withdrawals.filter(({ advertisers }) => advertisers.length === 0 || advertisers.includes(advertiser))

/** Whether the person answered us, not someone who sold us the answer. */
export const isDirect = ({ provenance }: StoredChoice): boolean =>
  provenance !== 'IMPORTED' && provenance !== 'CERTIFIED'

// Anyone can type another's number into a form: after a no, the form alone does not prove who said yes.
const followsRefusal = (choice: StoredChoice, history: History, advertiser: string): boolean => {
  const given = givenAt(choice)
  return (
    history.objections.some(
      ({ at, scope, advertisers }) =>
        at <= given &&
        covers(scope, choice.channel) &&
        (advertisers === null || advertisers.includes(advertiser)),
    ) ||
    history.choices.some(
      (other) =>
        other.channel === choice.channel && withdrawalsFor(other, advertiser).some(({ at }) => at <= given),
    ) ||
    history.states.some(({ state, at }) => state === 'ERASED' && at <= given)
  )
}

const isProven = (choice: StoredChoice, history: History, advertiser: string, profile: Profile): boolean => {
  if (choice.flags.includes('UNTRUSTED_ACT')) return false
  if (profile === 'standard') return true
  if (choice.provenance === 'IMPORTED') return false
  return choice.provenance !== 'SITE_CHALLENGED' || !followsRefusal(choice, history, advertiser)
}

/** A granted choice as the consent of a law question (architecture.md, "Semantics"). */
export const toConsent = (
  choice: StoredChoice,
  history: History,
  advertiser: string,
  profile: Profile,
): Consent & { readonly givenAt: number } => {
  const given = givenAt(choice)
  return {
    givenAt: given,
    channels: [choice.channel],
    goods: choice.goods.map(({ key }) => key),
    advertisers: [...choice.advertisers],
    successors: null,
    recipientNaming: 'NAMED',
    method: choice.provenance === 'CONFIRMED' ? 'DOUBLE_OPT_IN' : 'UNTICKED_BOX',
    separateFromTerms: true,
    freelyGiven: true,
    deceptiveDesign: choice.flags.some((flag) => flag !== 'UNTRUSTED_ACT'),
    informedOf: informedOf(choice),
    periodEnd: choice.periodDays === null ? null : addDays(parisDate(given), choice.periodDays - 1),
    tacitRenewalClause: false,
    proof: isProven(choice, history, advertiser, profile) ? 'COMPLETE' : 'INCOMPLETE',
    withdrawnAt: withdrawalsFor(choice, advertiser)[0]?.at ?? null,
    slot: choice.slot === null ? null : { ...choice.slot },
    outOfHours: false,
    parentalJoint: false,
  }
}
