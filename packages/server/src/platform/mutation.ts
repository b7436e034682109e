import type { ObjectParam } from '@pothos/core'
import { API, builder } from './builder.ts'
import type { Context, Deps, Principal } from './context.ts'

type Types = typeof builder.$inferSchemaTypes

/**
 * The result union of a mutation: its payload, or one of the typed refusals.
 *
 * @param types the members; what is resolved says by its `__typename` which it is
 * @param of in which graphs it stands, the Api graph when absent, and what the schema says of it
 */
export const resultOf = <Member extends ObjectParam<Types>>(
  name: string,
  types: readonly Member[],
  {
    subGraphs = API,
    description = 'What came of it.',
  }: { readonly subGraphs?: typeof API; readonly description?: string } = {},
) =>
  builder.unionType(name, {
    description,
    subGraphs,
    types: [...types],
    resolveType: ({ __typename }: { readonly __typename: string }) => __typename,
  })

/** The resolver of a mutation whose one argument a service takes as it comes. */
export const acting =
  <Input, Result>(act: (deps: Deps, principal: Principal, input: Input) => Result) =>
  (_root: unknown, { input }: { readonly input: Input }, { deps, principal }: Context): Result =>
    act(deps, principal, input)
