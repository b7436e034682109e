import { ofOneOwner, owner } from '../scope.ts'
import type { Bytes, Handle, TenantScope } from '../store.ts'
import type { ConsentEvent } from './event.ts'
import { EVENT_COLUMNS, toEvent } from './event-row.ts'
import type { Sealed } from './new-event.ts'

/** The signed statement of an event. */
export type Statement = { readonly eventId: string; readonly jti: string; readonly jws: string }

/** The encrypted disclosures of an event; undefined when it has none or they are erased. */
export const findSealed = (db: Handle, scope: TenantScope, eventId: string): Promise<Sealed | undefined> =>
  db
    .selectFrom('disclosure')
    .innerJoin('dek', (join) => join.on(ofOneOwner('dek', 'disclosure', 'event_id')))
    .select(['disclosure.ct', 'dek.kek_id as kekId', 'dek.wrapped'])
    .where('disclosure.log_id', '=', scope.logId)
    .where('disclosure.tenant_id', '=', scope.tenantId)
    .where('disclosure.event_id', '=', eventId)
    .executeTakeFirst()

/** The statements of these events, in no order. */
export const statementsOf = async (
  db: Handle,
  scope: TenantScope,
  eventIds: readonly string[],
): Promise<readonly Statement[]> =>
  eventIds.length === 0
    ? []
    : db
        .selectFrom('statement')
        .select(['event_id as eventId', 'jti', 'jws'])
        .where((eb) => eb.and(owner(scope)))
        .where('event_id', 'in', eventIds)
        .$narrowType<{ eventId: string }>()
        .execute()

/** The event that a person's token opens, with its tenant; it takes no scope, since it finds the tenant. */
export const eventByManageToken = async (
  db: Handle,
  tokenSha256: Bytes,
): Promise<{ readonly scope: TenantScope; readonly event: ConsentEvent } | undefined> => {
  const row = await db
    .selectFrom('manage_token')
    .innerJoin('consent_event', (join) => join.on(ofOneOwner('consent_event', 'manage_token', 'event_id')))
    .select(EVENT_COLUMNS)
    .select(['manage_token.tenant_id as tenantId', 'manage_token.log_id as logId'])
    .where('manage_token.token_sha256', '=', tokenSha256)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return { scope: { tenantId: row.tenantId, logId: row.logId }, event: toEvent(row) }
}
