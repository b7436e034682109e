import { owner } from '../scope.ts'
import type { Handle, TenantScope, Writer } from '../store.ts'

/** An event that a webhook could not be told of in all its retries. */
export type DeadLetter = {
  readonly eventId: string
  readonly position: number
  readonly attempts: number
  readonly deadAt: number
}

/** A page of dead letters by position. */
export type DeadLettersPage = { readonly deadLetters: readonly DeadLetter[]; readonly hasNextPage: boolean }

/** How many events wait for a webhook to be told of them, and how many never were. */
export type DeliveryCounts = { readonly waiting: number; readonly dead: number }

/** Counts what was taken over and is not delivered. */
export const countDeliveries = async (
  db: Handle,
  scope: TenantScope,
  webhookId: string,
): Promise<DeliveryCounts> => {
  const rows = await db
    .selectFrom('webhook_delivery')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId }))
    .groupBy('state')
    .execute()
  const countOf = (state: 'WAITING' | 'DEAD'): number => rows.find((row) => row.state === state)?.count ?? 0
  return { waiting: countOf('WAITING'), dead: countOf('DEAD') }
}

/** The dead letters of a webhook by position, `first` of them after a position. */
export const deadLettersPage = async (
  db: Handle,
  scope: TenantScope,
  webhookId: string,
  { first, after = 0 }: { readonly first: number; readonly after?: number | undefined },
): Promise<DeadLettersPage> => {
  const rows = await db
    .selectFrom('webhook_delivery')
    .select(['event_id as eventId', 'position', 'attempts', 'dead_at as deadAt'])
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId, state: 'DEAD' }))
    .where('position', '>', after)
    .orderBy('position')
    .limit(first + 1)
    .execute()
  return {
    deadLetters: rows.slice(0, first).map((row) => ({ ...row, deadAt: row.deadAt ?? 0 })),
    hasNextPage: rows.length > first,
  }
}

const wake = async (trx: Writer, scope: TenantScope, webhookId: string, now: number): Promise<void> => {
  await trx
    .updateTable('webhook')
    .set({ due_at: now })
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId }))
    .execute()
}

/** Has a webhook told of one event again, with all its retries before it. */
export const resendToWebhook = async (
  trx: Writer,
  scope: TenantScope,
  webhookId: string,
  event: { readonly eventId: string; readonly position: number },
  now: number,
): Promise<void> => {
  const fresh = { state: 'WAITING', attempts: 0, first_at: null, due_at: now, dead_at: null } as const
  await trx
    .insertInto('webhook_delivery')
    .values({
      ...owner(scope),
      webhook_id: webhookId,
      position: event.position,
      event_id: event.eventId,
      ...fresh,
    })
    .onConflict((conflict) =>
      conflict.columns(['log_id', 'tenant_id', 'webhook_id', 'position']).doUpdateSet(fresh),
    )
    .execute()
  await wake(trx, scope, webhookId, now)
}

/**
 * Has a webhook told again of what died since an instant.
 *
 * @returns how many events that is.
 */
export const recoverWebhook = async (
  trx: Writer,
  scope: TenantScope,
  webhookId: string,
  since: number,
  now: number,
): Promise<number> => {
  const { numUpdatedRows } = await trx
    .updateTable('webhook_delivery')
    .set({ state: 'WAITING', attempts: 0, first_at: null, due_at: now, dead_at: null })
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId, state: 'DEAD' }))
    .where('dead_at', '>=', since)
    .executeTakeFirst()
  await wake(trx, scope, webhookId, now)
  return Number(numUpdatedRows)
}

/** Has a webhook told again of every event after a position, which nothing of later position waits beside. */
export const replayWebhook = async (
  trx: Writer,
  scope: TenantScope,
  webhookId: string,
  position: number,
  now: number,
): Promise<void> => {
  await trx
    .deleteFrom('webhook_delivery')
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId }))
    .where('position', '>', position)
    .execute()
  await trx
    .updateTable('webhook')
    .set({ position, due_at: now })
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId }))
    .execute()
}
