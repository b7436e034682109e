import { CompiledQuery } from 'kysely'
import type { Migration } from 'kysely/migration'

const STATEMENTS = [
  // Of a partner's key: the party whose certificates it opens.
  'alter table api_key add column party text',
  // A day, not an instant: it says whether a key is still in use, not what its holder does.
  'alter table api_key add column last_used_on text',
  // The key that took its place when it was rotated.
  'alter table api_key add column replaced_by text',
  'create index api_key_order on api_key (log_id, tenant_id, created_at, key_id)',
]

/** What keys need to be listed, rotated, handed to partners and found unused. */
export const accessColumns: Migration = {
  up: async (db) => {
    for (const statement of STATEMENTS) await db.executeQuery(CompiledQuery.raw(statement))
  },
}
