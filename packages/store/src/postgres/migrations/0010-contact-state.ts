import type { Migration } from 'kysely/migration'
import { bytes, OF_TENANT, OWNER, runStatements, TEXT } from './ddl.ts'

const CONTACT = `kind ${TEXT} not null check (kind in ('phone', 'email')), ${bytes('bidx', 16)}`

const STATEMENTS = [
  // Its rows are written again with each event of a contact: room beside them keeps them where they are, and out of the index.
  `create table contact_state (
    ${OWNER},
    ${CONTACT},
    events ${TEXT} not null,
    since bigint not null check (since >= 0),
    folded_to bigint not null check (folded_to >= 0),
    fold_at bigint not null check (fold_at > 0),
    primary key (log_id, tenant_id, kind, bidx)
  ) with (fillfactor = 85)`,
  `create table state_rebuild (
    ${OWNER},
    ${CONTACT},
    done bigint not null check (done >= 0),
    started_at bigint not null,
    primary key (log_id, tenant_id),
    ${OF_TENANT}
  )`,
  'alter table position_counter add column has_states bigint not null default 1 check (has_states in (0, 1))',
  'update position_counter set has_states = 0 where position > 0',
]

/** The state of each contact; see SQLite's of this name. */
export const stateTables: Migration = { up: (db) => runStatements(db, STATEMENTS) }
