import {
  contactsOfEvents,
  endTurn,
  findWebhook,
  stepTurn,
  waitingDeliveries,
  type DeliveryResult,
  type WaitingDelivery,
  type WebhookLease,
} from '@constat/store'
import type { Deps } from '../platform/context.ts'
import { attemptDelivery } from './attempt.ts'
import { chooseDeliveries } from './choose.ts'
import { messageOf } from './message.ts'
import { nextAfter } from './retry.ts'
import { openWebhookSecrets } from './secret.ts'

/** What turns need. */
export type WebhookDeps = Pick<Deps, 'store' | 'keys' | 'clock' | 'random' | 'log' | 'observer' | 'webhooks'>

/** Longer than any step of a turn, which is a deadline of 10 s and two writes. */
export const LEASE = 30_000
const AT_ONCE = 16
const TAKE = 64
// So that a webhook with a long queue lets others have their turn where there are more than a server works on at once.
const MAX_STEPS = 50
const KEEP_ATTEMPTS = 30 * 24 * 3_600_000

const deliver = async (
  deps: WebhookDeps,
  url: string,
  delivery: WaitingDelivery,
  secrets: readonly Uint8Array[],
  stopping: AbortSignal,
): Promise<DeliveryResult | undefined> => {
  const { eventId, position, attempts } = delivery
  const attempted = await attemptDelivery(
    deps,
    { url, message: messageOf(delivery), eventId, secrets },
    stopping,
  )
  if (!attempted) return undefined
  const { attempt, posted } = attempted
  return { position, attempt, next: nextAfter(posted, attempts, deps.clock()) }
}

const choose = async ({ store, clock }: WebhookDeps, { scope, webhookId }: WebhookLease) => {
  const waiting = await waitingDeliveries(store.reader, scope, webhookId)
  const ids = waiting.map(({ eventId }) => eventId)
  return chooseDeliveries(waiting, await contactsOfEvents(store.reader, { scope, ids }), clock(), AT_ONCE)
}

// Its owner sees it in the state of the webhook, who runs the server in the log.
const tellDisabled = async (
  { store, log }: WebhookDeps,
  { scope, webhookId }: WebhookLease,
): Promise<void> => {
  const reason = (await findWebhook(store.reader, scope, webhookId))?.disabledReason
  if (reason && reason !== 'BY_HAND')
    log.warn({ tenantId: scope.tenantId, webhookId, reason }, 'a webhook was disabled')
}

/**
 * One turn of a webhook: tells it of what waits, sixteen events at once, until nothing is due. What becomes of them is on disk
 * before more is tried; what was sent and not written down yet is sent again by whoever has the next turn.
 *
 * @param stopping ends what is being sent; what is not known to have arrived is sent again.
 * @returns whether something is left that is due.
 * @throws StorageUnavailable; Error when a secret does not open
 */
export const takeWebhookTurn = async (
  deps: WebhookDeps,
  lease: WebhookLease,
  stopping: AbortSignal,
): Promise<boolean> => {
  const { store, clock } = deps
  const step = (results: readonly DeliveryResult[], take: number) => {
    const now = clock()
    return store.write((trx) => stepTurn(trx, { lease, now, until: now + LEASE, results, take }))
  }
  // Due at once, unless all that waits was looked at.
  let dueAt: number | null = clock()
  let target = await step([], TAKE)
  for (let steps = 0; target && !stopping.aborted && steps < MAX_STEPS; steps += 1) {
    const { url, more } = target
    const secrets = await openWebhookSecrets(deps, store.reader, lease.scope, lease.webhookId)
    const chosen = await choose(deps, lease)
    if (chosen.ready.length === 0 && more) {
      target = await step([], TAKE)
      continue
    }
    if (chosen.ready.length === 0) {
      dueAt = chosen.dueAt
      break
    }
    const results = await Promise.all(chosen.ready.map((each) => deliver(deps, url, each, secrets, stopping)))
    target = await step(
      results.filter((each) => each !== undefined),
      chosen.ready.length === AT_ONCE ? 0 : TAKE,
    )
  }
  if (!target) await tellDisabled(deps, lease)
  const now = clock()
  await store.write((trx) => endTurn(trx, lease, { now, dueAt, keepFrom: now - KEEP_ATTEMPTS }))
  return target !== undefined && dueAt !== null && dueAt <= now
}
