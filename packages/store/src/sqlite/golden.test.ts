import { expect, it } from 'vitest'
import { newDatabasePath } from '../testing/folder.ts'
import { goldenSchemas } from '../testing/golden.ts'
import { openWriter } from './connection.ts'
import { migrateSqlite, SQLITE_MIGRATIONS } from './migrate.ts'

/** What a database is made of once it is migrated to the newest schema, by name. */
const migrated = async (begun = ''): Promise<Readonly<Record<string, string>>> => {
  const path = newDatabasePath()
  if (begun !== '') {
    const before = openWriter({ path })
    before.exec(begun)
    before.close()
  }
  await migrateSqlite({ path })
  const database = openWriter({ path })
  const rows = database
    .prepare<[], { name: string; sql: string }>(
      "select name, sql from sqlite_schema where sql is not null and name not like 'kysely_%'",
    )
    .all()
  database.close()
  return Object.fromEntries(rows.map(({ name, sql }) => [name, sql]))
}

it('keeps the schema of every released migration: run make-golden.ts with a new one, and never edit an old one', () => {
  expect(goldenSchemas().map(({ level }) => level)).toEqual(Object.keys(SQLITE_MIGRATIONS))
})

it.each(goldenSchemas().map(({ level, sql }) => [level, sql]))(
  'brings a database of %s to the schema that a new one has',
  async (_level, sql) => {
    expect(await migrated(sql)).toEqual(await migrated())
  },
)
