import { expressionBuilder } from 'kysely'
import { owner } from '../scope.ts'
import type { TenantScope } from '../store.ts'
import type { Tables } from '../tables.ts'
import type { ContactIndex } from './event.ts'
import { EVENT_COLUMNS } from './event-row.ts'

/**
 * The events of a contact as a subquery: its own and those that act on them. Distinct where several epochs are asked for,
 * because while keys rotate an event is indexed under two. A cross join, because SQLite keeps its order: the index first, then the few events that it names.
 */
export const eventsTouching = (scope: TenantScope, { kind, bidx }: ContactIndex) =>
  expressionBuilder<Tables>()
    .selectFrom('blind_index')
    .crossJoin('consent_event')
    .select(EVENT_COLUMNS)
    .where('blind_index.log_id', '=', scope.logId)
    .where('blind_index.tenant_id', '=', scope.tenantId)
    .where('blind_index.kind', '=', kind)
    .where('blind_index.bidx', 'in', bidx)
    .whereRef('consent_event.log_id', '=', 'blind_index.log_id')
    .whereRef('consent_event.tenant_id', '=', 'blind_index.tenant_id')
    .whereRef('consent_event.event_id', '=', 'blind_index.event_id')
    .$if(bidx.length > 1, (query) => query.distinct())
    .as('event')

/** The events of a tenant as a subquery. */
export const allEvents = (scope: TenantScope) =>
  expressionBuilder<Tables>()
    .selectFrom('consent_event')
    .select(EVENT_COLUMNS)
    .where((eb) => eb.and(owner(scope)))
    .as('event')
