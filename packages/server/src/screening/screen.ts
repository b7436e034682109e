import { normalizeContact, type Contact } from '@constat/core/contact'
import type { InputIssue, Parsed } from '@constat/core/problem'
import type { ContactKind } from '@constat/core/vocabulary'
import { hasAttempts, readStateHead, type TenantScope } from '@constat/store'
import { indexLookUp } from '../consent/contacts.ts'
import { instantIssues, type Asked, type EligibilityInput } from '../eligibility/asked.ts'
import { decideOn, observeDecision } from '../eligibility/decision.ts'
import { sectorsByKeys } from '../eligibility/goods-cache.ts'
import type { Known } from '../eligibility/stored.ts'
import { KEY_LENGTH } from '../eligibility/stored-texts.ts'
import type { Deps, Principal } from '../platform/context.ts'
import { startDecider } from './decider-thread.ts'
import {
  createDecider,
  type Decided,
  type DecidedBy,
  type ScreeningDecision,
  type ToDecide,
} from './decider.ts'
import { placeOf } from './fact-pattern.ts'

/** What is asked of every contact of a file. */
export type ScreeningQuestion = Omit<EligibilityInput, 'contact'>

/** One contact of a file, as typed. */
export type ScreenedContact = { readonly kind: ContactKind; readonly text: string }

/** The answer to one contact: what it was read as with its decision, or why it was not read. Issues have the path `[]`. */
export type ScreeningAnswer =
  | { readonly ok: true; readonly contact: Contact; readonly decision: ScreeningDecision }
  | { readonly ok: false; readonly issues: readonly InputIssue[] }

/** The answer to each contact by its index: made when it is asked for, as a batch of them is large. */
export type ScreeningAnswers = (index: number) => ScreeningAnswer

/** What a screening sees and when it asks: given again, a screening that was interrupted goes on as it began. */
export type ScreeningPoint = {
  /** The tenant's latest event that it sees. */
  readonly position: number
  /** When it began, epoch milliseconds. */
  readonly evaluatedAt: number
}

/** How a screening begins. */
export type ScreeningStart = {
  /** Where an interrupted screening stood; the newest state and this instant when absent. */
  readonly point?: ScreeningPoint | undefined
  /** Path of the SQLite file of the store, to decide in a thread of its own: worth its start from some ten thousand contacts on. */
  readonly threadOn?: string | undefined
}

/** A screening under way. All its answers are those of one position and one instant. */
export type Screening = ScreeningPoint & {
  /** The instant of the contacts, epoch milliseconds. */
  readonly at: number
  /** Decides contacts; of a database that is much larger, some ten thousand at a time are the cheapest. */
  readonly answer: (contacts: readonly ScreenedContact[]) => Promise<ScreeningAnswers>
  readonly close: () => Promise<void>
}

// Nothing is known of it: the law reads the question all the same, and says what is wrong with it.
const ANYBODY: Contact = { kind: 'phone', value: '+33639980000' }
const NOTHING: Known = {
  position: 0,
  events: [],
  history: { choices: [], objections: [], attempts: [], states: [] },
}

const NONE: Decided = { each: new Uint32Array(), decisions: [] }

/** The contacts of a batch as they are decided on, and the rank of each among those that could be read. */
const packed = (
  deps: Deps,
  { tenantId }: TenantScope,
  read: readonly Parsed<Contact>[],
): { readonly batch: ToDecide; readonly ranks: Uint32Array } => {
  const keys = new Uint8Array(read.length * KEY_LENGTH)
  const places = new Uint32Array(read.length)
  const ranks = new Uint32Array(read.length)
  const samples: Contact[] = []
  const known = new Map<string, number>()
  let count = 0
  for (let index = 0; index < read.length; index += 1) {
    const each = read[index]
    if (!each?.ok) continue
    const { value: contact } = each
    ranks[index] = count
    keys.set(indexLookUp(deps, tenantId, contact).bidx, count * KEY_LENGTH)
    const name = placeOf(contact)
    let place = known.get(name)
    if (place === undefined) {
      place = samples.push(contact) - 1
      known.set(name, place)
    }
    places[count] = place
    count += 1
  }
  return {
    batch: { keys: keys.slice(0, count * KEY_LENGTH), places: places.slice(0, count), samples },
    ranks,
  }
}

/**
 * Begins to decide one question for many contacts, each as `checkEligibility` decides it. Paths of issues start at the
 * question.
 */
export const screen = async (
  deps: Deps,
  { tenant }: Pick<Principal, 'tenant'>,
  question: ScreeningQuestion,
  { point, threadOn }: ScreeningStart = {},
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

  const by: DecidedBy = {
    tenant: { tenantId: tenant.tenantId, logId: tenant.logId },
    asked: { ...question, at },
    sectors,
    seen: {
      position,
      attemptsBy: evaluatedAt,
      // Of calls recorded later, none is seen.
      hasAttempts: await hasAttempts(reader, tenant),
    },
    evaluatedAt,
  }
  const decider = threadOn === undefined ? createDecider(deps.store, by) : startDecider(threadOn, by)

  const answer = async (contacts: readonly ScreenedContact[]): Promise<ScreeningAnswers> => {
    const read = contacts.map(({ kind, text }) => normalizeContact(kind, text))
    const { batch, ranks } = packed(deps, tenant, read)
    const { each: made, decisions } = batch.places.length === 0 ? NONE : await decider.decide(batch)
    const decisionOf = (rank: number): ScreeningDecision => {
      const decision = decisions[made[rank] ?? -1]
      if (!decision) throw new Error('Each contact is decided on.')
      return decision
    }
    if (deps.observer) for (const rank of made.keys()) observeDecision(deps, decisionOf(rank))
    return (index) => {
      const each = read[index]
      if (!each) throw new RangeError('There are as many answers as contacts.')
      if (!each.ok) return each
      return { ok: true, contact: each.value, decision: decisionOf(ranks[index] ?? 0) }
    }
  }

  return { ok: true, value: { position, evaluatedAt, at, answer, close: decider.close } }
}
