import { CompiledQuery } from 'kysely'
import type { Migration } from 'kysely/migration'

const STATEMENTS = [
  `create table certificate (
    log_id text not null,
    tenant_id text not null,
    certificate_id text not null,
    event_id text not null,
    recipient text not null,
    questions text,
    contacts text not null,
    issued_at integer not null,
    primary key (log_id, tenant_id, certificate_id),
    foreign key (log_id, tenant_id, event_id) references consent_event (log_id, tenant_id, event_id)
  ) strict`,
  'create index certificate_of_event on certificate (log_id, tenant_id, event_id)',
  ...(['update', 'delete'] as const).map(
    (mutation) => `create trigger certificate_no_${mutation} before ${mutation} on certificate
    begin select raise(abort, 'certificate refuses ${mutation}'); end`,
  ),
]

/** Which certificates were issued, to whom, of what: not their bytes, which hold the contact in clear. */
export const certificateTable: Migration = {
  up: async (db) => {
    for (const statement of STATEMENTS) await db.executeQuery(CompiledQuery.raw(statement))
  },
}
