import { ofOneOwner, owner } from '../scope.ts'
import type { Writer } from '../store.ts'
import { insertWebhookAttempts, type WebhookAttempt } from './attempt.ts'
import type { WebhookLease } from './lease.ts'
import { disableWebhook } from './webhook.ts'

/** What became of one event in a turn. */
export type DeliveryResult = {
  readonly position: number
  readonly attempt: WebhookAttempt
  readonly next:
    | { readonly state: 'DELIVERED' }
    | { readonly state: 'WAITING'; readonly dueAt: number }
    | { readonly state: 'DEAD' }
}

/**
 * Keeps what became of events: what was delivered waits no longer, what failed waits for its next attempt or is dead. A webhook is
 * disabled when an event died and nothing came through since its first attempt, or when it says that it is gone.
 *
 * @param isHeld whether the lease stands; otherwise whoever has it counts its own attempts.
 */
export const settleDeliveries = async (
  trx: Writer,
  { scope, webhookId }: WebhookLease,
  results: readonly DeliveryResult[],
  isHeld: boolean,
): Promise<void> => {
  const ofWebhook = { ...owner(scope), webhook_id: webhookId }
  const positionsOf = (state: 'DELIVERED' | 'DEAD'): number[] =>
    results.filter(({ next }) => next.state === state).map(({ position }) => position)
  await insertWebhookAttempts(
    trx,
    scope,
    webhookId,
    results.map(({ attempt }) => attempt),
  )
  const delivered = positionsOf('DELIVERED')
  if (delivered.length > 0) {
    await trx
      .deleteFrom('webhook_delivery')
      .where((eb) => eb.and(ofWebhook))
      .where('position', 'in', delivered)
      .execute()
    const at = Math.max(
      ...results.filter(({ next }) => next.state === 'DELIVERED').map(({ attempt }) => attempt.at),
    )
    await trx
      .updateTable('webhook')
      .set({ delivered_at: at })
      .where((eb) => eb.and(ofWebhook))
      .execute()
  }
  if (!isHeld) return
  for (const { position, attempt, next } of results) {
    if (next.state === 'DELIVERED') continue
    await trx
      .updateTable('webhook_delivery')
      .set((eb) => ({
        attempts: eb('attempts', '+', 1),
        first_at: eb.fn.coalesce('first_at', eb.val(attempt.at)),
        ...(next.state === 'DEAD' ? { state: 'DEAD' as const, dead_at: attempt.at } : { due_at: next.dueAt }),
      }))
      .where((eb) => eb.and({ ...ofWebhook, position, state: 'WAITING' }))
      .execute()
  }
  const dead = positionsOf('DEAD')
  if (dead.length > 0) {
    const exhausted = await trx
      .selectFrom('webhook as w')
      .innerJoin('webhook_delivery as d', (join) => join.on(ofOneOwner('d', 'w', 'webhook_id')))
      .select(['d.dead_at as deadAt'])
      .where('w.log_id', '=', scope.logId)
      .where('w.tenant_id', '=', scope.tenantId)
      .where('w.webhook_id', '=', webhookId)
      .where('d.position', 'in', dead)
      .where((eb) =>
        eb.or([eb('w.delivered_at', 'is', null), eb('w.delivered_at', '<', eb.ref('d.first_at'))]),
      )
      .executeTakeFirst()
    if (exhausted) await disableWebhook(trx, scope, webhookId, 'RETRIES_EXHAUSTED', exhausted.deadAt ?? 0)
  }
  const gone = results.find(({ attempt }) => attempt.outcome === 'GONE')
  if (gone) await disableWebhook(trx, scope, webhookId, 'GONE', gone.attempt.at)
}
