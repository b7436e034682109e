import { sql, type Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { SchemaMismatch, type SchemaState } from '../schema.ts'
import { distribute } from './citus.ts'
import { postgresKysely } from './database.ts'
import { grantServer } from './grants.ts'
import { firstTables } from './migrations/0005-erasure.ts'
import { accessColumns } from './migrations/0006-access.ts'
import { webhookTables } from './migrations/0007-webhook.ts'
import { confirmationTable } from './migrations/0008-confirmation.ts'
import { operatorTables } from './migrations/0009-operator.ts'
import { stateTables } from './migrations/0010-contact-state.ts'
import { UnsafeDatabase } from './safe.ts'
import type { PostgresOptions } from './sessions.ts'
import { faultAtStart } from './storage-error.ts'

// Named in order, as SQLite's are; a migration that was released is never edited.
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0005-erasure': firstTables,
  '0006-access': accessColumns,
  '0007-webhook': webhookTables,
  '0008-confirmation': confirmationTable,
  '0009-operator': operatorTables,
  '0010-contact-state': stateTables,
}

/** A connection for a moment, over which DDL goes too. */
export const withDatabase = async <T>(
  options: PostgresOptions,
  work: (db: Kysely<unknown>) => Promise<T>,
): Promise<T> => {
  const { db, close } = postgresKysely(options)
  try {
    return await work(db)
  } catch (error) {
    throw faultAtStart(error)
  } finally {
    await close()
  }
}

/** Which migrations a database lacks, and which it has that this version does not know; undefined before the first. */
export const schemaIn = async (db: Kysely<unknown>): Promise<SchemaState | undefined> => {
  const { rows: found } = await sql<{ there: number }>`
    select to_regclass('kysely_migration') is not null as there`.execute(db)
  if (found[0]?.there !== 1) return undefined
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  const applied = rows.map(({ name }) => name)
  const known = Object.keys(MIGRATIONS)
  return {
    missing: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  }
}

const GRANT_LOCK = 7_020_261_121

const requireRole = async (db: Kysely<unknown>, role: string): Promise<void> => {
  const { rows } = await sql`select 1 from pg_roles where rolname = ${role}`.execute(db)
  if (rows.length === 0)
    throw new UnsafeDatabase(
      `there is no role ${role} for the server: make it with "create role … login password '…'".`,
    )
}

/**
 * Which migrations a database lacks, and which it has that this version does not know; undefined when none was ever made there.
 *
 * @throws StorageUnavailable
 */
export const postgresSchemaOf = (options: PostgresOptions): Promise<SchemaState | undefined> =>
  withDatabase(options, schemaIn)

/** How a database is brought to the newest schema. */
export type PostgresMigration = {
  /** The address under the role that owns the tables. */
  readonly ownerUrl: string
  /** The role that the server connects with, which must be there; it is given the rights of a server and no others. */
  readonly serverRole: string
}

/**
 * Brings the database to the newest schema: all missing migrations in one transaction under a lock, so that two processes starting
 * together migrate once and a failure leaves nothing half done. Then gives new tables their places on Citus, where there is one, and the
 * server's role its rights.
 *
 * @returns the names of the migrations that were made now.
 * @throws StorageUnavailable when the database cannot be reached or locked.
 * @throws SchemaMismatch when the database was migrated by a newer version.
 * @throws UnsafeDatabase when the server's role is missing.
 */
export const migratePostgres = ({ ownerUrl, serverRole }: PostgresMigration): Promise<readonly string[]> =>
  withDatabase({ url: ownerUrl }, async (db) => {
    await requireRole(db, serverRole)
    const state = await schemaIn(db)
    if (state !== undefined && state.unknown.length > 0) throw new SchemaMismatch(state)
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
      // 0009 was there before 0008; neither needs the other.
      allowUnorderedMigrations: true,
    })
    const { error, results = [] } = await migrator.migrateToLatest()
    if (error !== undefined) throw error
    await db.transaction().execute(async (trx) => {
      // Two that grant at once disturb each other.
      await sql`select pg_advisory_xact_lock(${sql.lit(GRANT_LOCK)})`.execute(trx)
      await distribute(trx)
      await grantServer(trx, serverRole)
    })
    return results.map(({ migrationName }) => migrationName)
  })
