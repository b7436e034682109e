import type { EventKind } from '@constat/core/vocabulary'
import { owner } from '../scope.ts'
import type { Writer } from '../store.ts'
import { MAX_WAITING, type WebhookLease } from './lease.ts'
import { settleDeliveries, type DeliveryResult } from './settle.ts'

// Where kinds are chosen, most of what is looked at may be passed over.
const SPARSE = 16

/**
 * Moves the next events from the outbox to what waits; those of kinds that nobody asked for are passed over.
 *
 * @param room how many may come to wait.
 * @returns whether there is more, and room for it.
 */
const takeOver = async (
  trx: Writer,
  { scope, webhookId }: WebhookLease,
  { position, kinds }: { readonly position: number; readonly kinds: readonly EventKind[] | null },
  take: number,
  room: number,
  now: number,
): Promise<boolean> => {
  const { head } = await trx
    .selectFrom('position_counter')
    .select('position as head')
    .where((eb) => eb.and(owner(scope)))
    .executeTakeFirstOrThrow()
  const count = Math.min(kinds === null ? take : take * SPARSE, room)
  const upTo = Math.min(head, position + count)
  if (upTo <= position) return position < head && room > 0
  await trx
    .insertInto('webhook_delivery')
    .columns(['log_id', 'tenant_id', 'webhook_id', 'position', 'event_id', 'state', 'due_at'])
    .expression((eb) =>
      eb
        .selectFrom('consent_event')
        .select((of) => [
          'log_id',
          'tenant_id',
          of.val(webhookId).as('webhook_id'),
          'position',
          'event_id',
          of.val('WAITING' as const).as('state'),
          of.val(now).as('due_at'),
        ])
        .where((of) => of.and(owner(scope)))
        .where('position', '>', position)
        .where('position', '<=', upTo)
        .$if(kinds !== null, (query) => query.where('kind', 'in', kinds ?? [])),
    )
    // What was sent again by hand stands there already.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await trx
    .updateTable('webhook')
    .set({ position: upTo })
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId }))
    .execute()
  return upTo < head && count < room
}

/** What one step of a turn brings. */
export type TurnStep = {
  readonly lease: WebhookLease
  readonly now: number
  /** The lease is renewed until then. */
  readonly until: number
  /** What became of the events of the step before. */
  readonly results: readonly DeliveryResult[]
  /** How many events of the outbox to take over, as long as not too many wait. */
  readonly take: number
}

/** Where a webhook is told. */
export type Target = {
  readonly url: string
  /** Whether the outbox holds more, and there is room for it among what waits. */
  readonly more: boolean
}

/**
 * One step of a turn: keeps what became of the events tried, renews the lease and takes over more of the outbox, which is
 * `consent_event` itself. An event and its position are one commit, and positions have no gaps and follow the order of commit,
 * so nothing acknowledged can be missed between `position` and the tenant's counter.
 *
 * @returns where to send, or undefined when the turn is over: the lease is another's, or the webhook was disabled or deleted.
 */
export const stepTurn = async (
  trx: Writer,
  { lease, now, until, results, take }: TurnStep,
): Promise<Target | undefined> => {
  const held = await trx
    .updateTable('webhook')
    // What is done to the queue from now on shows in due_at: see endTurn.
    .set({ lease_until: until, due_at: null })
    .where((eb) => eb.and({ ...owner(lease.scope), webhook_id: lease.webhookId, lease: lease.lease }))
    .returning(['position', 'kinds', 'url'])
    .executeTakeFirst()
  if (results.length > 0) {
    const isThere = held ?? (await exists(trx, lease))
    if (isThere) await settleDeliveries(trx, lease, results, held !== undefined)
  }
  if (!held) return undefined
  const { state, waiting } = await trx
    .selectFrom('webhook')
    .select((eb) => [
      'state',
      eb
        .selectFrom('webhook_delivery')
        .select((of) => of.fn.countAll<number>().as('waiting'))
        .where((of) => of.and({ ...owner(lease.scope), webhook_id: lease.webhookId, state: 'WAITING' }))
        .as('waiting'),
    ])
    .where((eb) => eb.and({ ...owner(lease.scope), webhook_id: lease.webhookId }))
    .executeTakeFirstOrThrow()
  if (state !== 'ENABLED') return undefined
  const kinds: readonly EventKind[] | null = held.kinds === null ? null : JSON.parse(held.kinds)
  const room = Math.max(0, MAX_WAITING - (waiting ?? 0))
  const more = await takeOver(trx, lease, { position: held.position, kinds }, take, room, now)
  return { url: held.url, more }
}

const exists = async (trx: Writer, { scope, webhookId }: WebhookLease): Promise<boolean> =>
  (await trx
    .selectFrom('webhook')
    .select('webhook_id')
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId }))
    .executeTakeFirst()) !== undefined

/**
 * Ends a turn: gives the lease back and says when the next is due, unless something was put into the queue meanwhile, which is
 * due at once. Attempts older than `keepFrom` leave the log of attempts.
 *
 * @param dueAt when the first of what waits may be tried; null when nothing waits.
 */
export const endTurn = async (
  trx: Writer,
  { scope, webhookId, lease }: WebhookLease,
  {
    now,
    dueAt,
    keepFrom,
  }: { readonly now: number; readonly dueAt: number | null; readonly keepFrom: number },
): Promise<void> => {
  await trx
    .updateTable('webhook')
    .set((eb) => ({
      lease: null,
      lease_until: now,
      due_at: eb.fn.coalesce('due_at', eb.val(dueAt)),
      waiting: eb
        .selectFrom('webhook_delivery')
        .select((of) => of.fn.countAll<number>().as('waiting'))
        .where((of) => of.and({ ...owner(scope), webhook_id: webhookId, state: 'WAITING' })),
    }))
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId, lease }))
    .execute()
  await trx
    .deleteFrom('webhook_attempt')
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId }))
    .where('at', '<', keepFrom)
    .execute()
}
