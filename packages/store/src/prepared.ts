import type { Compilable, CompiledQuery, QueryExecutorProvider } from 'kysely'
import type { Handle, TenantScope } from './store.ts'

/** Stands in a query for a value that is read from the input at each execution. */
type Value<I> = <T>(read: (input: I) => T) => T

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

/** Far below the number of parameters that any engine takes; a longer list is read in several turns. */
const MAX_WIDTH = 1024

/** Widths grow by doubling, so that lists of any length share a handful of statements. */
const widthOf = (length: number): number => 2 ** Math.ceil(Math.log2(length))

const chunksOf = <L>(list: readonly L[]): readonly (readonly L[])[] =>
  Array.from({ length: Math.ceil(list.length / MAX_WIDTH) }, (_, index) =>
    list.slice(index * MAX_WIDTH, (index + 1) * MAX_WIDTH),
  )

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

  const compile = (db: Handle, adapter: object, width: number): CompiledQuery<O> => {
    const widths = engines.get(adapter) ?? new Map<number, CompiledQuery<O>>()
    engines.set(adapter, widths)
    const known = widths.get(width)
    if (known !== undefined) return known
    const list = Array.from(
      { length: width },
      (_, index) => new StandIn<I, L>((_input, given) => given[index] ?? given.at(-1)) as L,
    )
    const query = build(db, (read) => new StandIn<I, L>(read) as ReturnType<typeof read>, list).compile()
    widths.set(width, query)
    return query
  }

  return async (db, input) => {
    // A Reader has an executor too, hidden by its type. The adapter is what all handles of one engine share.
    const executor = (db as unknown as QueryExecutorProvider).getExecutor()
    const results = chunksOf(listOf(input)).map((list) => {
      const query = compile(db, executor.adapter, widthOf(list.length))
      const parameters = query.parameters.map((parameter) =>
        parameter instanceof StandIn ? parameter.read(input, list) : parameter,
      )
      return executor.executeQuery<O>({ ...query, parameters })
    })
    return (await Promise.all(results)).flatMap(({ rows }) => rows)
  }
}
