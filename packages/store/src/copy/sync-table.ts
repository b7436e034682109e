import type { Database } from 'better-sqlite3'
import { sql, type Kysely } from 'kysely'
import type { CopiedTable } from './tables-in-order.ts'
import type { CopyUnderWay } from './under-way.ts'

type Value = string | number | Buffer | null
type Row = Readonly<Record<string, Value>>

const PAGE = 1000
// Far below what PostgreSQL takes of parameters in one statement.
const VALUES = 20_000

/** A row as text that is equal for equal rows alone, whichever engine gave it. */
const printOf = (row: Row, columns: readonly string[]): string =>
  JSON.stringify(
    columns.map((column) => {
      const value = row[column] ?? null
      return Buffer.isBuffer(value) ? { bytes: value.toString('base64') } : value
    }),
  )

const columnsOf = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)))
const valuesOf = (row: Row, names: readonly string[]) => sql.join(names.map((name) => row[name] ?? null))

const list = (names: readonly string[]): string => names.map((each) => `"${each}"`).join(', ')

const pageOfSource = (
  source: Database,
  { name, columns, key }: CopiedTable,
  after: Row | undefined,
): readonly Row[] => {
  const from = after === undefined ? '' : `where (${list(key)}) > (${key.map(() => '?').join(', ')})`
  return source
    .prepare<Value[], Row>(
      `select ${list(columns)} from "${name}" ${from} order by ${list(key)} limit ${PAGE}`,
    )
    .all(...(after === undefined ? [] : key.map((column) => after[column] ?? null)))
}

/** The rows of the target after one key and up to another. */
const pageOfTarget = async (
  db: Kysely<unknown>,
  { name, columns, key }: CopiedTable,
  after: Row | undefined,
  upTo: Row | undefined,
): Promise<readonly Row[]> => {
  const bounds = [
    ...(after === undefined ? [] : [sql`(${columnsOf(key)}) > (${valuesOf(after, key)})`]),
    ...(upTo === undefined ? [] : [sql`(${columnsOf(key)}) <= (${valuesOf(upTo, key)})`]),
  ]
  const where = bounds.length === 0 ? sql`` : sql`where ${sql.join(bounds, sql` and `)}`
  const { rows } = await sql<Row>`select ${columnsOf(columns)} from ${sql.table(name)} ${where}`.execute(db)
  return rows
}

const remove = async (
  trx: Kysely<unknown>,
  { name, key }: CopiedTable,
  rows: readonly Row[],
): Promise<void> => {
  for (const row of rows)
    await sql`delete from ${sql.table(name)} where (${columnsOf(key)}) = (${valuesOf(row, key)})`.execute(trx)
}

const insert = async (
  trx: Kysely<unknown>,
  { name, columns, key }: CopiedTable,
  rows: readonly Row[],
): Promise<void> => {
  const step = Math.max(1, Math.floor(VALUES / columns.length))
  const rest = columns.filter((column) => !key.includes(column))
  const replaced = sql.join(rest.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))
  const conflict = rest.length === 0 ? sql`do nothing` : sql`do update set ${replaced}`
  for (let from = 0; from < rows.length; from += step) {
    const values = sql.join(rows.slice(from, from + step).map((row) => sql`(${valuesOf(row, columns)})`))
    await sql`insert into ${sql.table(name)} (${columnsOf(columns)}) values ${values}
      on conflict (${columnsOf(key)}) ${conflict}`.execute(trx)
  }
}

/** A table, which is made the same by a copy, or compared alone. */
type Synced = { readonly table: CopiedTable; readonly copy: CopyUnderWay | undefined }

/**
 * Makes a table of the target hold the rows of the source and no others, a page at a time in the order of its key, each page in a
 * transaction of its own; or counts by how many rows they differ.
 *
 * @param onPage told after each page how many rows are the same, of how many.
 */
export const syncTable = async (
  source: Database,
  db: Kysely<unknown>,
  { table, copy }: Synced,
  onPage: (done: number, total: number) => void,
): Promise<{ readonly rows: number; readonly changed: number }> => {
  const total = source.prepare<[], number>(`select count(*) from "${table.name}"`).pluck().get() ?? 0
  let after: Row | undefined
  let done = 0
  let changed = 0
  for (let more = true; more;) {
    const wanted = pageOfSource(source, table, after)
    more = wanted.length === PAGE
    const last = wanted.at(-1)
    const there = await pageOfTarget(db, table, after, more ? last : undefined)
    const known = new Set(there.map((row) => printOf(row, table.columns)))
    const keys = new Set(wanted.map((row) => printOf(row, table.key)))
    const missing = wanted.filter((row) => !known.has(printOf(row, table.columns)))
    const extra = there.filter((row) => !keys.has(printOf(row, table.key)))
    if (copy && missing.length + extra.length > 0)
      await db.transaction().execute(async (trx) => {
        await copy.requireOwn(trx)
        await remove(trx, table, extra)
        await insert(trx, table, missing)
      })
    done += wanted.length
    changed += missing.length + extra.length
    after = last
    onPage(done, total)
  }
  return { rows: done, changed }
}
