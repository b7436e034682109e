import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, inject } from 'vitest'
import { migratePostgres } from '../index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the test command answers with the address of its one PostgreSQL server, which it starts when asked. */
    readonly postgresAt: string
  }
}

/** The roles of every database of the tests. */
const OWNER = 'constat_owner'
const SERVER = 'constat_server'
const TEMPLATE = 'constat_template'
// Two workers that begin together make roles and template once.
const LOCK = 20_261_121

/** A database of a server that tests run on. */
export type PostgresUnderTest = {
  /** Its address under the role of the server. */
  readonly url: string
  /** Its address under the role that owns the tables. */
  readonly ownerUrl: string
  /** Its address under the superuser, who may forge what nobody else can. */
  readonly superuserUrl: string
  /** Every value of every row, as a dump holds them. */
  readonly dump: () => Promise<Buffer>
  /** Keeps every other from writing, and none from reading, until what it gives is called. */
  readonly holdWrites: () => Promise<() => Promise<void>>
  /** Takes it away, whoever uses it. */
  readonly drop: () => Promise<void>
}

/** Runs statements over a connection of its own and gives the rows of the last. */
export const runSql = async (url: string, ...statements: readonly string[]): Promise<readonly unknown[]> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    let rows: readonly unknown[] = []
    for (const statement of statements) ({ rows } = await client.query(statement))
    return rows
  } finally {
    await client.end()
  }
}

const addressOf = (superuserUrl: string, database: string, role = 'postgres'): string => {
  const url = new URL(superuserUrl)
  url.username = role
  url.pathname = database
  return url.href
}

const makeTemplate = async (superuserUrl: string): Promise<void> => {
  const client = new Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(${LOCK})`)
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE])
    if (rowCount === 1) return
    const draft = `${TEMPLATE}_draft`
    await client.query(`create role ${OWNER} login`)
    await client.query(`create role ${SERVER} login`)
    await client.query(`create database ${draft} owner ${OWNER}`)
    await migratePostgres({ ownerUrl: addressOf(superuserUrl, draft, OWNER), serverRole: SERVER })
    await client.query(`alter database ${draft} rename to ${TEMPLATE}`)
  } finally {
    await client.end()
  }
}

const TABLES = "select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%'"

const tablesOf = async (url: string): Promise<readonly string[]> => {
  const rows = (await runSql(url, TABLES)) as { tablename: string }[]
  return rows.map(({ tablename }) => tablename)
}

const dumpOf = async (url: string): Promise<Buffer> => {
  const values: Buffer[] = []
  for (const table of await tablesOf(url)) {
    const rows = (await runSql(url, `select * from ${table}`)) as object[]
    for (const value of rows.flatMap((row) => Object.values(row)))
      values.push(Buffer.isBuffer(value) ? value : Buffer.from(String(value)))
  }
  return Buffer.concat(values)
}

const holdWritesOf = async (url: string): Promise<() => Promise<void>> => {
  const tables = await tablesOf(url)
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`begin; lock table ${tables.join(', ')} in exclusive mode`)
  return () => client.end()
}

/** The superuser's address of the one PostgreSQL server of the test command, which is started the first time it is asked for. */
export const sharedCluster = async (): Promise<string> => {
  const answer = await fetch(inject('postgresAt'))
  const text = await answer.text()
  if (!answer.ok) throw new Error(`PostgreSQL did not start: ${text}`)
  return text
}

/** A new database of a server, migrated, or without tables for a migration to begin with; its roles are those of all. */
export const createPostgres = async (
  superuserUrl: string,
  template: 'migrated' | 'empty' = 'migrated',
): Promise<PostgresUnderTest> => {
  await makeTemplate(superuserUrl)
  const name = `constat_${randomUUID().replaceAll('-', '')}`
  const from = template === 'migrated' ? TEMPLATE : 'template1'
  await runSql(superuserUrl, `create database ${name} owner ${OWNER} template ${from}`)
  return {
    url: addressOf(superuserUrl, name, SERVER),
    ownerUrl: addressOf(superuserUrl, name, OWNER),
    superuserUrl: addressOf(superuserUrl, name),
    holdWrites: () => holdWritesOf(addressOf(superuserUrl, name)),
    dump: () => dumpOf(addressOf(superuserUrl, name)),
    drop: async () => void (await runSql(superuserUrl, `drop database if exists ${name} with (force)`)),
  }
}

/** A database of the shared server for one test file, and what takes every row out of it. */
export const newPostgres = async (): Promise<PostgresUnderTest & { readonly empty: () => Promise<void> }> => {
  const database = await createPostgres(await sharedCluster())
  afterAll(database.drop)
  const tables = await tablesOf(database.ownerUrl)
  // Each truncation makes the files of each table anew, which costs more than the few rows of a test.
  const empty = [
    'set session_replication_role = replica',
    ...tables.map((table) => `delete from ${table}`),
  ].join('; ')
  return { ...database, empty: async () => void (await runSql(database.superuserUrl, empty)) }
}

/**
 * The database of a Citus coordinator, given under a superuser: with the extension, the roles of the tests and no row. It is the
 * tests' alone.
 */
export const emptyCitus = async (
  superuserUrl: string,
): Promise<Pick<PostgresUnderTest, 'url' | 'ownerUrl'> & { readonly serverRole: string }> => {
  const name = new URL(superuserUrl).pathname.slice(1)
  await runSql(superuserUrl, 'create extension if not exists citus')
  for (const role of [OWNER, SERVER])
    await runSql(
      superuserUrl,
      `do $$ begin create role ${role} login; exception when duplicate_object then null; end $$`,
    )
  await runSql(superuserUrl, `grant all on schema public to ${OWNER}`)
  const tables = await tablesOf(superuserUrl)
  if (tables.length > 0) await runSql(superuserUrl, `truncate ${tables.join(', ')} cascade`)
  return {
    url: addressOf(superuserUrl, name, SERVER),
    ownerUrl: addressOf(superuserUrl, name, OWNER),
    serverRole: SERVER,
  }
}
