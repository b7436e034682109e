import { contactKindsOf } from '@constat/core/consent'
import { contactIndexForm, type Contact } from '@constat/core/contact'
import type { InputIssue } from '@constat/core/problem'
import type { Channel } from '@constat/core/vocabulary'
import { claimedInstantIssues } from '../consent/claimed-instant.ts'
import { indexContact, readContactKey, type RawContacts } from '../consent/contacts.ts'
import { idempotencyKeyIssues } from '../consent/idempotency.ts'
import { partyIssues } from '../consent/party-key.ts'
import { recordOnce } from '../consent/record-once.ts'
import type { Deps, Principal } from '../platform/context.ts'
import { issue, problem, type IdempotencyMismatch, type Problem } from '../platform/problem.ts'
import { LONGEST_LIST } from '../platform/typed-input.ts'
import { objectionEvent } from '../suppression/objection-event.ts'

/** A call made, as the API receives it. */
export type AttemptInput = {
  readonly contact: RawContacts
  readonly channel: Channel
  readonly at: Date
  readonly refused?: boolean | null | undefined
}

/** Calls made by or for one advertiser. */
export type RecordAttemptsInput = {
  readonly idempotencyKey: string
  readonly advertiser: string
  readonly attempts: readonly AttemptInput[]
}

export type RecordAttemptsPayload = {
  readonly __typename: 'RecordAttemptsPayload'
  /** How many of the calls given are on disk: all of them. */
  readonly recorded: number
}

/** An attempt that may be stored. */
type Made = {
  readonly contact: Contact
  readonly channel: Channel
  readonly at: number
  readonly refused: boolean
}

type Read = { readonly issues: readonly InputIssue[]; readonly made?: Made }

const readAttempt = (
  { contact: raw, channel, at, refused }: AttemptInput,
  now: number,
  path: readonly string[],
): Read => {
  const contact = readContactKey(raw, [...path, 'contact'])
  const kinds = contactKindsOf(channel)
  const isCall = channel === 'LIVE_CALL' || channel === 'AUTOMATED_CALL'
  const issues = [
    ...(contact.ok ? [] : contact.issues),
    ...(contact.ok && !kinds.includes(contact.value.kind)
      ? [issue([...path, 'contact'], 'contact-channel', `${channel} reaches a ${kinds.join(' or ')}.`)]
      : []),
    ...claimedInstantIssues(at, now, [...path, 'at']),
    ...(refused && !isCall
      ? [
          issue(
            [...path, 'refused'],
            'refused-in-call',
            'Only a call is refused during the call: record an objection instead.',
          ),
        ]
      : []),
  ]
  return contact.ok && issues.length === 0
    ? { issues, made: { contact: contact.value, channel, at: at.getTime(), refused: refused ?? false } }
    : { issues }
}

const nameOf = ({ contact, channel, at }: Made): string =>
  `${contact.kind} ${contactIndexForm(contact)} ${channel} ${at}`

const repetitions = (read: readonly Read[], path: readonly string[]): readonly InputIssue[] => {
  const told = new Set<string>()
  return read.flatMap(({ made }, index) => {
    if (!made) return []
    const name = nameOf(made)
    if (told.has(name)) return [issue([...path, String(index)], 'unique-attempt', 'Tell of each call once.')]
    told.add(name)
    return []
  })
}

const readAttempts = (
  attempts: readonly AttemptInput[],
  now: number,
): { readonly issues: readonly InputIssue[]; readonly made: readonly Made[] } => {
  const path = ['input', 'attempts']
  if (attempts.length < 1)
    return { issues: [issue(path, 'batch-size', `Tell of 1 to ${LONGEST_LIST} calls.`)], made: [] }
  const read = attempts.map((attempt, index) => readAttempt(attempt, now, [...path, String(index)]))
  return {
    issues: [...read.flatMap(({ issues }) => issues), ...repetitions(read, path)],
    made: read.flatMap(({ made }) => made ?? []),
  }
}

/**
 * Records calls made, all of them or none: they feed the cap on calls (C. conso. D223-9). A call refused while it was made
 * is an objection to calls by that advertiser too (L223-1), with its event.
 */
export const recordAttempts = async (
  deps: Deps,
  { tenant }: Principal,
  { idempotencyKey, advertiser, attempts }: RecordAttemptsInput,
): Promise<RecordAttemptsPayload | IdempotencyMismatch | Problem<'InvalidInput'>> => {
  const recordedAt = deps.clock()
  const { issues: faults, made } = readAttempts(attempts, recordedAt)
  const issues = [
    ...idempotencyKeyIssues(idempotencyKey),
    ...(await partyIssues(deps, tenant, [advertiser], () => ['input', 'advertiser'])),
    ...faults,
  ]
  if (issues.length > 0) return problem('InvalidInput', issues)
  const recorded = await recordOnce(
    deps,
    tenant,
    { operation: 'recordAttempts', key: idempotencyKey, asked: { advertiser, made }, recordedAt },
    (pledge) => ({
      attempts: made.map(({ contact, channel, at }) => ({
        contact: indexContact(deps, tenant.tenantId, contact),
        advertiser,
        channel,
        at,
        recordedAt,
      })),
      events: made
        .filter(({ refused }) => refused)
        .map(({ contact, at }) =>
          objectionEvent(deps, tenant, {
            contact,
            scope: 'PHONE',
            source: 'REFUSED_DURING_CALL',
            advertisers: [advertiser],
            at,
            recordedAt,
            pledge,
          }),
        ),
    }),
  )
  return 'code' in recorded ? recorded : { __typename: 'RecordAttemptsPayload', recorded: attempts.length }
}
