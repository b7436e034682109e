import type { DeliveryResult } from '@constat/store'
import type { Posted } from './post.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** From a failed attempt to the next, milliseconds; after the last of them the event is a dead letter. */
export const RETRY_DELAYS = [
  5_000,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
] as const

/**
 * What becomes of an event after an attempt.
 *
 * @param before how many attempts were made before this one.
 * @param now when this one ended.
 */
export const nextAfter = ({ outcome }: Posted, before: number, now: number): DeliveryResult['next'] => {
  if (outcome === 'DELIVERED') return { state: 'DELIVERED' }
  // Its webhook is disabled, and the event stays for whoever enables it.
  if (outcome === 'GONE') return { state: 'WAITING', dueAt: now }
  const delay = RETRY_DELAYS[before]
  return delay === undefined ? { state: 'DEAD' } : { state: 'WAITING', dueAt: now + delay }
}
