import { isId } from '@constat/core/id'
import type { ErasureGround } from '@constat/core/vocabulary'
import {
  choicesOf,
  eraseRecords,
  eventsByIds,
  eventsOfSubmission,
  findEvent,
  findIdempotency,
  findNoticeById,
  findSealed,
  objectionsOf,
  recordEvents,
  unindexEvent,
  withdrawalsOf,
  type Bytes,
  type ConsentEvent,
  type Handle,
  type IdempotencyEntry,
  type TenantScope,
} from '@constat/store'
import { fingerprint, idempotencyKeyIssues, sameInput } from '../consent/idempotency.ts'
import { newEvent } from '../consent/new-event.ts'
import { pledgeOf } from '../log/pledge.ts'
import { documentOf } from '../notice/notice-cache.ts'
import type { Deps, Principal } from '../platform/context.ts'
import {
  idempotencyMismatch,
  issue,
  problem,
  type IdempotencyMismatch,
  type Problem,
} from '../platform/problem.ts'
import { mustKeep, type Kept, type KeptAnswer, type Retention } from './retention.ts'

const OPERATION = 'eraseRecord'

/** An erasure as the API receives it. */
export type EraseRecordInput = {
  readonly idempotencyKey: string
  readonly event: string
  readonly ground: ErasureGround
  readonly contractConcludedAt?: Date | null | undefined
  readonly litigation?: boolean | null | undefined
}

export type EraseRecordPayload = { readonly __typename: 'EraseRecordPayload'; readonly event: ConsentEvent }

export type EraseRecordOutcome =
  | EraseRecordPayload
  | IdempotencyMismatch
  | Problem<'NotFound' | 'InvalidInput' | 'Conflict'>

const EVENT = ['input', 'event']

const payload = (event: ConsentEvent): EraseRecordPayload => ({ __typename: 'EraseRecordPayload', event })

const conflict = (rule: string, message: string): Problem<'Conflict'> =>
  problem('Conflict', [issue(EVENT, rule, message)])

/** What was granted in a submission, and when it ended. */
const answersOf = async (
  db: Handle,
  tenant: TenantScope,
  event: ConsentEvent,
): Promise<readonly KeptAnswer[]> => {
  const notice = event.noticeId === null ? undefined : await findNoticeById(db, tenant, event.noticeId)
  if (!notice) return []
  const granted = (await choicesOf(db, tenant, [event.eventId])).filter(({ answer }) => answer === 'GRANTED')
  const withdrawals = await withdrawalsOf(db, tenant, [event.eventId])
  const ends = new Map(
    (await eventsByIds(db, tenant, [...new Set(withdrawals.map(({ eventId }) => eventId))])).map(
      ({ eventId, occurredAt }) => [eventId, occurredAt],
    ),
  )
  return documentOf(notice).questions.flatMap(({ key, channel }) => {
    if (!granted.some(({ questionKey }) => questionKey === key)) return []
    const ended = withdrawals.flatMap((each) =>
      each.questionKey === key ? (ends.get(each.eventId) ?? []) : [],
    )
    return [{ channel, givenAt: event.occurredAt, withdrawnAt: ended.length > 0 ? Math.min(...ended) : null }]
  })
}

type Erasing = {
  readonly tenant: TenantScope
  readonly event: ConsentEvent
  readonly ground: ErasureGround
  readonly idempotency: Omit<IdempotencyEntry, 'eventIds'>
}

type Erased = { readonly event: ConsentEvent } | { readonly replay: IdempotencyEntry } | 'erased-before'

/**
 * Deletes the record in the transaction that says so. Whoever asked not to be kept is remembered by the keyed hash of her
 * contact alone, so that she is not contacted either; so is every objection, whatever the ground.
 */
const erase = (deps: Deps, { tenant, event, ground, idempotency }: Erasing): Promise<Erased> =>
  deps.store.write(async (trx) => {
    if (!(await findSealed(trx, tenant, event.eventId))) return 'erased-before'
    const erasing = await eventsOfSubmission(trx, tenant, event.eventId)
    const objections = (await objectionsOf(trx, tenant, erasing)).map(
      ({ scope, source, advertisers, at }) => ({
        scope,
        source,
        advertisers,
        at,
      }),
    )
    const erasure = newEvent(deps, tenant, {
      kind: 'ERASED',
      occurredAt: idempotency.createdAt,
      recordedAt: idempotency.createdAt,
      provenance: 'SERVER_ATTESTED',
      grade: 'INCOMPLETE',
      flags: [],
      notice: null,
      supersedes: event,
      site: null,
      contacts: [],
      indexed: false,
      choices: [],
      withdrawals: [],
      objections,
      erasure: ground,
      pledge: await pledgeOf(deps, trx, tenant),
    })
    const outcome = await recordEvents(trx, tenant, { events: [erasure], idempotency })
    if (outcome.outcome === 'IDEMPOTENCY_TAKEN') return { replay: outcome.entry }
    const isSuppressed = ground === 'PERSON_REQUEST' || objections.length > 0
    await eraseRecords(trx, tenant, erasing, idempotency.createdAt)
    if (!isSuppressed) await unindexEvent(trx, tenant, erasure.eventId)
    const [position = 0] = outcome.outcome === 'RECORDED' ? outcome.positions : []
    return { event: { ...erasure, position } }
  })

/** Takes what was deleted out of the files. The erasure is done without: the row is gone, and the store tries until they follow. */
const scrub = async ({ store, log }: Deps, { eventId }: ConsentEvent): Promise<void> => {
  if (!(await store.scrub()))
    log.warn(
      { event: eventId },
      'erased; what was deleted is still in the files of the database, as something reads an older state: it is taken out as soon as that ends',
    )
}

const replay = async (
  deps: Deps,
  tenant: TenantScope,
  entry: IdempotencyEntry,
  print: Bytes,
): Promise<EraseRecordOutcome> => {
  if (!sameInput(entry, print)) return idempotencyMismatch(entry.createdAt)
  const [event] = await eventsByIds(deps.store.reader, tenant, entry.eventIds)
  if (!event) throw new Error('An erasure has an event.')
  await scrub(deps, event)
  return payload(event)
}

const readRetention = (
  { contractConcludedAt, litigation }: EraseRecordInput,
  answers: readonly KeptAnswer[],
  at: number,
): Retention => ({
  at,
  answers,
  contractConcludedAt: contractConcludedAt?.getTime() ?? null,
  litigation: litigation ?? false,
})

const untilText = ({ until }: Kept): string =>
  until === null
    ? 'as long as a consent in it runs or a dispute lasts: withdraw it first, or wait for the end of the dispute'
    : `until ${new Date(until).toISOString().slice(0, 10)}`

/**
 * Erases the record of one submission, with those of the events that act on it (GDPR art. 17): contact, answers as
 * disclosed, links and keys are gone, while statements, log and all other proofs verify as before. Refused while the law
 * wants the proof kept, unless it should never have been made. It is acknowledged when the record is gone for good; its old bytes
 * leave the files of the database then too, or as soon as no reader of an older state is left.
 */
export const eraseRecord = async (
  deps: Deps,
  { tenant }: Principal,
  input: EraseRecordInput,
): Promise<EraseRecordOutcome> => {
  const { idempotencyKey, ground } = input
  const issues = idempotencyKeyIssues(idempotencyKey)
  if (issues.length > 0) return problem('InvalidInput', issues)
  const { reader } = deps.store
  const print = fingerprint(deps, tenant, OPERATION, { event: input.event, ground })
  const earlier = await findIdempotency(reader, tenant, OPERATION, idempotencyKey)
  if (earlier) return replay(deps, tenant, earlier, print)
  const event = isId('consentEvent', input.event) ? await findEvent(reader, tenant, input.event) : undefined
  if (!event)
    return problem('NotFound', [issue(EVENT, 'unknown-event', 'No event of this tenant has this id.')])
  if (event.supersedes !== null)
    return problem('InvalidInput', [
      issue(EVENT, 'not-a-submission', 'Give the event that it acts on: both are erased together.'),
    ])
  const now = deps.clock()
  const kept = mustKeep(ground, readRetention(input, await answersOf(reader, tenant, event), now))
  if (kept)
    return conflict(
      'must-be-kept',
      `The law wants this proof kept (${kept.reason.citation}) ${untilText(kept)}. An objection (recordObjection) sees to it that nobody contacts her meanwhile.`,
    )
  const erased = await erase(deps, {
    tenant,
    event,
    ground,
    idempotency: { operation: OPERATION, key: idempotencyKey, fingerprint: print, createdAt: now },
  })
  if (erased === 'erased-before') return conflict('erased', 'This record was erased before.')
  if ('replay' in erased) return replay(deps, tenant, erased.replay, print)
  await scrub(deps, erased.event)
  return payload(erased.event)
}
