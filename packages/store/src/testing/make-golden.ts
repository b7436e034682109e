// Writes the schema of each migration that has none yet into `golden/`: one that is there was released and stays as it is.
// Run with: node --conditions=@constat/source packages/store/src/testing/make-golden.ts
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { openWriter } from '../sqlite/connection.ts'
import { sqliteDialect } from '../sqlite/dialect.ts'
import { SQLITE_MIGRATIONS } from '../sqlite/migrate.ts'
import { GOLDEN } from './golden.ts'

const RELEASED = '2026-11-22T00:00:00.000Z'

/** What makes a database as it is after these migrations, in the order in which SQLite was told. */
const schemaAfter = async (names: readonly string[]): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-golden-'))
  const path = join(folder, 'constat.db')
  const db = new Kysely<unknown>({ dialect: sqliteDialect(openWriter({ path }), 'begin exclusive') })
  const migrations = Object.fromEntries(
    names.map((name) => [name, SQLITE_MIGRATIONS[name] ?? { up: async () => {} }]),
  )
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest()
  await db.destroy()
  if (error !== undefined) throw error
  const database = openWriter({ path })
  const made = database
    .prepare<[], string>(
      "select sql from sqlite_schema where sql is not null and name not like 'sqlite_%' order by rowid",
    )
    .pluck()
    .all()
  database.close()
  rmSync(folder, { recursive: true })
  const rows = names.map((name) => `insert into kysely_migration values ('${name}', '${RELEASED}')`)
  return [...made, "insert into kysely_migration_lock values ('migration_lock', 0)", ...rows]
    .map((each) => `${each};\n`)
    .join('')
}

const all = Object.keys(SQLITE_MIGRATIONS)
for (const [index, name] of all.entries()) {
  const file = new URL(`${name}.sql`, GOLDEN)
  if (existsSync(file)) continue
  writeFileSync(file, await schemaAfter(all.slice(0, index + 1)))
  process.stdout.write(`${name}\n`)
}
