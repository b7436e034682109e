import { contactKindsOf } from '@constat/core/consent'
import type { Contact } from '@constat/core/contact'
import type { NoticeQuestion } from '@constat/core/notice'
import type { Channel, ContactKind, Provenance } from '@constat/core/vocabulary'
import {
  choicesOf,
  findNoticeById,
  readContact,
  recordEvents,
  withdrawalsOf,
  type ConsentEvent,
  type ContactIndex,
  type Handle,
  type IdempotencyEntry,
  type NewEvent,
  type RecordOutcome,
  type StoredChoice,
  type TenantScope,
  type Withdrawal,
  isConfirmation,
} from '@constat/store'
import { pledgeOf } from '../log/pledge.ts'
import type { Deps } from '../platform/context.ts'
import { documentOf } from '../notice/notice-cache.ts'
import { newEvent } from './new-event.ts'
import { contactsOf, openPersonal } from './sealed-record.ts'

/** What the person takes back: everything, or only some channels or advertisers. */
export type WithdrawalReach = {
  readonly channels?: readonly Channel[] | null | undefined
  readonly advertisers?: readonly string[] | null | undefined
}

/** Submissions that a withdrawal can touch, with all that was taken back from them before. */
type Touched = {
  readonly submissions: readonly ConsentEvent[]
  readonly choices: readonly StoredChoice[]
  readonly withdrawals: readonly Withdrawal[]
  /** Only choices bound to this kind of contact; null for all of them. */
  readonly boundTo: ContactKind | null
}

/** Reads what a withdrawal can touch, inside the transaction that will record it. */
export type Touch = (db: Handle) => Promise<Touched>

/** Every submission of a contact, in the choices that bind to it. */
export const touchContact =
  (tenant: TenantScope, contact: ContactIndex): Touch =>
  async (db) => {
    const { events, choices, withdrawals } = await readContact(db, tenant, contact)
    // A confirmation ends with the submission that it confirms.
    const submissions = events.filter((event) => !isConfirmation(event))
    return { submissions, choices, withdrawals, boundTo: contact.kind }
  }

/** One submission, in all its choices. */
export const touchSubmission =
  (tenant: TenantScope, submission: ConsentEvent): Touch =>
  async (db) => ({
    submissions: [submission],
    choices: await choicesOf(db, tenant, [submission.eventId]),
    withdrawals: await withdrawalsOf(db, tenant, [submission.eventId]),
    boundTo: null,
  })

/** A question whose consent ends, and for whom. */
type Ended = { readonly question: string; readonly advertisers: readonly string[] }

const endedIn = (
  { eventId }: ConsentEvent,
  questions: readonly NoticeQuestion[],
  { choices, withdrawals, boundTo }: Touched,
  { channels, advertisers }: WithdrawalReach,
): readonly Ended[] => {
  const granted = questions.filter(
    ({ key, channel }) =>
      choices.some(
        (choice) => choice.eventId === eventId && choice.questionKey === key && choice.answer === 'GRANTED',
      ) &&
      (boundTo === null || contactKindsOf(channel).includes(boundTo)) &&
      (!channels || channels.includes(channel)),
  )
  const before = withdrawals.filter(({ supersedes }) => supersedes === eventId)
  return granted
    .map((question) => ({
      question: question.key,
      advertisers: question.advertisers.filter(
        (key) =>
          (!advertisers || advertisers.includes(key)) &&
          !before.some(
            ({ questionKey, advertiserKey }) => questionKey === question.key && advertiserKey === key,
          ),
      ),
    }))
    .filter((ended) => ended.advertisers.length > 0)
}

/** Whose consents end, for which channels and advertisers, who says so and when (epoch milliseconds). */
export type Ending = {
  readonly tenant: TenantScope
  readonly reach: WithdrawalReach
  readonly provenance: Provenance
  readonly at: number
  /** Whether a question of a submission is meant, where the reach does not say it; all are without. */
  readonly isMeant?: (question: NoticeQuestion, contacts: readonly Contact[]) => boolean
}

/** The event that ends what a submission granted; undefined where nothing is left to end. */
export const withdrawalOf = async (
  deps: Deps,
  db: Handle,
  { tenant, reach, provenance, at, isMeant = () => true }: Ending,
  touched: Touched,
  submission: ConsentEvent,
): Promise<NewEvent | undefined> => {
  const notice =
    submission.noticeId === null ? undefined : await findNoticeById(db, tenant, submission.noticeId)
  if (!notice) return undefined
  const record = await openPersonal(deps, db, tenant, submission)
  const contacts = record ? contactsOf(record) : []
  const questions = documentOf(notice).questions.filter((question) => isMeant(question, contacts))
  const ended = endedIn(submission, questions, touched, reach)
  if (ended.length === 0) return undefined
  return newEvent(deps, tenant, {
    kind: 'WITHDRAWN',
    occurredAt: at,
    recordedAt: at,
    provenance,
    grade: 'INCOMPLETE',
    flags: [],
    notice,
    supersedes: submission,
    site: null,
    contacts,
    indexed: false,
    choices: ended.map(({ question }) => ({ question, answer: 'REFUSED' })),
    scope: ended,
    withdrawals: ended.flatMap(({ question, advertisers }) =>
      advertisers.map((advertiserKey) => ({
        supersedes: submission.eventId,
        questionKey: question,
        advertiserKey,
      })),
    ),
    objections: [],
    pledge: await pledgeOf(deps, db, tenant),
  })
}

/** Who asked for the end of consents, and for which of them. */
export type Withdrawing = {
  readonly tenant: TenantScope
  readonly touch: Touch
  readonly reach: WithdrawalReach
  readonly provenance: Provenance
  readonly idempotency: Omit<IdempotencyEntry, 'eventIds'>
}

/** What became of a withdrawal: the events recorded, or that there was no submission to touch. */
export type EndedConsents =
  | { readonly found: false }
  | { readonly found: true; readonly events: readonly NewEvent[]; readonly outcome: RecordOutcome }

/**
 * Ends the consents in reach: one WITHDRAWN event for each submission that had any left. Reading and writing share
 * one transaction, so that a consent given meanwhile is either seen or later.
 */
export const endConsents = (deps: Deps, withdrawing: Withdrawing): Promise<EndedConsents> =>
  deps.store.write(async (trx) => {
    const ending = { ...withdrawing, at: withdrawing.idempotency.createdAt }
    const touched = await withdrawing.touch(trx)
    if (touched.submissions.length === 0) return { found: false }
    const events: NewEvent[] = []
    // One after the other: the works of a transaction share its connection.
    for (const submission of touched.submissions) {
      const event = await withdrawalOf(deps, trx, ending, touched, submission)
      if (event) events.push(event)
    }
    const outcome = await recordEvents(trx, withdrawing.tenant, {
      events,
      idempotency: withdrawing.idempotency,
    })
    return { found: true, events, outcome }
  })
