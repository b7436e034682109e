import { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { openWriter, type SqliteOptions } from './connection.ts'
import { sqliteDialect } from './dialect.ts'
import { consentTables } from './migrations/0001-consent.ts'
import { attemptTable } from './migrations/0002-attempt.ts'
import { logTables } from './migrations/0003-log.ts'
import { certificateTable } from './migrations/0004-certificate.ts'
import { erasureTables } from './migrations/0005-erasure.ts'
import { operatorTables } from './migrations/0009-operator.ts'

// Named in order; a migration that was released is never edited.
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-consent': consentTables,
  '0002-attempt': attemptTable,
  '0003-log': logTables,
  '0004-certificate': certificateTable,
  '0005-erasure': erasureTables,
  '0009-operator': operatorTables,
}

/**
 * Brings the database to the newest schema: all missing migrations in one transaction under an exclusive lock, so that two processes
 * starting together migrate once and a failure leaves nothing half done.
 *
 * @throws StorageUnavailable when the file cannot be opened, locked or written.
 * @throws Error when the database was migrated by a newer version.
 */
export const migrateSqlite = async (options: SqliteOptions): Promise<void> => {
  const db = new Kysely<unknown>({ dialect: sqliteDialect(openWriter(options), 'begin exclusive') })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } })
    const { error } = await migrator.migrateToLatest()
    if (error !== undefined) throw error
  } finally {
    await db.destroy()
  }
}
