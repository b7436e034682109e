import type { Database, Statement } from 'better-sqlite3'

const MAX_STATEMENTS = 256

/**
 * Prepares each SQL text once per connection and keeps the most recently used handles: preparing costs more than most of our
 * statements run (server.md 3.4).
 */
export const statementCache = (
  database: Database,
  max: number = MAX_STATEMENTS,
): ((sql: string) => Statement) => {
  const kept = new Map<string, Statement>()
  return (sql) => {
    const known = kept.get(sql)
    // Which is unused for longest matters once one of them has to go.
    if (known && kept.size < max) return known
    const statement = known ?? database.prepare(sql)
    // A Map iterates in order of insertion, so its first entry is the one unused for longest.
    kept.delete(sql)
    kept.set(sql, statement)
    if (kept.size > max) {
      const [oldest] = kept.keys()
      if (oldest !== undefined) kept.delete(oldest)
    }
    return statement
  }
}
