import type { Kysely } from 'kysely'
import type { Reader } from './store.ts'
import type { Tables } from './tables.ts'

/** A handle as one that cannot write: Kysely's read-only type is not a supertype of its own, so it takes a cast. */
export const readOnly = (db: Kysely<Tables>): Reader => db as unknown as Reader
