import { readdirSync, readFileSync } from 'node:fs'

/** Where the rows of released levels are kept. */
export const GOLDEN_ROWS = new URL('../../golden/', import.meta.url)

/** What a server wrote into a store of a released schema, as statements that write it again. */
export type GoldenRows = { readonly level: string; readonly sql: string }

/** The rows that were kept, oldest level first; `make-golden.ts` adds those of a new one. */
export const goldenRows = (): readonly GoldenRows[] =>
  readdirSync(GOLDEN_ROWS)
    .toSorted()
    .map((name) => ({
      level: name.slice(0, -'.sql'.length),
      sql: readFileSync(new URL(name, GOLDEN_ROWS), 'utf8'),
    }))
