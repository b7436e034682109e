import type { Migration } from 'kysely/migration'
import { OF_TENANT, OWNER, runStatements, TEXT } from './ddl.ts'

const OF_WEBHOOK =
  'foreign key (log_id, tenant_id, webhook_id) references webhook (log_id, tenant_id, webhook_id) on delete cascade'

const STATEMENTS = [
  // The outbox is consent_event itself: `position` says up to where this webhook has taken it over.
  `create table webhook (
    ${OWNER},
    webhook_id ${TEXT} not null,
    url ${TEXT} not null,
    description ${TEXT},
    kinds ${TEXT},
    state ${TEXT} not null check (state in ('ENABLED', 'DISABLED')),
    disabled_reason ${TEXT},
    disabled_at bigint,
    created_at bigint not null,
    position bigint not null check (position >= 0),
    waiting bigint not null default 0,
    due_at bigint,
    lease ${TEXT},
    lease_until bigint not null default 0,
    delivered_at bigint,
    check ((state = 'DISABLED') = (disabled_reason is not null)),
    check ((state = 'DISABLED') = (disabled_at is not null)),
    primary key (log_id, tenant_id, webhook_id),
    unique (log_id, tenant_id, url),
    ${OF_TENANT}
  )`,
  `create table webhook_secret (
    ${OWNER},
    webhook_id ${TEXT} not null,
    secret_id ${TEXT} not null,
    kek_id ${TEXT} not null,
    sealed bytea not null,
    created_at bigint not null,
    expires_at bigint,
    primary key (log_id, tenant_id, webhook_id, secret_id),
    ${OF_WEBHOOK}
  )`,
  `create table webhook_delivery (
    ${OWNER},
    webhook_id ${TEXT} not null,
    position bigint not null,
    event_id ${TEXT} not null,
    state ${TEXT} not null check (state in ('WAITING', 'DEAD')),
    attempts bigint not null default 0,
    first_at bigint,
    due_at bigint not null,
    dead_at bigint,
    check ((state = 'DEAD') = (dead_at is not null)),
    primary key (log_id, tenant_id, webhook_id, position),
    ${OF_WEBHOOK}
  )`,
  'create index webhook_delivery_state on webhook_delivery (log_id, tenant_id, webhook_id, state, position)',
  `create table webhook_attempt (
    ${OWNER},
    webhook_id ${TEXT} not null,
    attempt_id ${TEXT} not null,
    message_id ${TEXT} not null,
    event_id ${TEXT},
    outcome ${TEXT} not null,
    status bigint,
    at bigint not null,
    duration bigint not null,
    primary key (log_id, tenant_id, webhook_id, attempt_id),
    ${OF_WEBHOOK}
  )`,
]

/** Who is told of events, how far each was told, what waits to be told again, and each attempt. */
export const webhookTables: Migration = { up: (db) => runStatements(db, STATEMENTS) }
