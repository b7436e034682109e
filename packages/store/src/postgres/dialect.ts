import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { PoolClient } from 'pg'
import type { PipelinedConnection } from '../prepared.ts'
import { StorageUnavailable } from '../store.ts'
import type { Sessions } from './sessions.ts'
import { statementNames } from './statement-name.ts'

/** How a transaction begins. */
export type Begin = 'begin' | 'begin isolation level repeatable read read only'

// One for all connections: compiled queries are kept per adapter.
const adapter = new PostgresAdapter()
const nameOf = statementNames()

const MUTATIONS: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

type Session = PipelinedConnection & {
  readonly client: PoolClient
  readonly command: (text: string) => Promise<string>
}

/** A statement and how long it may take, which the driver reads of each and its types do not know. */
const timed = (text: string, timeout: number): { readonly text: string; readonly query_timeout: number } => ({
  text,
  query_timeout: timeout,
})

const queryOn = async <R>(
  client: PoolClient,
  { sql, parameters }: CompiledQuery<R>,
  timeout: number,
  onStatement: ((text: string) => void) | undefined,
): Promise<QueryResult<R>> => {
  onStatement?.(sql)
  const name = nameOf(sql)
  const { command, rowCount, rows } = await client.query({
    ...timed(sql, timeout),
    values: [...parameters],
    ...(name === undefined ? {} : { name }),
  })
  return MUTATIONS.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows }
}

const sessionOf = (
  { ask }: Pick<Sessions, 'ask'>,
  client: PoolClient,
  onStatement: ((text: string) => void) | undefined,
): Session => ({
  client,
  command: async (text) => (await ask(client, (timeout) => client.query(timed(text, timeout)))).command,
  executeQuery: <R>(query: CompiledQuery) =>
    ask(client, (timeout) => queryOn<R>(client, query, timeout, onStatement)),
  executeAll: (queries) =>
    ask(client, (timeout) =>
      Promise.all(queries.map((query) => queryOn(client, query, timeout, onStatement))),
    ),
  streamQuery: () => {
    throw new TypeError('no streams: read keyset pages')
  },
})

// Kysely gives back the connections that this driver gave it.
const of = (connection: DatabaseConnection): Session => connection as Session

const run = (connection: DatabaseConnection, text: string): Promise<string> => of(connection).command(text)

const driverOf = (
  sessions: Sessions,
  begin: Begin,
  onStatement: ((text: string) => void) | undefined,
): Driver => ({
  init: async () => {},
  acquireConnection: async () => sessionOf(sessions, await sessions.acquire(), onStatement),
  beginTransaction: async (connection) => void (await run(connection, begin)),
  commitTransaction: async (connection) => {
    // A transaction in which a statement failed is undone by its commit, which says so only in its answer.
    if ((await run(connection, 'commit')) !== 'COMMIT')
      throw new StorageUnavailable('IO', { cause: new Error('the transaction was undone') })
  },
  rollbackTransaction: async (connection) => void (await run(connection, 'rollback')),
  savepoint: async (connection, name) => void (await run(connection, `savepoint ${name}`)),
  rollbackToSavepoint: async (connection, name) => void (await run(connection, `rollback to ${name}`)),
  releaseSavepoint: async (connection, name) => void (await run(connection, `release ${name}`)),
  releaseConnection: async (connection) => sessions.release(of(connection).client),
  destroy: sessions.close,
})

/** Kysely over connections to PostgreSQL, which `Kysely.destroy` closes; `onStatement` is told of each query. */
export const postgresDialect = (
  sessions: Sessions,
  begin: Begin,
  onStatement?: (text: string) => void,
): Dialect => ({
  createAdapter: () => adapter,
  createDriver: () => driverOf(sessions, begin, onStatement),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
})
