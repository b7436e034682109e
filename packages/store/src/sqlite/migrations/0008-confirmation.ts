import { CompiledQuery } from 'kysely'
import type { Migration } from 'kysely/migration'

const STATEMENTS = [
  // Neither contact nor code nor link: a keyed hash of each.
  `create table confirmation (
    log_id text not null,
    tenant_id text not null,
    confirmation_id text not null,
    event_id text not null,
    kind text not null check (kind in ('phone', 'email')),
    bidx blob not null check (length(bidx) = 16),
    means text not null check (means in ('CODE', 'LINK')),
    secret_mac blob not null check (length(secret_mac) = 32),
    address_mac blob check (length(address_mac) = 32),
    idempotency_key text not null,
    fingerprint blob not null check (length(fingerprint) = 32),
    state text not null check (state in ('REQUESTED', 'SENT', 'FAILED', 'CONFIRMED')),
    tries integer not null default 0 check (tries >= 0),
    requested_at integer not null,
    expires_at integer not null,
    confirmed_by text,
    check ((state = 'CONFIRMED') = (confirmed_by is not null)),
    primary key (log_id, tenant_id, confirmation_id),
    unique (log_id, tenant_id, idempotency_key),
    unique (log_id, tenant_id, secret_mac),
    foreign key (log_id, tenant_id) references tenant (log_id, tenant_id)
  ) strict`,
  'create index confirmation_time on confirmation (log_id, tenant_id, requested_at)',
  'create index confirmation_contact on confirmation (log_id, tenant_id, kind, bidx, requested_at)',
  'create index confirmation_address on confirmation (log_id, tenant_id, address_mac, requested_at)',
  'create index confirmation_event on confirmation (log_id, tenant_id, event_id)',
  'create index confirmation_secret on confirmation (secret_mac)',
]

/** Codes and links that were sent to contacts, for the two days in which they count. */
export const confirmationTable: Migration = {
  up: async (db) => {
    for (const statement of STATEMENTS) await db.executeQuery(CompiledQuery.raw(statement))
  },
}
