import { sectorOfGoods } from '@constat/store'
import type { Deps, Principal } from '../platform/context.ts'
import { inputError, under } from '../platform/problem.ts'
import { readAsked, type EligibilityInput } from './asked.ts'
import { decideOn, type Decision } from './decision.ts'
import { knownOf } from './known.ts'

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
  const { reader } = deps.store
  const evaluatedAt = deps.clock()
  const asked = readAsked(input, evaluatedAt)
  if (!asked.ok) throw inputError(under(['input'], asked.issues))
  const known = await knownOf(deps, reader, tenant, asked.value.contact)
  const sector = input.goods === null ? undefined : await sectorOfGoods(reader, tenant, input.goods)
  const decision = decideOn(known, asked.value, sector ?? null, evaluatedAt)
  if (!decision.ok) throw inputError(under(['input'], decision.issues))
  return decision.value
}
