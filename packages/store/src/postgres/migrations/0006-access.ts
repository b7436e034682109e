import type { Migration } from 'kysely/migration'
import { runStatements, TEXT } from './ddl.ts'

/** What keys need to be listed, rotated, handed to partners and found unused; see SQLite's of this name. */
export const accessColumns: Migration = {
  up: (db) =>
    runStatements(db, [
      `alter table api_key add column party ${TEXT}`,
      `alter table api_key add column last_used_on ${TEXT}`,
      `alter table api_key add column replaced_by ${TEXT}`,
      'create index api_key_order on api_key (log_id, tenant_id, created_at, key_id)',
    ]),
}
