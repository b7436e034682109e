import { normalizeContact, type Contact } from '@constat/core/contact'
import type { InputIssue, Parsed } from '@constat/core/problem'
import type { ContactKind } from '@constat/core/vocabulary'
import type { Assessment } from '@constat/law'
import { hasAttempts, readStateHead } from '@constat/store'
import { instantIssues, type Asked, type EligibilityInput } from '../eligibility/asked.ts'
import { decideOn, observeDecision } from '../eligibility/decision.ts'
import { sectorsByKeys } from '../eligibility/goods-cache.ts'
import { readStored, toKnown, type Known, type Stored, type Wanted } from '../eligibility/known.ts'
import type { Deps, Principal } from '../platform/context.ts'
import { factPattern } from './fact-pattern.ts'

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

// More patterns than most files have; a bound on what is kept of them.
const REMEMBERED = 50_000

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

/** Decisions that say the same as one object. */
const shared = () => {
  const decisions = new Map<string, ScreeningDecision>()
  return (decision: ScreeningDecision): ScreeningDecision => {
    const { verdict, reasons, legalBasis, obligations, ruleIds, nextPossibleAt } = decision
    const name = JSON.stringify([
      verdict,
      reasons.map(({ code, citation }) => [code, citation]),
      legalBasis,
      obligations,
      ruleIds,
      nextPossibleAt,
    ])
    const known = decisions.get(name)
    if (known) return known
    if (decisions.size >= REMEMBERED) decisions.clear()
    decisions.set(name, decision)
    return decision
  }
}

/** Remembers decisions by their patterns of facts: what the same is known of is decided once. */
const remembered = (at: number) => {
  const decisions = new Map<string, ScreeningDecision>()
  const share = shared()
  return (contact: Contact, stored: Stored, decide: () => ScreeningDecision): ScreeningDecision => {
    const pattern = factPattern(contact, stored.events, stored.attempts, at)
    const known = pattern === null ? undefined : decisions.get(pattern)
    if (known) return known
    const decision = share(decide())
    if (decisions.size >= REMEMBERED) decisions.clear()
    if (pattern !== null) decisions.set(pattern, decision)
    return decision
  }
}

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
    position: (await readStateHead(reader, tenant)).position,
    evaluatedAt: deps.clock(),
  }
  const at = question.at ?? evaluatedAt
  const sectors = await sectorsByKeys(deps.store, tenant, question.goods === null ? [] : [question.goods])
  const askOf = (contact: Contact): Asked => ({ ...question, at, contact })
  const issues = instantIssues(at, evaluatedAt, ['at'])
  const sample = decideOn(NOTHING, askOf(ANYBODY), sectors, evaluatedAt)
  if (issues.length > 0 || !sample.ok)
    return { ok: false, issues: [...issues, ...(sample.ok ? [] : sample.issues)] }

  const seen = {
    position,
    attemptsBy: evaluatedAt,
    // Of calls recorded later, none is seen.
    hasAttempts: await hasAttempts(reader, tenant),
  }
  const { channel } = question
  const once = remembered(at)

  const answer = async (contacts: readonly ScreenedContact[]): Promise<readonly ScreeningAnswer[]> => {
    const read = contacts.map(({ kind, text }) => normalizeContact(kind, text))
    const wanted: Wanted[] = []
    for (const each of read) if (each.ok) wanted.push({ contact: each.value, at, channel })
    const { stored, documents } = await readStored(deps, reader, tenant, wanted, seen)
    const decide = (contact: Contact, of: Stored): ScreeningDecision => {
      const known = toKnown(of, documents, contact.kind, evaluatedAt)
      const decided = decideOn(known, askOf(contact), sectors, evaluatedAt)
      if (!decided.ok) throw new Error('A question is read before it is asked.')
      return toDecision(decided.value)
    }
    let next = 0
    return read.map((each): ScreeningAnswer => {
      if (!each.ok) return each
      const of = stored[next]
      next += 1
      if (!of) throw new Error('Something is stored of each contact, if only that there is nothing.')
      const decision = once(each.value, of, () => decide(each.value, of))
      observeDecision(deps, decision)
      return { ok: true, contact: each.value, decision }
    })
  }

  return { ok: true, value: { position, evaluatedAt, at, answer, close: async () => {} } }
}
