import { CompiledQuery, type Kysely } from 'kysely'

// Compared byte by byte, as SQLite does and whatever the language of the database: order and pages are the same on both.
export const TEXT = 'text collate "C"'

/** Columns that start every tenant-owned table and each of its unique keys. */
export const OWNER = `log_id ${TEXT} not null, tenant_id ${TEXT} not null`
export const OF_TENANT = 'foreign key (log_id, tenant_id) references tenant (log_id, tenant_id)'
export const OF_LOG = 'foreign key (log_id) references log (log_id)'

/** Bytes of one length. */
export const bytes = (column: string, length: number): string =>
  `${column} bytea not null check (octet_length(${column}) = ${length})`

/** Runs statements one after another. */
export const runStatements = async (db: Kysely<unknown>, statements: readonly string[]): Promise<void> => {
  for (const statement of statements) await db.executeQuery(CompiledQuery.raw(statement))
}
