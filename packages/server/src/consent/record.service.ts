import { contactKindsOf } from '@constat/core/consent'
import type { Contact } from '@constat/core/contact'
import type { NoticeQuestion } from '@constat/core/notice'
import { CONTACT_KINDS } from '@constat/core/vocabulary'
import { readChallenge } from '@constat/evidence'
import {
  eventsByIds,
  findIdempotency,
  recordEvents,
  statementsOf,
  type Bytes,
  type ConsentEvent,
  type IdempotencyEntry,
  type NoticeVersion,
} from '@constat/store'
import { noticeBySha256 } from '../notice/notice-cache.ts'
import { documentOf } from '../notice/notice-cache.ts'
import type { Deps, Principal } from '../platform/context.ts'
import {
  idempotencyMismatch,
  issue,
  problem,
  type IdempotencyMismatch,
  type Problem,
} from '../platform/problem.ts'
import { challengeIdIn, challengeUsed } from './capture.service.ts'
import { readContacts } from './contacts.ts'
import { fingerprint, sameInput } from './idempotency.ts'
import { makeEvent, newEvent } from './new-event.ts'
import type { PersonalRecord } from './sealed-record.ts'
import { recordLateObjections } from './late-objections.ts'
import { replacedPrint, replaceSubmissions } from './replaced.ts'
import { objectionFacts, submissionFacts } from './submission-facts.ts'
import { guessableKeyIssues, readSubmission, type RecordConsentInput } from './submission.ts'

/** Name under which idempotency keys of submissions are kept. */
export const RECORD_CONSENT = 'recordConsent'

export type RecordConsentPayload = {
  readonly __typename: 'RecordConsentPayload'
  /** The submission first, then the objections that it carries. */
  readonly events: readonly ConsentEvent[]
  readonly replayed: boolean
  /** What the submission seals, where it was made just now. */
  readonly record?: PersonalRecord
}
export type RecordConsentOutcome =
  | RecordConsentPayload
  | IdempotencyMismatch
  | Problem<'InvalidInput' | 'NotFound' | 'ChallengeFailed' | 'Conflict'>

// What was said, not how it arrived: the browser and the site's back end send the same submission, one with
// challenge and observation, one without, and must meet under one key.
const saidIn = (
  input: RecordConsentInput,
  contacts: readonly Contact[],
  questions: readonly NoticeQuestion[],
): readonly unknown[] => [
  input.notice,
  // By the contacts that no question is about, of which a form has more than a page reads, nothing is said. What cannot be read
  // stays as it was typed: it is another input than nothing.
  CONTACT_KINDS.filter((kind) => questions.some(({ channel }) => contactKindsOf(channel).includes(kind))).map(
    (kind) => contacts.find((each) => each.kind === kind)?.value ?? (input.contact[kind]?.trim() || null),
  ),
  input.choices
    // A question left out was not asked; one that the notice has not is another input.
    .filter(
      ({ answer, question }) => answer !== 'NOT_ASKED' || !questions.some(({ key }) => key === question),
    )
    .map(({ question, answer, slot }) => [
      question,
      answer,
      slot ? [slot.start.getTime(), slot.end.getTime()] : null,
    ])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  input.occurredAt?.getTime() ?? null,
]

// A page's key is public: only the browser that made a submission may be handed its receipt again.
const isAnothers = async (
  { store, keys, clock }: Deps,
  principal: Principal,
  eventId: string,
  challenge: string | undefined,
) => {
  if (principal.kind === 'SECRET') return false
  const [statement] = await statementsOf(store.reader, principal.tenant, [eventId])
  const own = statement && challengeIdIn(statement.jws)
  const read = readChallenge(keys.challenge, challenge ?? '', clock())
  return own !== undefined && !(read.ok && read.value.id === own)
}

/** The back end may have sent the same submission before, without what it replaces. */
const replaceAgain = (deps: Deps, principal: Principal, input: RecordConsentInput, entry: IdempotencyEntry) =>
  deps.store.write(async (trx) => {
    const { contacts } = readContacts(input.contact, [])
    const { events } = await replaceSubmissions(deps, trx, principal, {
      input,
      contacts,
      entry,
      at: deps.clock(),
    })
    if (events.length > 0) await recordEvents(trx, principal.tenant, { events })
  })

const replay = async (
  deps: Deps,
  principal: Principal,
  input: RecordConsentInput,
  entry: IdempotencyEntry,
  print: Bytes,
  notice: NoticeVersion | undefined,
): Promise<RecordConsentOutcome> => {
  const [first = ''] = entry.eventIds
  if (sameInput(entry, replacedPrint(deps, principal.tenant, input.idempotencyKey))) {
    const objections = await recordLateObjections(deps, principal, input, notice)
    if ('__typename' in objections) return objections
    if (objections.length > 0) {
      // Under its key its successor stands.
      const successor = await eventsByIds(deps.store.reader, principal.tenant, [first])
      return { __typename: 'RecordConsentPayload', events: [...successor, ...objections], replayed: true }
    }
  }
  if (!sameInput(entry, print)) return idempotencyMismatch(entry.createdAt)
  if (await isAnothers(deps, principal, first, input.challenge ?? undefined)) {
    return problem('Conflict', [
      issue(['input', 'challenge'], 'same-challenge', 'This submission was made under another challenge.'),
    ])
  }
  if (input.replaces?.length) await replaceAgain(deps, principal, input, entry)
  const events = await eventsByIds(deps.store.reader, principal.tenant, entry.eventIds)
  return { __typename: 'RecordConsentPayload', events, replayed: true }
}

/**
 * Records one submission: refusals too. It is acknowledged when it is on disk, and the same submission under the same
 * key is answered as the first time, for ever.
 */
export const recordConsent = async (
  deps: Deps,
  principal: Principal,
  input: RecordConsentInput,
): Promise<RecordConsentOutcome> => {
  const { contacts } = readContacts(input.contact, [])
  const notice = await noticeBySha256(deps.store, principal.tenant, input.notice)
  const questions = notice ? documentOf(notice).questions : []
  const print = fingerprint(deps, principal.tenant, RECORD_CONSENT, saidIn(input, contacts, questions))
  // A key that is refused is not looked up: the answer would tell whose it is.
  const earlier =
    guessableKeyIssues(principal, input).length > 0
      ? undefined
      : await findIdempotency(deps.store.reader, principal.tenant, RECORD_CONSENT, input.idempotencyKey)
  if (earlier) return replay(deps, principal, input, earlier, print, notice)
  const submission = await readSubmission(deps, principal, input, notice)
  if ('__typename' in submission) return submission
  const facts = await submissionFacts(deps, principal, input, submission)
  const { event: first, record } = makeEvent(deps, principal.tenant, facts)
  const objections = objectionFacts(facts, first, submission.document).map((each) =>
    newEvent(deps, principal.tenant, each),
  )
  const idempotency = {
    operation: RECORD_CONSENT,
    key: input.idempotencyKey,
    fingerprint: print,
    createdAt: facts.recordedAt,
  }
  const { outcome, events } = await deps.store.write(async (trx) => {
    // Keys are taken before the tenant's counter, which is the last row locked.
    const replaced = input.replaces?.length
      ? await replaceSubmissions(deps, trx, principal, {
          input,
          contacts,
          entry: { ...idempotency, eventIds: [first.eventId] },
          at: facts.recordedAt,
        })
      : undefined
    const recorded = [first, ...objections, ...(replaced?.events ?? [])]
    const result = await recordEvents(trx, principal.tenant, {
      events: recorded,
      idempotency,
      ...(submission.challenge ? { challengeId: submission.challenge.id } : {}),
    })
    if (result.outcome !== 'RECORDED') await replaced?.undo()
    return { outcome: result, events: recorded }
  })
  switch (outcome.outcome) {
    case 'RECORDED':
      return {
        __typename: 'RecordConsentPayload',
        events: events.map((event, index) => ({
          ...event,
          position: outcome.positions[index] ?? 0,
        })),
        replayed: false,
        record,
      }
    case 'IDEMPOTENCY_TAKEN':
      return replay(deps, principal, input, outcome.entry, print, notice)
    case 'CHALLENGE_USED':
      return challengeUsed()
  }
}
