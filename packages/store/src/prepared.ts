import type {
  Compilable,
  CompiledQuery,
  DatabaseConnection,
  Insertable,
  QueryExecutor,
  QueryExecutorProvider,
  QueryResult,
} from 'kysely'
import type { Handle, TenantScope, Writer } from './store.ts'
import type { Tables } from './tables.ts'

/** Stands in a query for a value that is read from the input at each execution. */
export type Value<I> = <T>(read: (input: I) => T) => T

/** The scope of an input, as it stands in a query: `owner(scopeIn(value))` is the filter of a prepared read. */
export const scopeIn = (value: Value<{ readonly scope: TenantScope }>): TenantScope => ({
  logId: value(({ scope }) => scope.logId),
  tenantId: value(({ scope }) => scope.tenantId),
})

/** Builds a query once; `list` has one stand-in for each element of the input's list. */
type Build<I, L, O> = (db: Handle, value: Value<I>, list: readonly L[]) => Compilable<O>

class StandIn<I, L> {
  readonly read: (input: I, list: readonly L[]) => unknown
  constructor(read: (input: I, list: readonly L[]) => unknown) {
    this.read = read
  }
}

/**
 * What the adapter of an embedded engine adds: its statements run where they are asked, on the one connection that its
 * handles share, and need none from a pool, which costs more than a point read.
 *
 * @throws StorageUnavailable
 */
export type Immediate = {
  /** What all adapters of the engine share: compiled queries are kept by it. */
  readonly engine: object
  readonly executeNow: <R>(query: CompiledQuery) => QueryResult<R>
  /**
   * A number that is another once somebody has committed since; undefined for a connection that writes, as it does not tell of
   * its own commits.
   *
   * @throws StorageUnavailable
   */
  readonly version: () => number | undefined
}

const isImmediate = (adapter: object): adapter is Immediate => 'executeNow' in adapter

// A Reader has an executor too, hidden by its type.
const executorOf = (db: Handle): QueryExecutor => (db as unknown as QueryExecutorProvider).getExecutor()

const engineOf = ({ adapter }: QueryExecutor): object => (isImmediate(adapter) ? adapter.engine : adapter)

/** Whether statements of a handle run in this process, by the engine that is embedded in it. */
export const isEmbedded = (db: Handle): boolean => isImmediate(executorOf(db).adapter)

const standIn = <I>(): Value<I> =>
  ((read: (input: I) => unknown) => new StandIn<I, unknown>(read)) as Value<I>

const filled = <O>(query: CompiledQuery<O>, input: unknown, list: readonly unknown[]): CompiledQuery<O> => ({
  ...query,
  parameters: query.parameters.map((parameter) =>
    parameter instanceof StandIn ? parameter.read(input, list) : parameter,
  ),
})

/** Far below the number of parameters that any engine takes; a longer list is read in several turns. */
const MAX_WIDTH = 1024

/** Widths grow by doubling, so that lists of any length share a handful of statements. */
const widthOf = (length: number): number => 2 ** Math.ceil(Math.log2(length))

const chunksOf = <L>(list: readonly L[]): readonly (readonly L[])[] => {
  if (list.length > 0 && list.length <= MAX_WIDTH) return [list]
  return Array.from({ length: Math.ceil(list.length / MAX_WIDTH) }, (_, index) =>
    list.slice(index * MAX_WIDTH, (index + 1) * MAX_WIDTH),
  )
}

/**
 * A query over a list (`in`) that is built and compiled once per engine and width of list instead of at each call, which
 * costs more than running it. The list is filled up by repeating its last element; an empty one gives no rows. A long
 * list is read in turns, so the query may order and limit nothing over the whole of it.
 */
export const prepared = <I, L, O>(
  listOf: (input: I) => readonly L[],
  build: Build<I, L, O>,
): ((db: Handle, input: I) => Promise<readonly O[]>) => {
  const engines = new WeakMap<object, Map<number, CompiledQuery<O>>>()

  const compile = (db: Handle, engine: object, width: number): CompiledQuery<O> => {
    const widths = engines.get(engine) ?? new Map<number, CompiledQuery<O>>()
    engines.set(engine, widths)
    const known = widths.get(width)
    if (known !== undefined) return known
    const list = Array.from(
      { length: width },
      (_, index) => new StandIn<I, L>((_input, given) => given[index] ?? given.at(-1)) as L,
    )
    const query = build(db, standIn<I>(), list).compile()
    widths.set(width, query)
    return query
  }

  return async (db, input) => {
    const executor = executorOf(db)
    const engine = engineOf(executor)
    const queries = chunksOf(listOf(input)).map((list) =>
      filled(compile(db, engine, widthOf(list.length)), input, list),
    )
    const { adapter } = executor
    if (isImmediate(adapter)) return queries.flatMap((query) => adapter.executeNow<O>(query).rows)
    const results = await Promise.all(queries.map((query) => executor.executeQuery(query)))
    return results.flatMap(({ rows }) => rows)
  }
}

/**
 * What was made of reads and holds until anything is committed to the database, by whichever process; empty again after that.
 * To be asked for before the read of which something is kept. Undefined for a handle that is not told of commits.
 *
 * @param most how many values are kept
 */
export const keptUntilCommit = <V>(most: number): ((db: Handle) => Map<string, V> | undefined) => {
  const adapters = new WeakMap<object, { readonly version: number; readonly values: Map<string, V> }>()
  return (db) => {
    const { adapter } = executorOf(db)
    const version = isImmediate(adapter) ? adapter.version() : undefined
    if (version === undefined) return undefined
    const known = adapters.get(adapter)
    if (known?.version === version && known.values.size < most) return known.values
    const values = new Map<string, V>()
    adapters.set(adapter, { version, values })
    return values
  }
}

/** A write that is built and compiled once per engine; given its input it is a statement for {@link runAll}. */
export const preparedWrite = <I, O = unknown>(
  build: (db: Writer, value: Value<I>) => Compilable<O>,
): ((db: Writer, input: I) => CompiledQuery<O>) => {
  const engines = new WeakMap<object, CompiledQuery<O>>()
  return (db, input) => {
    const engine = engineOf(executorOf(db))
    const query = engines.get(engine) ?? build(db, standIn<I>()).compile()
    engines.set(engine, query)
    return filled(query, input, [])
  }
}

const inserts = new WeakMap<object, Map<string, CompiledQuery>>()

/**
 * The statement that adds one row, compiled once per engine, table and columns; for {@link runAll}. One row a statement,
 * so that any number of rows shares it.
 *
 * @throws TypeError for a row with an undefined member.
 */
export const rowInto = <T extends keyof Tables>(
  db: Writer,
  table: T,
  row: Insertable<Tables[T]>,
): CompiledQuery => {
  const engine = engineOf(executorOf(db))
  const known = inserts.get(engine) ?? new Map<string, CompiledQuery>()
  inserts.set(engine, known)
  const name = `${table} ${Object.keys(row).join()}`
  const query = known.get(name) ?? db.insertInto(table).values(row).compile()
  const parameters = Object.values(row)
  // Kysely leaves out what is undefined; kept, such a statement would fail every row after it.
  if (query.parameters.length !== parameters.length)
    throw new TypeError(`A row of ${table} has a value or null in each of its columns.`)
  known.set(name, query)
  return { ...query, parameters }
}

/** A connection over a network sends many statements without waiting for the answer to each. */
export type PipelinedConnection = DatabaseConnection & {
  /** Runs statements of a transaction in order. The first that fails rejects, and with it all that follow. */
  readonly executeAll: <O>(queries: readonly CompiledQuery<O>[]) => Promise<readonly QueryResult<O>[]>
}

const isPipelined = (connection: DatabaseConnection): connection is PipelinedConnection =>
  'executeAll' in connection

/** Runs statements in order and answers what each gave. */
export const runAll = async <O>(
  db: Writer,
  queries: readonly CompiledQuery<O>[],
): Promise<readonly QueryResult<O>[]> => {
  const executor = executorOf(db)
  const { adapter } = executor
  if (isImmediate(adapter)) return queries.map((query) => adapter.executeNow<O>(query))
  return executor.provideConnection(async (connection) => {
    if (isPipelined(connection)) return connection.executeAll(queries)
    const results: QueryResult<O>[] = []
    for (const query of queries) results.push(await connection.executeQuery<O>(query))
    return results
  })
}
