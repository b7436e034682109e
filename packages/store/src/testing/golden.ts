import { readdirSync, readFileSync } from 'node:fs'

/** Where the schemas of released levels are kept. */
export const GOLDEN = new URL('../../golden/', import.meta.url)

/** The schema of SQLite as it was after a migration that was released. */
export type GoldenSchema = {
  /** Name of its newest migration. */
  readonly level: string
  /** What made it: every table, index and trigger, and which migrations were made. */
  readonly sql: string
}

/** Every released schema, oldest first; `make-golden.ts` adds that of a new migration and changes none. */
export const goldenSchemas = (): readonly GoldenSchema[] =>
  readdirSync(GOLDEN)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .map((name) => ({
      level: name.slice(0, -'.sql'.length),
      sql: readFileSync(new URL(name, GOLDEN), 'utf8'),
    }))
