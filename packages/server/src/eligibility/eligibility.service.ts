import type { NoticeDocument } from '@constat/core/notice'
import type { Channel, Profile, Purpose } from '@constat/core/vocabulary'
import {
  assess,
  InvalidQuestion,
  type Assessment,
  type EligibilityQuery,
  type History,
  type StatedFacts,
} from '@constat/law'
import { readContact, sectorOfGoods, type ConsentEvent, type TenantScope } from '@constat/store'
import { indexContact, readContactKey, type RawContacts } from '../consent/contacts.ts'
import type { Deps, Principal } from '../platform/context.ts'
import { inputError, issue, under } from '../platform/problem.ts'
import { noticesByIds } from '../notice/notice-cache.ts'
import { documentOf } from '../notice/notice.service.ts'
import { toHistory } from './history.ts'

const YEAR_MS = 366 * 24 * 60 * 60 * 1000

/** "May I contact this person, on this channel, for this, then?" */
export type EligibilityInput = {
  readonly contact: RawContacts
  readonly channel: Channel
  readonly advertiser: string
  readonly goods: string | null
  readonly purpose: Purpose
  /** Instant of the contact, epoch milliseconds; null for now. */
  readonly at: number | null
  readonly profile: Profile
  readonly facts: StatedFacts
}

/** An assessment with where and when it was made. */
export type Decision = Assessment & {
  readonly at: number
  readonly evaluatedAt: number
  readonly position: number
  readonly events: readonly ConsentEvent[]
}

const documentsOf = async (
  { store }: Deps,
  tenant: TenantScope,
  events: readonly ConsentEvent[],
): Promise<ReadonlyMap<string, NoticeDocument>> => {
  const ids = [...new Set(events.flatMap(({ noticeId }) => noticeId ?? []))]
  const notices = await noticesByIds(store, tenant, ids)
  return new Map(notices.map((notice) => [notice.id, documentOf(notice)]))
}

const assessOrRefuse = (history: History, profile: Profile, query: EligibilityQuery): Assessment => {
  try {
    return assess(history, query, { profile })
  } catch (error) {
    if (error instanceof InvalidQuestion) throw inputError(under(['input'], error.issues))
    throw error
  }
}

/**
 * Decides whether a contact may be made, from what is stored of it and what the caller adds.
 *
 * @throws GraphQLError INVALID_INPUT when the contact or the instant is none.
 */
export const checkEligibility = async (
  deps: Deps,
  { tenant }: Principal,
  input: EligibilityInput,
): Promise<Decision> => {
  const { store } = deps
  const evaluatedAt = deps.clock()
  const at = input.at ?? evaluatedAt
  const contact = readContactKey(input.contact, ['input', 'contact'])
  const issues = [
    ...(contact.ok ? [] : contact.issues),
    ...(at > evaluatedAt + YEAR_MS
      ? [issue(['input', 'at'], 'within-a-year', 'Ask at most a year ahead.')]
      : []),
  ]
  if (issues.length > 0 || !contact.ok) throw inputError(issues)
  const { kind, bidx } = indexContact(deps, tenant.tenantId, contact.value)
  const stored = await readContact(store.reader, tenant, { kind, bidx: [bidx] })
  const documents = await documentsOf(deps, tenant, stored.events)
  const sector = input.goods === null ? undefined : await sectorOfGoods(store.reader, tenant, input.goods)
  const assessment = assessOrRefuse(toHistory(stored, documents, kind), input.profile, {
    contact: contact.value,
    channel: input.channel,
    advertiser: input.advertiser,
    goods: input.goods,
    purpose: input.purpose,
    at,
    sector: sector ?? null,
    facts: input.facts,
  })
  const relied = new Set(assessment.evidence)
  return {
    ...assessment,
    at,
    evaluatedAt,
    position: stored.position,
    events: stored.events.filter(({ eventId }) => relied.has(eventId)),
  }
}
