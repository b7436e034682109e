import Database from 'better-sqlite3'
import type { TreeHead } from '@constat/tlog'

/** The latest tree head that a witness has cosigned of each log, kept across crashes. */
export type HeadStore = {
  readonly latest: (origin: string) => TreeHead | undefined
  /**
   * Puts a head in the place of the one that was decided on, in one step and on disk when it returns. False when another
   * has taken that place meanwhile.
   */
  readonly advance: (origin: string, from: TreeHead | undefined, to: TreeHead) => boolean
  readonly close: () => void
}

type Row = { readonly size: number; readonly root: Uint8Array }

const TABLE = `create table if not exists witnessed (
  origin text not null primary key,
  size integer not null check (size >= 0),
  root blob not null check (length(root) = 32)
) strict`

// Each is one statement, hence atomic, among processes too.
const FIRST = `insert into witnessed (origin, size, root) values (@origin, @size, @root) on conflict do nothing`
const NEXT = `update witnessed set size = @size, root = @root
  where origin = @origin and size = @fromSize and root = @fromRoot`

/**
 * Opens the file of a witness; it is made when absent. Never restore it from a backup: the witness would cosign what
 * contradicts what it has cosigned since.
 *
 * @throws Error of SQLite when the file cannot be opened or is no database
 */
export const openHeadStore = (path: string): HeadStore => {
  const database = new Database(path, { timeout: 1000 })
  // Before every answer the head is on disk: FULL has to be asked for in WAL.
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'trusted_schema = OFF'])
    database.pragma(pragma)
  database.exec(TABLE)
  const select = database.prepare<[string], Row>('select size, root from witnessed where origin = ?')
  const first = database.prepare(FIRST)
  const next = database.prepare(NEXT)
  return {
    latest: (origin) => {
      const row = select.get(origin)
      return row && { size: row.size, root: new Uint8Array(row.root) }
    },
    advance: (origin, from, { size, root }) => {
      const { changes } = from
        ? next.run({ origin, size, root, fromSize: from.size, fromRoot: from.root })
        : first.run({ origin, size, root })
      return changes === 1
    },
    close: () => void database.close(),
  }
}
