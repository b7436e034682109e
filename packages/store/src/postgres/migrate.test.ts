import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeAll, expect, it } from 'vitest'
import { migratePostgres, openPostgresStore } from '../index.ts'
import { COLUMNS, GLOBAL } from '../testing/columns.ts'
import {
  createPostgres,
  newPostgres,
  runSql,
  sharedCluster,
  type PostgresUnderTest,
} from '../testing/postgres.ts'

const SERVER = 'constat_server'

let database: PostgresUnderTest
beforeAll(async () => {
  database = await newPostgres()
})

const rows = async <Row>(sql: string): Promise<readonly Row[]> =>
  (await runSql(database.ownerUrl, sql)) as readonly Row[]

it('creates the tables that the types say', async () => {
  const created = await rows<{ name: string; columns: string[] }>(
    `select table_name::text as name, array_agg(column_name::text order by column_name) as columns
      from information_schema.columns where table_schema = 'public' and table_name not like 'kysely%' group by 1`,
  )
  const typed = Object.entries(COLUMNS).map(([name, columns]) => [name, Object.keys(columns).toSorted()])
  expect(Object.fromEntries(created.map(({ name, columns }) => [name, columns.toSorted()]))).toEqual(
    Object.fromEntries(typed),
  )
})

it('keeps whole numbers, bytes and text alone, and compares text byte by byte', async () => {
  const kinds = await rows<{ type: string; collation: string | null }>(
    `select distinct data_type::text as type, collation_name::text as collation from information_schema.columns
      where table_schema = 'public' and table_name not like 'kysely%' order by 1`,
  )
  expect(kinds).toEqual([
    { type: 'bigint', collation: null },
    { type: 'bytea', collation: null },
    { type: 'text', collation: 'C' },
  ])
})

it('puts log and tenant first in every unique key of a tenant, and the log in every other', async () => {
  const keys = await rows<{ table: string; columns: string[] }>(
    `select c.relname::text as table, array(
        select a.attname::text from unnest(i.indkey) with ordinality k (n, at)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n order by k.at) as columns
      from pg_index i join pg_class c on c.oid = i.indrelid
      where i.indisunique and c.relnamespace = 'public'::regnamespace and c.relname not like 'kysely%'`,
  )
  expect(new Set(keys.map(({ table }) => table))).toEqual(new Set(Object.keys(COLUMNS)))
  for (const { table, columns } of keys) {
    if (GLOBAL.includes(table)) continue
    expect(columns[0], table).toBe('log_id')
    if ('tenant_id' in (COLUMNS[table as keyof typeof COLUMNS] ?? {}) && table !== 'leaf')
      expect(columns[1], table).toBe('tenant_id')
  }
})

it('migrates once when several processes start together, and again changes nothing', async () => {
  const { ownerUrl, url } = await createPostgres(await sharedCluster(), 'empty')
  await expect(openPostgresStore({ url, durable: false })).rejects.toMatchObject({
    name: 'SchemaMismatch',
    state: undefined,
  })
  const script = `import('${new URL('./migrate.ts', import.meta.url).href}').then((m) => m.migratePostgres({ ownerUrl: process.argv[1], serverRole: '${SERVER}' })).then((made) => console.log(JSON.stringify(made)))`
  const run = promisify(execFile)
  const start = () => run(process.execPath, ['--conditions=@constat/source', '-e', script, ownerUrl])
  const printed = await Promise.all([start(), start(), start()])
  const made = printed.flatMap(({ stdout }) => JSON.parse(stdout) as string[])
  expect(made).toEqual([
    '0005-erasure',
    '0006-access',
    '0007-webhook',
    '0008-confirmation',
    '0009-operator',
    '0010-contact-state',
  ])
  expect(await migratePostgres({ ownerUrl, serverRole: SERVER })).toEqual([])
  await (await openPostgresStore({ url, durable: false })).close()
})

it('refuses a database that a newer version migrated, or that this one has to migrate first', async () => {
  const { ownerUrl, url } = await createPostgres(await sharedCluster(), 'migrated')
  await runSql(ownerUrl, `insert into kysely_migration values ('9999-later', '2027-01-01')`)
  await expect(migratePostgres({ ownerUrl, serverRole: SERVER })).rejects.toThrow('9999-later')
  await expect(openPostgresStore({ url, durable: false })).rejects.toThrow('9999-later')
  await runSql(ownerUrl, `delete from kysely_migration where name in ('9999-later', '0009-operator')`)
  await expect(openPostgresStore({ url, durable: false })).rejects.toThrow('0009-operator')
})

it('says that the role of the server is missing', async () => {
  const { ownerUrl } = database
  await expect(migratePostgres({ ownerUrl, serverRole: 'nobody here' })).rejects.toThrow('create role')
})
