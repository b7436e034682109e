import { ofOneOwner } from '../scope.ts'
import type { Handle, TenantScope, Writer } from '../store.ts'

// A webhook that fails has so many events tried one by one; the rest stays in the outbox until some of them are through.
export const MAX_WAITING = 1_000

/** A webhook that one server works on; nobody else does until the lease runs out. */
export type WebhookLease = {
  readonly scope: TenantScope
  readonly webhookId: string
  /** Tells this claim from every other. */
  readonly lease: string
}

/**
 * The webhooks that have something to do: something waits and is due, or the outbox holds more. One whose lease ran out was left
 * by a server that died, and has something to do.
 */
const dueWebhooks = (db: Handle, now: number) =>
  db
    .selectFrom('webhook as w')
    .innerJoin('position_counter as c', (join) => join.on(ofOneOwner('c', 'w')))
    .select(['w.log_id', 'w.tenant_id', 'w.webhook_id'])
    .where('w.state', '=', 'ENABLED')
    .where((eb) =>
      eb.or([
        eb.and([eb('w.lease', 'is not', null), eb('w.lease_until', '<=', now)]),
        eb.and([eb('w.lease', 'is', null), eb('w.due_at', '<=', now)]),
        eb.and([
          eb('w.lease', 'is', null),
          eb('w.position', '<', eb.ref('c.position')),
          eb('w.waiting', '<', MAX_WAITING),
        ]),
      ]),
    )

/** Whether any webhook has something to do: asked before a claim, which writes. */
export const hasDueWebhooks = async (db: Handle, now: number): Promise<boolean> =>
  (await dueWebhooks(db, now).limit(1).executeTakeFirst()) !== undefined

/** Claims webhooks that have something to do, those first that were served longest ago. */
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
        dueWebhooks(trx, claim.now)
          .orderBy('w.lease_until')
          .limit(claim.limit)
          .$asTuple('log_id', 'tenant_id', 'webhook_id'),
      ),
    )
    // Asked of the row as it is when it is written: another server may have claimed it since it was read.
    .where((eb) => eb.or([eb('lease', 'is', null), eb('lease_until', '<=', claim.now)]))
    .returning(['log_id as logId', 'tenant_id as tenantId', 'webhook_id as webhookId'])
    .execute()
  return rows.map(({ logId, tenantId, webhookId }) => ({
    scope: { logId, tenantId },
    webhookId,
    lease: claim.lease,
  }))
}
