import type { Migration } from 'kysely/migration'
import { bytes, OF_LOG, OWNER, runStatements, TEXT } from './ddl.ts'

const ONE_OF_THREE =
  '(event_id is not null)::int + (notice_id is not null)::int + (subject is not null)::int = 1'

const STATEMENTS = [
  `alter table log add column issuer ${TEXT}`,
  // A log that has no issuer gets one once.
  'alter table log enable row level security',
  'create policy log_read on log for select using (true)',
  'create policy log_write on log for insert with check (true)',
  'create policy log_name on log for update using (issuer is null) with check (true)',
  // What the operator states is of no tenant: '' stands for it, and `subject` for what it is about.
  `alter table statement add column subject ${TEXT}`,
  'alter table statement drop constraint statement_check',
  `alter table statement add constraint statement_of check (${ONE_OF_THREE})`,
  `alter table statement add constraint statement_by check ((subject is not null) = (tenant_id = ''))`,
  'create unique index statement_subject on statement (log_id, tenant_id, subject) where subject is not null',
  ...['pending', 'leaf'].flatMap((table) => [
    `alter table ${table} drop constraint ${table}_log_id_tenant_id_fkey`,
    `alter table ${table} add ${OF_LOG}`,
  ]),
  `create table statement_key (
    log_id ${TEXT} not null,
    kid ${TEXT} not null,
    x ${TEXT} not null,
    added_at bigint,
    used_at bigint,
    retired_at bigint,
    is_compromised bigint not null default 0 check (is_compromised in (0, 1)),
    primary key (log_id, kid),
    ${OF_LOG}
  )`,
  // Whoever keeps the link of a record that is gone may be told so: nothing here says whose it was, or of what.
  `create table erased_link (
    ${OWNER},
    ${bytes('token_sha256', 32)},
    erased_at bigint not null,
    primary key (log_id, tenant_id, token_sha256)
  )`,
  'create index erased_link_token on erased_link (token_sha256)',
]

/**
 * What the operator states of itself: releases of the widget, statement keys and their ends, the name that it signs under.
 * And which links led to what is erased.
 */
export const operatorTables: Migration = { up: (db) => runStatements(db, STATEMENTS) }
