import { setImmediate as nextTurn } from 'node:timers/promises'
import { contactIndexForm } from '@constat/core/contact'
import type { Parsed } from '@constat/core/problem'
import { sectorsOfGoods, type TenantScope } from '@constat/store'
import type { Deps, Principal } from '../platform/context.ts'
import { inputError, issue, problem, under, type Problem } from '../platform/problem.ts'
import { LONGEST_LIST } from '../platform/typed-input.ts'
import { readAsked, type Asked, type EligibilityInput } from './asked.ts'
import { decideOn, observeDecision, type Decision } from './decision.ts'
import { knownOf, type Wanted } from './known.ts'

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

const nameOf = ({ contact }: Asked): string => `${contact.kind} ${contactIndexForm(contact)}`

const answerTo = (ref: string, index: number, decided: Parsed<Decision>): RefDecision =>
  decided.ok
    ? { ref, decision: decided.value, problem: null }
    : {
        ref,
        decision: null,
        problem: problem('InvalidInput', under(['items', String(index), 'input'], decided.issues)),
      }

/** What is wanted of each contact of a batch: for the earliest instant and all channels that are asked about. */
const wantedOf = (asked: readonly Asked[]): ReadonlyMap<string, Wanted> => {
  const wanted = new Map<string, Wanted>()
  for (const each of asked) {
    const name = nameOf(each)
    const before = wanted.get(name)
    wanted.set(
      name,
      before === undefined
        ? each
        : {
            contact: each.contact,
            at: Math.min(before.at, each.at),
            channel: before.channel === each.channel ? each.channel : null,
          },
    )
  }
  return wanted
}

/** All that these questions are decided by, read at one position. */
const readAll = (deps: Deps, tenant: TenantScope, asked: readonly Asked[], evaluatedAt: number) =>
  deps.store.snapshot(async (db) => {
    const wanted = wantedOf(asked)
    const known = await knownOf(deps, db, tenant, [...wanted.values()], evaluatedAt)
    const goods = new Set(asked.flatMap((each) => each.goods ?? []))
    return {
      known: new Map([...wanted.keys()].map((name, index) => [name, known[index]])),
      sectors: await sectorsOfGoods(db, tenant, [...goods]),
    }
  })

/**
 * Decides questions at one position, in their order: as many as a list holds. A question that cannot be read is answered with its
 * problem and takes nothing from the others.
 *
 * @throws GraphQLError INVALID_INPUT when there are no items.
 */
export const checkEligibilityBatch = async (
  deps: Deps,
  { tenant }: Principal,
  items: readonly EligibilityItem[],
): Promise<readonly RefDecision[]> => {
  if (items.length < 1)
    throw inputError([issue(['items'], 'batch-size', `Ask 1 to ${LONGEST_LIST} questions.`)])
  const evaluatedAt = deps.clock()
  const read = items.map(({ ref, input }) => ({ ref, asked: readAsked(input, evaluatedAt) }))
  const { known, sectors } = await readAll(
    deps,
    tenant,
    read.flatMap(({ asked }) => (asked.ok ? [asked.value] : [])),
    evaluatedAt,
  )
  const decisions = new Map<string, Parsed<Decision>>()
  const decide = (asked: Asked): Parsed<Decision> => {
    const name = JSON.stringify(asked)
    const of = known.get(nameOf(asked))
    if (!of) throw new Error('Each contact of a batch is read.')
    const decision = decisions.get(name) ?? decideOn(of, asked, sectors, evaluatedAt)
    decisions.set(name, decision)
    return decision
  }
  const answers: RefDecision[] = []
  for (const [index, { ref, asked }] of read.entries()) {
    if (index % ITEMS_A_TURN === ITEMS_A_TURN - 1) await nextTurn()
    answers.push(answerTo(ref, index, asked.ok ? decide(asked.value) : asked))
  }
  for (const { decision } of answers) if (decision) observeDecision(deps, decision)
  return answers
}
