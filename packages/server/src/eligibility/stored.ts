import type { NoticeDocument } from '@constat/core/notice'
import type { ContactKind } from '@constat/core/vocabulary'
import type { History } from '@constat/law'
import type { Attempt, StateEvent, Store, TenantScope } from '@constat/store'
import { documentOf, noticesByIds } from '../notice/notice-cache.ts'
import { causal } from './causal.ts'
import { toHistory } from './history.ts'

/** What is known of a contact, in the words of the law. */
export type Known = {
  /** The tenant's latest event that could be seen. */
  readonly position: number
  /** What may bear on a decision, oldest first. */
  readonly events: readonly Pick<StateEvent, 'eventId'>[]
  readonly history: History
}

/** What is stored of a contact and may bear on a decision. */
export type Stored = {
  readonly position: number
  readonly events: readonly StateEvent[]
  readonly attempts: readonly Attempt[]
}

/** The notices that events tell of. A version never changes, so it needs no snapshot. */
export const documentsOf = async (
  store: Pick<Store, 'reader'>,
  tenant: TenantScope,
  stored: readonly Pick<Stored, 'events'>[],
): Promise<ReadonlyMap<string, NoticeDocument>> => {
  const ids = new Set<string>()
  for (const { events } of stored) for (const { noticeId } of events) if (noticeId !== null) ids.add(noticeId)
  const notices = await noticesByIds(store, tenant, [...ids])
  return new Map(notices.map((notice) => [notice.id, documentOf(notice)]))
}

/**
 * What is stored of a contact of this kind, in the words of the law.
 *
 * @param now when it is asked, epoch milliseconds: nothing that is stored is of later
 */
export const toKnown = (
  { position, events, attempts }: Stored,
  documents: ReadonlyMap<string, NoticeDocument>,
  kind: ContactKind,
  now: number,
): Known => ({
  position,
  events,
  history: toHistory({ events: causal(events, now), attempts }, documents, kind),
})
