import type { EventKind } from '@constat/core/vocabulary'
import { prepared, scopeIn } from '../prepared.ts'
import { ofOneOwner, owner } from '../scope.ts'
import type { Handle, TenantScope } from '../store.ts'

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

/** All that waits for a webhook, by position. */
export const waitingDeliveries = (
  db: Handle,
  scope: TenantScope,
  webhookId: string,
): Promise<readonly WaitingDelivery[]> =>
  db
    .selectFrom('webhook_delivery as d')
    .innerJoin('consent_event as e', (join) => join.on(ofOneOwner('e', 'd', 'event_id')))
    .select([
      'd.event_id as eventId',
      'd.position',
      'e.kind',
      'e.recorded_at as recordedAt',
      'e.supersedes',
      'd.attempts',
      'd.first_at as firstAt',
      'd.due_at as dueAt',
    ])
    .where('d.log_id', '=', scope.logId)
    .where('d.tenant_id', '=', scope.tenantId)
    .where('d.webhook_id', '=', webhookId)
    .where('d.state', '=', 'WAITING')
    .orderBy('d.position')
    .execute()

/** The contacts of these events; an erased one has none. */
export const contactsOfEvents = prepared(
  ({ ids }: { readonly scope: TenantScope; readonly ids: readonly string[] }) => ids,
  (db, value, ids) =>
    db
      .selectFrom('blind_index')
      .select(['event_id as eventId', 'kind', 'bidx'])
      .where((eb) => eb.and(owner(scopeIn(value))))
      .where('event_id', 'in', ids),
)
