import type { Database } from 'better-sqlite3'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { StorageUnavailable } from '../store.ts'
import { statementCache } from './statement-cache.ts'
import { storageError } from './storage-error.ts'

/** How a transaction begins: writers take their lock at once, since SQLite refuses to wait for a later upgrade. */
export type Begin = 'begin' | 'begin immediate' | 'begin exclusive'

class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
  // Statements are synchronous and so never interleave; who begins transactions sees to it that those do not.
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

// One for all connections: compiled queries are kept per adapter.
const adapter = new Adapter()

type Prepare = ReturnType<typeof statementCache>

const connectionOf = (
  database: Database,
  prepare: Prepare,
  onStatement: (() => void) | undefined,
): DatabaseConnection => ({
  executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
    if (!database.open) throw new StorageUnavailable('CLOSED')
    onStatement?.()
    try {
      const statement = prepare(sql)
      if (statement.reader) return { rows: statement.all(parameters) as R[] }
      const { changes } = statement.run(parameters)
      return { rows: [], numAffectedRows: BigInt(changes) }
    } catch (error) {
      throw storageError(error)
    }
  },
  // An open cursor blocks the connection for everyone (better-sqlite3#203).
  streamQuery: () => {
    throw new TypeError('no streams: read keyset pages')
  },
})

const driverOf = (database: Database, begin: Begin, onStatement: (() => void) | undefined): Driver => {
  const prepare = statementCache(database)
  const connection = connectionOf(database, prepare, onStatement)
  const run = async (command: string): Promise<void> => {
    try {
      prepare(command).run()
    } catch (error) {
      throw storageError(error)
    }
  }
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
export const sqliteDialect = (database: Database, begin: Begin, onStatement?: () => void): Dialect => ({
  createAdapter: () => adapter,
  createDriver: () => driverOf(database, begin, onStatement),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
})
