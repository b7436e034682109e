import { contactIndexForm, normalizeContact, type Contact } from '@constat/core/contact'
import type { InputIssue, Parsed } from '@constat/core/problem'
import type { ContactKind } from '@constat/core/vocabulary'
import type { Assessment } from '@constat/law'
import { headPosition, sectorsOfGoods } from '@constat/store'
import { instantIssues, type Asked, type EligibilityInput } from '../eligibility/asked.ts'
import { decideOn, observeDecision } from '../eligibility/decision.ts'
import { knownOf, type Known } from '../eligibility/known.ts'
import type { Deps, Principal } from '../platform/context.ts'

/** What is asked of every contact of a file. */
export type ScreeningQuestion = Omit<EligibilityInput, 'contact'>

/** One contact of a file, as typed. */
export type ScreenedContact = { readonly kind: ContactKind; readonly text: string }

/** What the law says of a contact. Contacts of which the same is known share one object. */
export type ScreeningDecision = Pick<
  Assessment,
  'verdict' | 'reasons' | 'legalBasis' | 'obligations' | 'ruleIds' | 'nextPossibleAt'
>

/** The answer to one contact: what it was read as with its decision, or why it was not read. Issues have the path `[]`. */
export type ScreeningAnswer =
  | { readonly ok: true; readonly contact: Contact; readonly decision: ScreeningDecision }
  | { readonly ok: false; readonly issues: readonly InputIssue[] }

/** What a screening sees and when it asks: given again, a screening that was interrupted goes on as it began. */
export type ScreeningPoint = {
  /** The tenant's latest event that it sees. */
  readonly position: number
  /** When it began, epoch milliseconds. */
  readonly evaluatedAt: number
}

/** A screening under way. All its answers are those of one position and one instant. */
export type Screening = ScreeningPoint & {
  /** The instant of the contacts, epoch milliseconds. */
  readonly at: number
  /** Decides contacts, in their order; some thousands at a time are the cheapest. */
  readonly answer: (contacts: readonly ScreenedContact[]) => Promise<readonly ScreeningAnswer[]>
  readonly close: () => Promise<void>
}

// Nothing is known of it: the law reads the question all the same, and says what is wrong with it.
const ANYBODY: Contact = { kind: 'phone', value: '+33639980000' }
const NOTHING: Known = {
  position: 0,
  events: [],
  history: { choices: [], objections: [], attempts: [], states: [] },
}

const toDecision = ({
  verdict,
  reasons,
  legalBasis,
  obligations,
  ruleIds,
  nextPossibleAt,
}: Assessment): ScreeningDecision => ({
  verdict,
  reasons,
  legalBasis,
  obligations,
  ruleIds,
  nextPossibleAt,
})

/**
 * Begins to decide one question for many contacts, each as `checkEligibility` decides it. Paths of issues start at the
 * question.
 *
 * @param point where an interrupted screening stood; the newest state and this instant when absent.
 */
export const screen = async (
  deps: Deps,
  { tenant }: Pick<Principal, 'tenant'>,
  question: ScreeningQuestion,
  point?: ScreeningPoint,
): Promise<Parsed<Screening>> => {
  const { reader } = deps.store
  const { position, evaluatedAt } = point ?? {
    position: await headPosition(reader, tenant),
    evaluatedAt: deps.clock(),
  }
  const at = question.at ?? evaluatedAt
  const sectors = await sectorsOfGoods(reader, tenant, question.goods === null ? [] : [question.goods])
  const askOf = (contact: Contact): Asked => ({ ...question, at, contact })
  const issues = instantIssues(at, evaluatedAt, ['at'])
  const sample = decideOn(NOTHING, askOf(ANYBODY), sectors, evaluatedAt)
  if (issues.length > 0 || !sample.ok)
    return { ok: false, issues: [...issues, ...(sample.ok ? [] : sample.issues)] }

  const answer = async (contacts: readonly ScreenedContact[]): Promise<readonly ScreeningAnswer[]> => {
    const read = contacts.map(({ kind, text }) => normalizeContact(kind, text))
    const distinct = new Map(
      read.flatMap((each) => (each.ok ? [[contactIndexForm(each.value), each.value] as const] : [])),
    )
    const known = await knownOf(deps, reader, tenant, [...distinct.values()].map(askOf), {
      position,
      attemptsBy: evaluatedAt,
    })
    const decisions = new Map<string, ScreeningDecision>()
    for (const [index, [name, contact]] of [...distinct].entries()) {
      const of = known[index]
      if (!of) throw new Error('Something is known of each contact, if only that there is nothing.')
      const decided = decideOn(of, askOf(contact), sectors, evaluatedAt)
      if (!decided.ok) throw new Error('A question is read before it is asked.')
      decisions.set(name, toDecision(decided.value))
    }
    return read.map((each): ScreeningAnswer => {
      if (!each.ok) return each
      const decision = decisions.get(contactIndexForm(each.value))
      if (!decision) throw new Error('Each contact that can be read is decided.')
      observeDecision(deps, decision)
      return { ok: true, contact: each.value, decision }
    })
  }

  return { ok: true, value: { position, evaluatedAt, at, answer, close: async () => {} } }
}
