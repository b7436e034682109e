import type { Deps, Principal } from '../platform/context.ts'
import { inputError, under } from '../platform/problem.ts'
import { readAsked, type EligibilityInput } from './asked.ts'
import { decideOn, observeDecision, type Decision } from './decision.ts'
import { sectorsByKeys } from './goods-cache.ts'
import { knownOfOne } from './known.ts'

/**
 * Decides whether a contact may be made, from what is stored of it and what the caller adds.
 *
 * @throws GraphQLError INVALID_INPUT when the question cannot be read.
 */
export const checkEligibility = async (
  deps: Deps,
  { tenant }: Principal,
  input: EligibilityInput,
): Promise<Decision> => {
  const evaluatedAt = deps.clock()
  const asked = readAsked(input, evaluatedAt)
  if (!asked.ok) throw inputError(under(['input'], asked.issues))
  const { goods } = asked.value
  const known = await knownOfOne(deps, tenant, asked.value, evaluatedAt)
  const sectors = await sectorsByKeys(deps.store, tenant, goods === null ? [] : [goods])
  const decision = decideOn(known, asked.value, sectors, evaluatedAt)
  if (!decision.ok) throw inputError(under(['input'], decision.issues))
  observeDecision(deps, decision.value)
  return decision.value
}
