import { sql, type Kysely } from 'kysely'
import type { Tables } from '../tables.ts'

/**
 * Where each table lies on Citus: whole on every node, or in the shard of its log. What finds a log (tenant, key) and what facts of
 * every log point to is whole; a consent with all that belongs to it, and the log that it goes into, are in one shard.
 */
export const PLACES: { readonly [T in keyof Tables]: 'EVERY_NODE' | 'SHARD_OF_LOG' } = {
  log: 'EVERY_NODE',
  tenant: 'EVERY_NODE',
  api_key: 'EVERY_NODE',
  party: 'EVERY_NODE',
  notice_version: 'EVERY_NODE',
  goods: 'SHARD_OF_LOG',
  position_counter: 'SHARD_OF_LOG',
  consent_event: 'SHARD_OF_LOG',
  choice: 'SHARD_OF_LOG',
  withdrawal: 'SHARD_OF_LOG',
  objection: 'SHARD_OF_LOG',
  attempt: 'SHARD_OF_LOG',
  challenge_use: 'SHARD_OF_LOG',
  statement: 'SHARD_OF_LOG',
  pending: 'SHARD_OF_LOG',
  leaf: 'SHARD_OF_LOG',
  statement_key: 'SHARD_OF_LOG',
  erased_link: 'SHARD_OF_LOG',
  log_state: 'SHARD_OF_LOG',
  tile: 'SHARD_OF_LOG',
  checkpoint: 'SHARD_OF_LOG',
  cosignature: 'SHARD_OF_LOG',
  timestamp_token: 'SHARD_OF_LOG',
  certificate: 'SHARD_OF_LOG',
  disclosure: 'SHARD_OF_LOG',
  dek: 'SHARD_OF_LOG',
  blind_index: 'SHARD_OF_LOG',
  manage_token: 'SHARD_OF_LOG',
  idempotency: 'SHARD_OF_LOG',
  idempotency_event: 'SHARD_OF_LOG',
  webhook: 'SHARD_OF_LOG',
  webhook_secret: 'SHARD_OF_LOG',
  webhook_delivery: 'SHARD_OF_LOG',
  webhook_attempt: 'SHARD_OF_LOG',
  confirmation: 'SHARD_OF_LOG',
  contact_state: 'SHARD_OF_LOG',
  state_rebuild: 'SHARD_OF_LOG',
}

/** The first of the distributed tables; the others lie with it. */
const FIRST = 'position_counter'

const FOREIGN_KEYS = sql<{ table: string; name: string; definition: string }>`
  select conrelid::regclass::text as "table", conname::text as name, pg_get_constraintdef(oid) as definition
  from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1, 2`

const hasCitus = async (db: Kysely<unknown>): Promise<boolean> =>
  (await sql`select 1 from pg_extension where extname = 'citus'`.execute(db)).rows.length > 0

/** The tables of this list that Citus does not know yet. */
const placeless = async (db: Kysely<unknown>): Promise<readonly string[]> => {
  const { rows } = await sql<{
    name: string
  }>`select logicalrelid::text as name from pg_dist_partition`.execute(db)
  const placed = new Set(rows.map(({ name }) => name))
  return Object.keys(PLACES).filter((table) => !placed.has(table))
}

const of = (place: 'EVERY_NODE' | 'SHARD_OF_LOG'): readonly string[] =>
  Object.entries(PLACES).flatMap(([table, its]) => (its === place ? [table] : []))

/** The statements that give tables their places, without foreign keys among them meanwhile: a table cannot point to one that has none yet. */
export const placements = (tables: readonly string[]): readonly string[] => {
  const isWanted = (table: string): boolean => tables.includes(table)
  const shards = [FIRST, ...of('SHARD_OF_LOG').filter((table) => table !== FIRST)]
  return [
    ...of('EVERY_NODE')
      .filter(isWanted)
      .map((table) => `select create_reference_table('${table}')`),
    ...shards
      .filter(isWanted)
      .map((table) =>
        table === FIRST
          ? `select create_distributed_table('${table}', 'log_id', colocate_with => 'none')`
          : `select create_distributed_table('${table}', 'log_id', colocate_with => '${FIRST}')`,
      ),
  ]
}

/**
 * Spreads the tables over the nodes of a Citus cluster, where the database has that extension; elsewhere it does nothing. What has its
 * place already stays there, so that it is run after every migration.
 */
export const distribute = async (trx: Kysely<unknown>): Promise<void> => {
  if (!(await hasCitus(trx))) return
  const tables = await placeless(trx)
  if (tables.length === 0) return
  // Foreign keys between tables of both kinds are made one shard after another.
  await sql`set local citus.multi_shard_modify_mode to 'sequential'`.execute(trx)
  const { rows: keys } = await FOREIGN_KEYS.execute(trx)
  const moving = keys.filter(({ table, definition }) =>
    tables.some((each) => each === table || definition.includes(`REFERENCES ${each}(`)),
  )
  for (const { table, name } of moving)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.id(name)}`.execute(trx)
  for (const statement of placements(tables)) await sql.raw(statement).execute(trx)
  for (const { table, name, definition } of moving)
    await sql`alter table ${sql.table(table)} add constraint ${sql.id(name)} ${sql.raw(definition)}`.execute(
      trx,
    )
}
