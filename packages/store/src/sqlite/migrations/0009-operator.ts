import { CompiledQuery } from 'kysely'
import type { Migration } from 'kysely/migration'

const OWNER = 'log_id text not null, tenant_id text not null'
const OF_LOG = 'foreign key (log_id) references log (log_id)'

const refuse = (table: string, mutation: 'update' | 'delete'): string =>
  `create trigger ${table}_no_${mutation} before ${mutation} on ${table}
    begin select raise(abort, '${table} refuses ${mutation}'); end`

const rebuild = (table: string, columns: string, body: string, options: string): readonly string[] => [
  `create table ${table}_new (${body}) ${options}`,
  `insert into ${table}_new (${columns}) select ${columns} from ${table}`,
  `drop table ${table}`,
  `alter table ${table}_new rename to ${table}`,
]

const STATEMENTS = [
  'alter table log add column issuer text',
  'drop trigger log_no_update',
  // A log of the time before gets its issuer once.
  `create trigger log_no_update before update on log
    when old.issuer is not null or (old.log_id, old.origin, old.created_at) <> (new.log_id, new.origin, new.created_at)
    begin select raise(abort, 'log refuses update'); end`,
  // What the operator states is of no tenant: '' stands for it, and `subject` for what it is about.
  ...rebuild(
    'statement',
    'log_id, tenant_id, jti, event_id, notice_id, jws',
    `${OWNER},
    jti text not null,
    event_id text,
    notice_id text,
    subject text,
    jws text not null,
    check ((event_id is not null) + (notice_id is not null) + (subject is not null) = 1),
    check ((subject is not null) = (tenant_id = '')),
    primary key (log_id, tenant_id, jti),
    unique (log_id, tenant_id, event_id),
    unique (log_id, tenant_id, notice_id)`,
    'strict',
  ),
  'create unique index statement_subject on statement (log_id, tenant_id, subject) where subject is not null',
  ...rebuild(
    'pending',
    'log_id, tenant_id, jti, entry, created_at',
    `${OWNER},
    jti text not null,
    entry blob not null check (length(entry) = 32),
    created_at integer not null,
    primary key (log_id, tenant_id, jti),
    ${OF_LOG}`,
    'strict, without rowid',
  ),
  'create index pending_order on pending (log_id, created_at, jti)',
  ...rebuild(
    'leaf',
    'log_id, tenant_id, leaf_index, jti, entry',
    `${OWNER},
    leaf_index integer not null check (leaf_index >= 0),
    jti text not null,
    entry blob not null check (length(entry) = 32),
    primary key (log_id, leaf_index),
    unique (log_id, tenant_id, jti),
    ${OF_LOG}`,
    'strict',
  ),
  ...['statement', 'leaf', 'pending'].map((table) => refuse(table, 'update')),
  ...['statement', 'leaf'].map((table) => refuse(table, 'delete')),
  `create table statement_key (
    log_id text not null,
    kid text not null,
    x text not null,
    added_at integer,
    used_at integer,
    retired_at integer,
    is_compromised integer not null default 0 check (is_compromised in (0, 1)),
    primary key (log_id, kid),
    ${OF_LOG}
  ) strict`,
  refuse('statement_key', 'delete'),
  // Whoever keeps the link of a record that is gone may be told so: nothing here says whose it was, or of what.
  `create table erased_link (
    log_id text not null,
    tenant_id text not null,
    token_sha256 blob not null check (length(token_sha256) = 32),
    erased_at integer not null,
    primary key (log_id, tenant_id, token_sha256)
  ) strict, without rowid`,
  'create index erased_link_token on erased_link (token_sha256)',
]

/**
 * What the operator states of itself: releases of the widget, statement keys and their ends, the name that it signs under.
 * And which links led to what is erased.
 */
export const operatorTables: Migration = {
  up: async (db) => {
    for (const statement of STATEMENTS) await db.executeQuery(CompiledQuery.raw(statement))
  },
}
