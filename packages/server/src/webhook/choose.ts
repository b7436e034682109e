import type { ContactKind } from '@constat/core/vocabulary'
import type { WaitingDelivery } from '@constat/store'

/** A contact that an event is of. */
export type ContactOfEvent = {
  readonly eventId: string
  readonly kind: ContactKind
  readonly bidx: Uint8Array
}

/** Which events may be tried now. */
export type Chosen = {
  readonly ready: readonly WaitingDelivery[]
  /** When the first of the others may be; null when it waits for one of these, or there is none. */
  readonly dueAt: number | null
}

/**
 * Chooses what to try now so that a person's events arrive by position: an event waits for every earlier one that is of the same
 * contact or of the same submission, and for nobody else's.
 *
 * @param waiting by position.
 */
export const chooseDeliveries = (
  waiting: readonly WaitingDelivery[],
  contacts: readonly ContactOfEvent[],
  now: number,
  limit: number,
): Chosen => {
  const keysOf = new Map<string, string[]>()
  for (const { eventId, kind, bidx } of contacts) {
    const keys = keysOf.get(eventId) ?? []
    keys.push(`${kind} ${Buffer.from(bidx).toString('base64')}`)
    keysOf.set(eventId, keys)
  }
  const taken = new Set<string>()
  const ready: WaitingDelivery[] = []
  let dueAt: number | null = null
  for (const delivery of waiting) {
    const keys = [
      delivery.supersedes ?? delivery.eventId,
      delivery.eventId,
      ...(keysOf.get(delivery.eventId) ?? []),
    ]
    const isBehind = keys.some((key) => taken.has(key))
    for (const key of keys) taken.add(key)
    if (isBehind) continue
    if (delivery.dueAt <= now && ready.length < limit) ready.push(delivery)
    else dueAt = Math.min(dueAt ?? delivery.dueAt, delivery.dueAt)
  }
  return { ready, dueAt }
}
