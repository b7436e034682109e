import { setImmediate as nextTurn } from 'node:timers/promises'
import { contactIndexForm, type Contact } from '@constat/core/contact'
import type { Parsed } from '@constat/core/problem'
import type { Sector } from '@constat/core/vocabulary'
import { sectorOfGoods, type Handle, type TenantScope } from '@constat/store'
import type { Deps, Principal } from '../platform/context.ts'
import { inputError, issue, problem, under, type Problem } from '../platform/problem.ts'
import { readAsked, type Asked, type EligibilityInput } from './asked.ts'
import { decideOn, type Decision } from './decision.ts'
import { knownOf, type Known } from './known.ts'

const MAX_ITEMS = 1_000

// Other requests are answered between so many items.
const ITEMS_A_TURN = 50

/** A question with the caller's own name for it. */
export type EligibilityItem = { readonly ref: string; readonly input: EligibilityInput }

/** The answer to one item: a decision, or why there is none. */
export type RefDecision = {
  readonly ref: string
  readonly decision: Decision | null
  readonly problem: Problem<'InvalidInput'> | null
}

/** Asks once for each name, however often it is asked. */
const once = <Value>(): ((name: string, ask: () => Promise<Value>) => Promise<Value>) => {
  const asked = new Map<string, Promise<Value>>()
  return (name, ask) => {
    const answer = asked.get(name) ?? ask()
    asked.set(name, answer)
    return answer
  }
}

const nameOf = (contact: Contact): string => `${contact.kind} ${contactIndexForm(contact)}`

/** Decides over one state of the database: each contact is read once, and the same question decided once. */
const decider = (deps: Deps, db: Handle, tenant: TenantScope, evaluatedAt: number) => {
  const known = once<Known>()
  const sectors = once<Sector | undefined>()
  const decisions = once<Parsed<Decision>>()

  const decide = async (asked: Asked): Promise<Parsed<Decision>> => {
    const { contact, goods } = asked
    const sector = goods === null ? undefined : await sectors(goods, () => sectorOfGoods(db, tenant, goods))
    return decideOn(
      await known(nameOf(contact), () => knownOf(deps, db, tenant, contact)),
      asked,
      sector ?? null,
      evaluatedAt,
    )
  }
  return (asked: Asked) => decisions(JSON.stringify(asked), () => decide(asked))
}

/**
 * Decides up to 1,000 questions at one position, in their order. A question that cannot be read is answered with its
 * problem and takes nothing from the others.
 *
 * @throws GraphQLError INVALID_INPUT when there are no items or too many.
 */
export const checkEligibilityBatch = async (
  deps: Deps,
  { tenant }: Principal,
  items: readonly EligibilityItem[],
): Promise<readonly RefDecision[]> => {
  if (items.length < 1 || items.length > MAX_ITEMS)
    throw inputError([issue(['items'], 'batch-size', `Ask 1 to ${MAX_ITEMS} questions.`)])
  const evaluatedAt = deps.clock()
  return deps.store.snapshot(async (db) => {
    const decide = decider(deps, db, tenant, evaluatedAt)
    const answers: RefDecision[] = []
    for (const [index, { ref, input }] of items.entries()) {
      if (index % ITEMS_A_TURN === ITEMS_A_TURN - 1) await nextTurn()
      const asked = readAsked(input, evaluatedAt)
      const decided = asked.ok ? await decide(asked.value) : asked
      answers.push(
        decided.ok
          ? { ref, decision: decided.value, problem: null }
          : {
              ref,
              decision: null,
              problem: problem('InvalidInput', under(['items', String(index), 'input'], decided.issues)),
            },
      )
    }
    return answers
  })
}
