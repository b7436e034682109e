import { env } from 'node:process'
import { beforeAll, describe, expect, it } from 'vitest'
import { migratePostgres, openPostgresStore } from '../index.ts'
import { COLUMNS } from '../testing/columns.ts'
import { emptyCitus, newPostgres, runSql } from '../testing/postgres.ts'
import { storeContract } from '../testing/store-contract.ts'
import { PLACES, placements } from './citus.ts'

let database: Awaited<ReturnType<typeof newPostgres>>
beforeAll(async () => {
  database = await newPostgres()
})

/** Found by identifiers of their own, or pointed to by facts of every log: whole on every node. */
const EVERY_NODE = ['log', 'tenant', 'api_key', 'party', 'notice_version']

const isSharded = (table: string): boolean => !EVERY_NODE.includes(table)

/** What must be unique, in whatever schema; a column that an index only carries (INCLUDE) is none of its key. */
const uniqueKeys = async () =>
  (await runSql(
    database.ownerUrl,
    `select c.relname::text as table, array(select a.attname::text
          from unnest(i.indkey) with ordinality k (n, place)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n
          where k.place <= i.indnkeyatts) as columns
        from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace s on s.oid = c.relnamespace
        where (i.indisunique or i.indisexclusion) and s.nspname !~ '^pg_' and s.nspname <> 'information_schema'
          and c.relname not like 'kysely%'`,
  )) as { table: string; columns: string[] }[]

describe('what Citus asks of the schema', () => {
  it('is that each table has its place: the shard of its log, but for a closed list', () => {
    expect(Object.keys(PLACES).toSorted()).toEqual(Object.keys(COLUMNS).toSorted())
    for (const [table, place] of Object.entries(PLACES))
      expect(place, table).toBe(isSharded(table) ? 'SHARD_OF_LOG' : 'EVERY_NODE')
    const statements = placements(Object.keys(PLACES))
    expect(statements).toHaveLength(Object.keys(PLACES).length)
    expect(statements.filter((each) => each.includes('create_reference_table'))).toHaveLength(
      EVERY_NODE.length,
    )
  })

  it('is the log in every unique key of a table that lies in shards', async () => {
    const keys = await uniqueKeys()
    const sharded = keys.filter(({ table }) => isSharded(table))
    expect(new Set(sharded.map(({ table }) => table)).size).toBe(
      Object.keys(PLACES).length - EVERY_NODE.length,
    )
    for (const { table, columns } of sharded) expect(columns, table).toContain('log_id')
  })

  it('is a key that has the log, in any schema, not an index that only carries it', async () => {
    await runSql(
      database.ownerUrl,
      `create schema aside; create table aside.carried (log_id text, x text);
        create unique index on aside.carried (x) include (log_id)`,
    )
    try {
      expect(await uniqueKeys()).toContainEqual({ table: 'carried', columns: ['x'] })
    } finally {
      await runSql(database.ownerUrl, 'drop schema aside cascade')
    }
  })

  it('is that no foreign key leaves its shard', async () => {
    const keys = (await runSql(
      database.ownerUrl,
      `select c.conrelid::regclass::text as from, c.confrelid::regclass::text as to, array(
          select a.attname::text || ' ' || b.attname::text from unnest(c.conkey, c.confkey) k (own, other)
          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = own
          join pg_attribute b on b.attrelid = c.confrelid and b.attnum = other) as pairs
        from pg_constraint c where contype = 'f'`,
    )) as { from: string; to: string; pairs: string[] }[]
    expect(keys.length).toBeGreaterThan(10)
    for (const { from, to, pairs } of keys)
      if (isSharded(to)) {
        expect(isSharded(from), `${from} → ${to}`).toBe(true)
        expect(pairs, `${from} → ${to}`).toContain('log_id log_id')
      }
  })
})

const citus = env['CONSTAT_TEST_CITUS_URL']
if (citus !== undefined)
  storeContract('Citus', async () => {
    const { url, ownerUrl, serverRole } = await emptyCitus(citus)
    await migratePostgres({ ownerUrl, serverRole })
    return openPostgresStore({ url, durable: false })
  })
