import { CompiledQuery } from 'kysely'
import type { Migration } from 'kysely/migration'

// The same call told twice is one row. No trigger keeps rows: they are evidence of the cap on calls, but of a contact,
// and what binds to a contact goes when it is erased.
const ATTEMPT = `create table attempt (
  log_id text not null,
  tenant_id text not null,
  kind text not null,
  bidx blob not null check (length(bidx) = 16),
  epoch integer not null,
  advertiser text not null,
  channel text not null,
  at integer not null,
  recorded_at integer not null,
  primary key (log_id, tenant_id, kind, bidx, advertiser, channel, at),
  foreign key (log_id, tenant_id) references tenant (log_id, tenant_id)
) strict, without rowid`

/** Calls made (C. conso. D223-9), found by contact. */
export const attemptTable: Migration = {
  up: async (db) => {
    await db.executeQuery(CompiledQuery.raw(ATTEMPT))
  },
}
