import { sql, type Kysely } from 'kysely'
import { UNDER_WAY } from './under-way.ts'

/** A table with its columns, and a unique key in whose order it is copied. */
export type CopiedTable = {
  readonly name: string
  readonly columns: readonly string[]
  readonly key: readonly string[]
}

type Row = { readonly name: string; readonly columns: string; readonly key: string; readonly needs: string }

// An event may point to an earlier one, which must be there before it.
const BY_POSITION: Readonly<Record<string, readonly string[]>> = {
  consent_event: ['log_id', 'tenant_id', 'position'],
}

/** All tables of a database, each after those that it points to. */
export const tablesInOrder = async (db: Kysely<unknown>): Promise<readonly CopiedTable[]> => {
  const { rows } = await sql<Row>`
    select c.relname::text as name,
      (select json_agg(a.attname order by a.attnum)::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select json_agg(a.attname order by k.at)::text from pg_index i, unnest(i.indkey) with ordinality k (n, at)
        join pg_attribute a on a.attnum = k.n where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid) as key,
      (select coalesce(json_agg(f.confrelid::regclass::text), '[]')::text from pg_constraint f
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs
    from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
      and c.relname not like 'kysely%' and c.relname <> ${UNDER_WAY} order by c.relname`.execute(db)
  const waiting = new Map(rows.map((row) => [row.name, new Set<string>(JSON.parse(row.needs))]))
  const ordered: CopiedTable[] = []
  while (waiting.size > 0) {
    const ready = rows.filter(
      ({ name }) => waiting.has(name) && [...(waiting.get(name) ?? [])].every((each) => !waiting.has(each)),
    )
    if (ready.length === 0) throw new TypeError('tables point to each other in a circle')
    for (const { name, columns, key } of ready) {
      ordered.push({ name, columns: JSON.parse(columns), key: BY_POSITION[name] ?? JSON.parse(key) })
      waiting.delete(name)
    }
  }
  return ordered
}
