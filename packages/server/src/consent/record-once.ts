import {
  eventsByIds,
  findIdempotency,
  recordEvents,
  type ConsentEvent,
  type IdempotencyEntry,
  type NewEvents,
  type TenantScope,
} from '@constat/store'
import { pledgeOf, type Pledge } from '../log/pledge.ts'
import type { Deps } from '../platform/context.ts'
import { idempotencyMismatch, type IdempotencyMismatch } from '../platform/problem.ts'
import { fingerprint, sameInput } from './idempotency.ts'

/** An operation under its idempotency key. */
export type Once = {
  /** Name of the mutation. */
  readonly operation: string
  readonly key: string
  /** What was asked, normalised: what two inputs must share to be the same. */
  readonly asked: unknown
  /** Epoch milliseconds. */
  readonly recordedAt: number
}

/**
 * Records what an operation brings once: the events, or for the same input under the same key those of the first time.
 * `build` is called only when the key is free, with what statements say of the log.
 */
export const recordOnce = async (
  deps: Deps,
  tenant: TenantScope,
  { operation, key, asked, recordedAt }: Once,
  build: (pledge: Pledge) => Pick<NewEvents, 'events' | 'attempts'>,
): Promise<readonly ConsentEvent[] | IdempotencyMismatch> => {
  const { store } = deps
  const print = fingerprint(deps, tenant, operation, asked)
  const replay = async (entry: IdempotencyEntry) =>
    sameInput(entry, print)
      ? eventsByIds(store.reader, tenant, entry.eventIds)
      : idempotencyMismatch(entry.createdAt)

  const earlier = await findIdempotency(store.reader, tenant, operation, key)
  if (earlier) return replay(earlier)
  const built = build(await pledgeOf(deps, store.reader, tenant))
  const outcome = await store.write((trx) =>
    recordEvents(trx, tenant, {
      ...built,
      idempotency: { operation, key, fingerprint: print, createdAt: recordedAt },
    }),
  )
  if (outcome.outcome === 'IDEMPOTENCY_TAKEN') return replay(outcome.entry)
  const positions = outcome.outcome === 'RECORDED' ? outcome.positions : []
  return built.events.map((event, index) => ({ ...event, position: positions[index] ?? 0 }))
}
