import type { Database, Statement } from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Immediate } from '../prepared.ts'
import { StorageUnavailable } from '../store.ts'
import { statementCache } from './statement-cache.ts'
import { storageError } from './storage-error.ts'

/** How a transaction begins: writers take their lock at once, since SQLite refuses to wait for a later upgrade. */
export type Begin = 'begin' | 'begin immediate' | 'begin exclusive'

type Prepare = ReturnType<typeof statementCache>

// Shared by all connections, as what was compiled for one of them fits each.
const ENGINE = {}

class Adapter extends SqliteAdapter implements Immediate {
  readonly engine = ENGINE
  readonly #database: Database
  readonly #prepare: Prepare
  readonly #version: Statement<[], number>
  readonly #onStatement: ((text: string) => void) | undefined

  constructor(database: Database, onStatement: ((text: string) => void) | undefined) {
    super()
    this.#onStatement = onStatement
    this.#database = database
    this.#prepare = statementCache(database)
    this.#version = database.prepare<[], number>('pragma data_version').pluck()
  }
  override get supportsTransactionalDdl(): boolean {
    return true
  }
  // Statements are synchronous and so never interleave; who begins transactions sees to it that those do not.
  override get supportsMultipleConnections(): boolean {
    return true
  }
  version(): number | undefined {
    if (!this.#database.readonly) return undefined
    if (!this.#database.open) throw new StorageUnavailable('CLOSED')
    try {
      return this.#version.get()
    } catch (error) {
      throw storageError(error)
    }
  }
  executeNow<R>(query: CompiledQuery): QueryResult<R> {
    this.#onStatement?.(query.sql)
    return this.run<R>(query)
  }
  run<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    if (!this.#database.open) throw new StorageUnavailable('CLOSED')
    try {
      const statement = this.#prepare(sql)
      if (statement.reader) return { rows: statement.all(parameters) as R[] }
      const { changes } = statement.run(parameters)
      return { rows: [], numAffectedRows: BigInt(changes) }
    } catch (error) {
      throw storageError(error)
    }
  }
}

const connectionOf = (adapter: Adapter): DatabaseConnection => ({
  executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => adapter.executeNow<R>(query),
  // An open cursor blocks the connection for everyone (better-sqlite3#203).
  streamQuery: () => {
    throw new TypeError('no streams: read keyset pages')
  },
})

const driverOf = (database: Database, adapter: Adapter, begin: Begin): Driver => {
  const connection = connectionOf(adapter)
  const run = async (command: string): Promise<void> => void adapter.run(CompiledQuery.raw(command))
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: () => run(begin),
    commitTransaction: () => run('commit'),
    rollbackTransaction: () => run('rollback'),
    savepoint: (_, name) => run(`savepoint ${name}`),
    rollbackToSavepoint: (_, name) => run(`rollback to ${name}`),
    releaseSavepoint: (_, name) => run(`release ${name}`),
    releaseConnection: async () => {},
    destroy: async () => {
      database.close()
    },
  }
}

/** Kysely over one better-sqlite3 connection, which `Kysely.destroy` closes; `onStatement` is told of each query. */
export const sqliteDialect = (
  database: Database,
  begin: Begin,
  onStatement?: (text: string) => void,
): Dialect => {
  const adapter = new Adapter(database, onStatement)
  return {
    createAdapter: () => adapter,
    createDriver: () => driverOf(database, adapter, begin),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}
