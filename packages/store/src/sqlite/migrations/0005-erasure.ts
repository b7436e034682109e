import { CompiledQuery } from 'kysely'
import type { Migration } from 'kysely/migration'

const STATEMENTS = [
  `create table idempotency_event (
    log_id text not null,
    tenant_id text not null,
    event_id text not null,
    operation text not null,
    key text not null,
    primary key (log_id, tenant_id, event_id, operation, key)
  ) strict, without rowid`,
  `create index idempotency_event_key on idempotency_event (log_id, tenant_id, operation, key)`,
  `insert into idempotency_event (log_id, tenant_id, event_id, operation, key)
    select i.log_id, i.tenant_id, e.value, i.operation, i.key from idempotency i, json_each(i.event_ids) e`,
  `create trigger idempotency_event_no_update before update on idempotency_event
    begin select raise(abort, 'idempotency_event refuses update'); end`,
]

/** Which fingerprints of input tell of which event, so that erasure finds them. */
export const erasureTables: Migration = {
  up: async (db) => {
    for (const statement of STATEMENTS) await db.executeQuery(CompiledQuery.raw(statement))
  },
}
