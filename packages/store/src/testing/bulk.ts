import { sql, type RawBuilder } from 'kysely'
import type { Tables, Writer } from '../index.ts'

type Value = string | number | Uint8Array

/** Rows that all have the same columns; what is null everywhere is left out. */
export type BulkRows = readonly { readonly [column: string]: Value }[]

const hex = (value: Value): string | number =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value

const inSqlite = (column: string, value: Value): RawBuilder<unknown> =>
  value instanceof Uint8Array
    ? sql`unhex(json_extract(value, ${sql.lit(`$.${column}`)}))`
    : sql`json_extract(value, ${sql.lit(`$.${column}`)})`

const inPostgres = (column: string, value: Value): RawBuilder<unknown> =>
  value instanceof Uint8Array ? sql`decode(${sql.ref(column)}, 'hex')` : sql`${sql.ref(column)}`

const typed = (column: string, value: Value): RawBuilder<unknown> =>
  sql`${sql.ref(column)} ${sql.raw(typeof value === 'number' ? 'bigint' : 'text')}`

/** Adds rows in one statement, past all that a store does with an event: for populations too large to be recorded. */
export const insertBulk = async (
  trx: Writer,
  engine: 'sqlite' | 'postgres',
  table: keyof Tables,
  rows: BulkRows,
): Promise<void> => {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.entries(first)
  const json = JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, hex(value)]))),
  )
  const names = sql.join(columns.map(([column]) => sql.ref(column)))
  const each = engine === 'sqlite' ? inSqlite : inPostgres
  const values = sql.join(columns.map(([column, value]) => each(column, value)))
  const from =
    engine === 'sqlite'
      ? sql`json_each(${json})`
      : sql`json_to_recordset(cast(${json} as json)) as row (${sql.join(columns.map(([column, value]) => typed(column, value)))})`
  await sql`insert into ${sql.table(table)} (${names}) select ${values} from ${from}`.execute(trx)
}
