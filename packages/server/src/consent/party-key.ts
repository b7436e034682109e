import type { InputIssue } from '@constat/core/problem'
import { knownParties, type TenantScope } from '@constat/store'
import type { Deps } from '../platform/context.ts'
import { issue } from '../platform/problem.ts'

/**
 * The faults of party keys: a published notice of the tenant must name each. A misspelt key would end nothing, stop
 * nobody, and look like success.
 *
 * @param pathOf where the key of an index stands in the input
 */
export const partyIssues = async (
  { store }: Deps,
  tenant: TenantScope,
  keys: readonly string[],
  pathOf: (index: number) => readonly string[],
): Promise<readonly InputIssue[]> => {
  const known = await knownParties(store.reader, tenant, keys)
  return keys.flatMap((key, index) =>
    known.has(key)
      ? []
      : [issue(pathOf(index), 'known-party', 'No published notice names this party: correct the key.')],
  )
}
