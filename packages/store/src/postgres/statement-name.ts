import { hash } from 'node:crypto'

// What a backend keeps of a named statement is not freed while its connection lives.
const MAX_NAMED = 512
const MAX_SEEN = 4096

/**
 * Names statements so that PostgreSQL parses and plans them once a connection: the second time that a text comes, and the
 * first so many of them; what varies without end stays unnamed. Without a name for a text, undefined.
 */
export const statementNames = (): ((sql: string) => string | undefined) => {
  const named = new Map<string, string>()
  const seen = new Set<string>()
  return (sql) => {
    const known = named.get(sql)
    if (known !== undefined || named.size >= MAX_NAMED) return known
    if (!seen.has(sql)) {
      if (seen.size >= MAX_SEEN) seen.clear()
      seen.add(sql)
      return undefined
    }
    seen.delete(sql)
    const name = hash('sha1', sql)
    named.set(sql, name)
    return name
  }
}
