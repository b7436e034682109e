import { CompiledQuery } from 'kysely'
import type { Migration } from 'kysely/migration'

const OWNER = 'log_id text not null, tenant_id text not null'
const CONTACT =
  "kind text not null check (kind in ('phone', 'email')), bidx blob not null check (length(bidx) = 16)"
const OF_TENANT = 'foreign key (log_id, tenant_id) references tenant (log_id, tenant_id)'

const STATEMENTS = [
  // Derived from the events: facts stay where they are.
  `create table contact_state (
    ${OWNER},
    ${CONTACT},
    events text not null,
    since integer not null check (since >= 0),
    folded_to integer not null check (folded_to >= 0),
    fold_at integer not null check (fold_at > 0),
    primary key (log_id, tenant_id, kind, bidx)
  ) strict, without rowid`,
  `create table state_rebuild (
    ${OWNER},
    ${CONTACT},
    done integer not null check (done >= 0),
    started_at integer not null,
    primary key (log_id, tenant_id),
    ${OF_TENANT}
  ) strict, without rowid`,
  'alter table position_counter add column has_states integer not null default 1 check (has_states in (0, 1))',
  // What was recorded before is answered from the events until `constat store rebuild` has been run.
  'update position_counter set has_states = 0 where position > 0',
]

/** The state of each contact: what of its events may bear on a decision, in one row. */
export const stateTables: Migration = {
  up: async (db) => {
    for (const statement of STATEMENTS) await db.executeQuery(CompiledQuery.raw(statement))
  },
}
