import type { Migration } from 'kysely/migration'
import { bytes, OF_TENANT, OWNER, runStatements, TEXT } from './ddl.ts'

const STATEMENTS = [
  // Neither contact nor code nor link: a keyed hash of each.
  `create table confirmation (
    ${OWNER},
    confirmation_id ${TEXT} not null,
    event_id ${TEXT} not null,
    kind ${TEXT} not null check (kind in ('phone', 'email')),
    ${bytes('bidx', 16)},
    means ${TEXT} not null check (means in ('CODE', 'LINK')),
    ${bytes('secret_mac', 32)},
    address_mac bytea check (octet_length(address_mac) = 32),
    idempotency_key ${TEXT} not null,
    ${bytes('fingerprint', 32)},
    state ${TEXT} not null check (state in ('REQUESTED', 'SENT', 'FAILED', 'CONFIRMED')),
    tries bigint not null default 0 check (tries >= 0),
    requested_at bigint not null,
    expires_at bigint not null,
    confirmed_by ${TEXT},
    check ((state = 'CONFIRMED') = (confirmed_by is not null)),
    primary key (log_id, tenant_id, confirmation_id),
    unique (log_id, tenant_id, idempotency_key),
    unique (log_id, tenant_id, secret_mac),
    ${OF_TENANT}
  )`,
  'create index confirmation_time on confirmation (log_id, tenant_id, requested_at)',
  'create index confirmation_contact on confirmation (log_id, tenant_id, kind, bidx, requested_at)',
  'create index confirmation_address on confirmation (log_id, tenant_id, address_mac, requested_at)',
  'create index confirmation_event on confirmation (log_id, tenant_id, event_id)',
  'create index confirmation_secret on confirmation (secret_mac)',
]

/** Codes and links that were sent to contacts, for the two days in which they count. */
export const confirmationTable: Migration = { up: (db) => runStatements(db, STATEMENTS) }
