import { existsSync } from 'node:fs'
import { Kysely } from 'kysely'
import { type Migration, type MigrationResult, Migrator } from 'kysely/migration'
import { SchemaMismatch, type SchemaState } from '../schema.ts'
import { StorageUnavailable } from '../store.ts'
import { openReader, openWriter, type SqliteOptions } from './connection.ts'
import { sqliteDialect } from './dialect.ts'
import { consentTables } from './migrations/0001-consent.ts'
import { attemptTable } from './migrations/0002-attempt.ts'
import { logTables } from './migrations/0003-log.ts'
import { certificateTable } from './migrations/0004-certificate.ts'
import { erasureTables } from './migrations/0005-erasure.ts'
import { accessColumns } from './migrations/0006-access.ts'
import { storageError } from './storage-error.ts'
import { webhookTables } from './migrations/0007-webhook.ts'
import { confirmationTable } from './migrations/0008-confirmation.ts'
import { operatorTables } from './migrations/0009-operator.ts'
import { stateTables } from './migrations/0010-contact-state.ts'

/** Named in order; a migration that was released is never edited. */
export const SQLITE_MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-consent': consentTables,
  '0002-attempt': attemptTable,
  '0003-log': logTables,
  '0004-certificate': certificateTable,
  '0005-erasure': erasureTables,
  '0006-access': accessColumns,
  '0007-webhook': webhookTables,
  '0008-confirmation': confirmationTable,
  '0009-operator': operatorTables,
  '0010-contact-state': stateTables,
}

const appliedTo = (options: SqliteOptions): readonly string[] => {
  const database = openReader(options)
  try {
    const known = database.prepare("select 1 from sqlite_schema where name = 'kysely_migration'").get()
    if (known === undefined) return []
    return database.prepare<[], string>('select name from kysely_migration order by name').pluck().all()
  } catch (error) {
    throw storageError(error)
  } finally {
    database.close()
  }
}

/** Which migrations a database lacks, and which it has that this version does not know; undefined when there is none. */
export const schemaOf = (options: SqliteOptions): SchemaState | undefined => {
  if (!existsSync(options.path)) return undefined
  const applied = appliedTo(options)
  const known = Object.keys(SQLITE_MIGRATIONS)
  return {
    missing: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  }
}

/**
 * Refuses a database whose schema is not the newest that this version knows.
 *
 * @throws SchemaMismatch
 * @throws StorageUnavailable when the file cannot be opened.
 */
export const requireSchema = (options: SqliteOptions): void => {
  const state = schemaOf(options)
  if (state === undefined || state.missing.length + state.unknown.length > 0) throw new SchemaMismatch(state)
}

/** What to throw for what a migration threw: a fault of the disk as such, anything else with the migration's name. */
const failureOf = (error: unknown, results: readonly MigrationResult[]): unknown => {
  const known = storageError(error)
  if (known instanceof StorageUnavailable || !(error instanceof Error)) return known
  const failed = results.find(({ status }) => status === 'Error')
  return new Error(
    `the migration ${failed?.migrationName ?? ''} failed and nothing was changed: ${error.message}. Restore the database from before, or ask with this message.`,
    { cause: error },
  )
}

/**
 * Brings the database to the newest schema: all missing migrations in one transaction under an exclusive lock, so that two processes
 * starting together migrate once and a failure leaves nothing half done.
 *
 * @returns the names of the migrations that were made now.
 * @throws StorageUnavailable when the file cannot be opened, locked or written.
 * @throws SchemaMismatch when the database was migrated by a newer version.
 * @throws Error naming the migration that failed.
 */
export const migrateSqlite = async (options: SqliteOptions): Promise<readonly string[]> => {
  const state = schemaOf(options)
  if (state !== undefined && state.unknown.length > 0) throw new SchemaMismatch(state)
  const db = new Kysely<unknown>({ dialect: sqliteDialect(openWriter(options), 'begin exclusive') })
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => ({ ...SQLITE_MIGRATIONS }) },
      // 0009 was there before 0008; neither needs the other.
      allowUnorderedMigrations: true,
    })
    const { error, results = [] } = await migrator.migrateToLatest()
    if (error !== undefined) throw failureOf(error, results)
    return results.map(({ migrationName }) => migrationName)
  } finally {
    await db.destroy()
  }
}
