import type { Compilable, CompiledQuery, QueryExecutorProvider } from 'kysely'
import type { Handle } from './store.ts'

/** Stands in a query for a value that is read from the input at each execution. */
type Value<I> = <T>(read: (input: I) => T) => T

/** Builds a query once; `list` has one stand-in for each element of the input's list. */
type Build<I, L, O> = (db: Handle, value: Value<I>, list: readonly L[]) => Compilable<O>

class StandIn<I> {
  readonly read: (input: I) => unknown
  constructor(read: (input: I) => unknown) {
    this.read = read
  }
}

/** Widths grow by doubling, so that lists of any length share a handful of statements. */
const widthOf = (length: number): number => 2 ** Math.ceil(Math.log2(length))

/**
 * A query over a list (`in`) that is built and compiled once per engine and width of list instead of at each call, which
 * costs more than running it. The list is filled up by repeating its last element; an empty one gives no rows.
 */
export const prepared = <I, L, O>(
  listOf: (input: I) => readonly L[],
  build: Build<I, L, O>,
): ((db: Handle, input: I) => Promise<readonly O[]>) => {
  const engines = new WeakMap<object, Map<number, CompiledQuery<O>>>()

  const compile = (db: Handle, adapter: object, width: number): CompiledQuery<O> => {
    const widths = engines.get(adapter) ?? new Map<number, CompiledQuery<O>>()
    engines.set(adapter, widths)
    const known = widths.get(width)
    if (known !== undefined) return known
    const list = Array.from({ length: width }, (_, index) => {
      const read = (input: I): L | undefined => listOf(input)[index] ?? listOf(input).at(-1)
      return new StandIn(read) as L
    })
    const query = build(db, (read) => new StandIn(read) as ReturnType<typeof read>, list).compile()
    widths.set(width, query)
    return query
  }

  return async (db, input) => {
    const { length } = listOf(input)
    if (length === 0) return []
    // A Reader has an executor too, hidden by its type. The adapter is what all handles of one engine share.
    const executor = (db as unknown as QueryExecutorProvider).getExecutor()
    const query = compile(db, executor.adapter, widthOf(length))
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof StandIn ? parameter.read(input) : parameter,
    )
    const { rows } = await executor.executeQuery<O>({ ...query, parameters })
    return rows
  }
}
