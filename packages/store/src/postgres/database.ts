import { Kysely } from 'kysely'
import { postgresDialect } from './dialect.ts'
import { openSessions, type PostgresOptions } from './sessions.ts'

/** A connection for work on a database as a whole, which its owner does. */
export const postgresKysely = (
  options: PostgresOptions,
): { readonly db: Kysely<unknown>; readonly close: () => Promise<void> } => {
  const sessions = openSessions({ ...options, answerTimeout: 0 }, { width: 1, settings: [] })
  return { db: new Kysely<unknown>({ dialect: postgresDialect(sessions, 'begin') }), close: sessions.close }
}
