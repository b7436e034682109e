import type { EventKind } from '@constat/core/vocabulary'
import { owner } from '../scope.ts'
import type { Handle, TenantScope, Writer } from '../store.ts'
import { insertWebhookAttempts, type WebhookAttempt } from './attempt.ts'
import { disableWebhook } from './webhook.ts'

// A webhook that fails has so many events tried one by one; the rest stays in the outbox until some of them are through.
const MAX_WAITING = 1_000

/** A webhook that one server works on; nobody else does until the lease runs out. */
export type WebhookLease = {
  readonly scope: TenantScope
  readonly webhookId: string
  /** Tells this claim from every other. */
  readonly lease: string
}

/** An event that a webhook is to be told of. */
export type WaitingDelivery = {
  readonly eventId: string
  readonly position: number
  readonly kind: EventKind
  readonly recordedAt: number
  readonly supersedes: string | null
  /** Attempts made before. */
  readonly attempts: number
  /** When the first of them was; null before it. */
  readonly firstAt: number | null
  /** Not to be tried before. */
  readonly dueAt: number
}

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
 * Claims webhooks that have something to do, those first that were served longest ago. One whose lease ran out was left
 * by a server that died, and has something to do.
 */
export const claimWebhooks = async (
  trx: Writer,
  claim: { readonly lease: string; readonly now: number; readonly until: number; readonly limit: number },
): Promise<readonly WebhookLease[]> => {
  if (claim.limit <= 0) return []
  const rows = await trx
    .updateTable('webhook')
    .set({ lease: claim.lease, lease_until: claim.until })
    .where((eb) =>
      eb(
        eb.refTuple('log_id', 'tenant_id', 'webhook_id'),
        'in',
        eb
          .selectFrom('webhook as w')
          .innerJoin('position_counter as c', (join) =>
            join.onRef('c.log_id', '=', 'w.log_id').onRef('c.tenant_id', '=', 'w.tenant_id'),
          )
          .select(['w.log_id', 'w.tenant_id', 'w.webhook_id'])
          .where('w.state', '=', 'ENABLED')
          .where((or) =>
            or.or([
              or.and([or('w.lease', 'is not', null), or('w.lease_until', '<=', claim.now)]),
              or.and([
                or('w.lease', 'is', null),
                or.or([
                  or('w.due_at', '<=', claim.now),
                  or.and([or('w.position', '<', or.ref('c.position')), or('w.waiting', '<', MAX_WAITING)]),
                ]),
              ]),
            ]),
          )
          .orderBy('w.lease_until')
          .limit(claim.limit)
          .$asTuple('log_id', 'tenant_id', 'webhook_id'),
      ),
    )
    .returning(['log_id as logId', 'tenant_id as tenantId', 'webhook_id as webhookId'])
    .execute()
  return rows.map(({ logId, tenantId, webhookId }) => ({
    scope: { logId, tenantId },
    webhookId,
    lease: claim.lease,
  }))
}

const settle = async (
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
  // Whoever holds the webhook now counts its own attempts.
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
      .innerJoin('webhook_delivery as d', (join) =>
        join
          .onRef('d.log_id', '=', 'w.log_id')
          .onRef('d.tenant_id', '=', 'w.tenant_id')
          .onRef('d.webhook_id', '=', 'w.webhook_id'),
      )
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

/** Moves the next events from the outbox to what waits; those of kinds that nobody asked for are passed over. */
const takeOver = async (
  trx: Writer,
  { scope, webhookId }: WebhookLease,
  { position, kinds }: { readonly position: number; readonly kinds: readonly EventKind[] | null },
  count: number,
  now: number,
): Promise<void> => {
  const { head } = await trx
    .selectFrom('position_counter')
    .select('position as head')
    .where((eb) => eb.and(owner(scope)))
    .executeTakeFirstOrThrow()
  const upTo = Math.min(head, position + count)
  if (upTo <= position) return
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
}

/** What one step of a turn brings. */
export type TurnStep = {
  readonly lease: WebhookLease
  readonly now: number
  /** The lease is renewed until then. */
  readonly until: number
  /** What became of the events of the step before. */
  readonly results: readonly DeliveryResult[]
  /** How many positions of the outbox to take over, as long as not too many events wait. */
  readonly take: number
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
): Promise<{ readonly url: string } | undefined> => {
  const held = await trx
    .updateTable('webhook')
    // What is done to the queue from now on shows in due_at: see endTurn.
    .set({ lease_until: until, due_at: null })
    .where((eb) => eb.and({ ...owner(lease.scope), webhook_id: lease.webhookId, lease: lease.lease }))
    .returning(['position', 'kinds', 'url'])
    .executeTakeFirst()
  if (results.length > 0) {
    const isThere = held ?? (await exists(trx, lease))
    if (isThere) await settle(trx, lease, results, held !== undefined)
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
  await takeOver(
    trx,
    lease,
    { position: held.position, kinds },
    Math.min(take, MAX_WAITING - Number(waiting ?? 0)),
    now,
  )
  return { url: held.url }
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
