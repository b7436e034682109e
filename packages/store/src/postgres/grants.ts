import { sql, type Kysely } from 'kysely'
import type { Tables } from '../tables.ts'

/** A right on a table beside reading it. */
export type Right = 'INSERT' | 'UPDATE' | 'DELETE'

/**
 * What the server's role may do with each table beside reading it: where there is no UPDATE and no DELETE, what was written
 * stays. Rights hold on every engine that speaks PostgreSQL; Citus refuses triggers on distributed tables.
 */
export const RIGHTS: { readonly [T in keyof Tables]: readonly Right[] } = {
  log: ['INSERT'],
  tenant: ['INSERT'],
  api_key: ['INSERT', 'UPDATE'],
  party: ['INSERT'],
  goods: ['INSERT'],
  notice_version: ['INSERT'],
  position_counter: ['INSERT', 'UPDATE'],
  consent_event: ['INSERT'],
  choice: ['INSERT'],
  withdrawal: ['INSERT'],
  objection: ['INSERT'],
  challenge_use: ['INSERT'],
  statement: ['INSERT'],
  certificate: ['INSERT'],
  leaf: ['INSERT'],
  checkpoint: ['INSERT'],
  cosignature: ['INSERT'],
  timestamp_token: ['INSERT'],
  statement_key: ['INSERT', 'UPDATE'],
  erased_link: ['INSERT'],
  log_state: ['INSERT', 'UPDATE'],
  pending: ['INSERT', 'DELETE'],
  // Full tiles are kept by a policy of the table.
  tile: ['INSERT', 'DELETE'],
  attempt: ['INSERT', 'DELETE'],
  disclosure: ['INSERT', 'DELETE'],
  dek: ['INSERT', 'DELETE'],
  blind_index: ['INSERT', 'DELETE'],
  contact_state: ['INSERT', 'UPDATE', 'DELETE'],
  state_rebuild: ['INSERT', 'UPDATE', 'DELETE'],
  manage_token: ['INSERT', 'DELETE'],
  idempotency: ['INSERT', 'DELETE'],
  idempotency_event: ['INSERT', 'DELETE'],
  webhook: ['INSERT', 'UPDATE', 'DELETE'],
  webhook_secret: ['INSERT', 'UPDATE', 'DELETE'],
  webhook_delivery: ['INSERT', 'UPDATE', 'DELETE'],
  webhook_attempt: ['INSERT', 'DELETE'],
  confirmation: ['INSERT', 'UPDATE', 'DELETE'],
}

/** What erasure deletes from: vacuumed after it. */
export const ERASABLE = [
  'attempt',
  'disclosure',
  'dek',
  'blind_index',
  'contact_state',
  'manage_token',
  'confirmation',
  'idempotency',
  'idempotency_event',
] as const satisfies readonly (keyof Tables)[]

/** Gives a role the rights of the server, and takes every other from it. */
export const grantServer = async (db: Kysely<unknown>, role: string): Promise<void> => {
  const to = sql.id(role)
  await sql`grant usage on schema public to ${to}`.execute(db)
  await sql`revoke all on all tables in schema public from ${to}`.execute(db)
  await sql`grant select on kysely_migration to ${to}`.execute(db)
  for (const [table, rights] of Object.entries(RIGHTS)) {
    const all = sql.join(['SELECT', ...rights].map((right) => sql.raw(right)))
    await sql`grant ${all} on ${sql.table(table)} to ${to}`.execute(db)
  }
  // Of a log that has none, once: a policy of the table.
  await sql`grant update (issuer) on log to ${to}`.execute(db)
  for (const table of ERASABLE) await sql`grant maintain on ${sql.table(table)} to ${to}`.execute(db)
}

const FORBIDDEN = Object.entries(RIGHTS).flatMap(([table, rights]) =>
  (['UPDATE', 'DELETE', 'TRUNCATE'] as const)
    .filter((right) => right === 'TRUNCATE' || !rights.includes(right))
    .map((right) => [table, right] as const),
)

/** The rights that the role of a connection has beyond those of the server, each as `RIGHT on table`. */
export const excessRights = async (db: Kysely<unknown>): Promise<readonly string[]> => {
  const pairs = sql.join(FORBIDDEN.map(([table, right]) => sql`(${sql.lit(table)}, ${sql.lit(right)})`))
  const { rows } = await sql<{ excess: string }>`
    select "right" || ' on ' || "table" as excess from (values ${pairs}) as f ("table", "right")
    where has_table_privilege(current_user, "table", "right") order by excess`.execute(db)
  return rows.map(({ excess }) => excess)
}
