import { CompiledQuery } from 'kysely'
import type { Migration } from 'kysely/migration'

const OWNER = 'log_id text not null, tenant_id text not null'
const OF_WEBHOOK =
  'foreign key (log_id, tenant_id, webhook_id) references webhook (log_id, tenant_id, webhook_id) on delete cascade'

const STATEMENTS = [
  // The outbox is consent_event itself: `position` says up to where this webhook has taken it over.
  `create table webhook (
    ${OWNER},
    webhook_id text not null,
    url text not null,
    description text,
    kinds text,
    state text not null check (state in ('ENABLED', 'DISABLED')),
    disabled_reason text,
    disabled_at integer,
    created_at integer not null,
    position integer not null check (position >= 0),
    waiting integer not null default 0,
    due_at integer,
    lease text,
    lease_until integer not null default 0,
    delivered_at integer,
    check ((state = 'DISABLED') = (disabled_reason is not null)),
    check ((state = 'DISABLED') = (disabled_at is not null)),
    primary key (log_id, tenant_id, webhook_id),
    unique (log_id, tenant_id, url),
    foreign key (log_id, tenant_id) references tenant (log_id, tenant_id)
  ) strict`,
  `create table webhook_secret (
    ${OWNER},
    webhook_id text not null,
    secret_id text not null,
    kek_id text not null,
    sealed blob not null,
    created_at integer not null,
    expires_at integer,
    primary key (log_id, tenant_id, webhook_id, secret_id),
    ${OF_WEBHOOK}
  ) strict`,
  `create table webhook_delivery (
    ${OWNER},
    webhook_id text not null,
    position integer not null,
    event_id text not null,
    state text not null check (state in ('WAITING', 'DEAD')),
    attempts integer not null default 0,
    first_at integer,
    due_at integer not null,
    dead_at integer,
    check ((state = 'DEAD') = (dead_at is not null)),
    primary key (log_id, tenant_id, webhook_id, position),
    ${OF_WEBHOOK}
  ) strict, without rowid`,
  `create index webhook_delivery_state on webhook_delivery (log_id, tenant_id, webhook_id, state, position)`,
  `create table webhook_attempt (
    ${OWNER},
    webhook_id text not null,
    attempt_id text not null,
    message_id text not null,
    event_id text,
    outcome text not null,
    status integer,
    at integer not null,
    duration integer not null,
    primary key (log_id, tenant_id, webhook_id, attempt_id),
    ${OF_WEBHOOK}
  ) strict, without rowid`,
  `create trigger webhook_attempt_no_update before update on webhook_attempt
    begin select raise(abort, 'webhook_attempt refuses update'); end`,
]

/** Who is told of events, how far each was told, what waits to be told again, and each attempt. */
export const webhookTables: Migration = {
  up: async (db) => {
    for (const statement of STATEMENTS) await db.executeQuery(CompiledQuery.raw(statement))
  },
}
