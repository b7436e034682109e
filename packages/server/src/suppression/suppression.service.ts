import { contactKindsOf } from '@constat/core/consent'
import type { InputIssue } from '@constat/core/problem'
import {
  CONTACT_KINDS,
  type ContactKind,
  type SuppressionScope,
  type SuppressionSource,
} from '@constat/core/vocabulary'
import type { ConsentEvent, TenantScope } from '@constat/store'
import { claimedInstantIssues } from '../consent/claimed-instant.ts'
import { readContactKey, type RawContacts } from '../consent/contacts.ts'
import { idempotencyKeyIssues } from '../consent/idempotency.ts'
import { partyIssues } from '../consent/party-key.ts'
import { recordOnce } from '../consent/record-once.ts'
import type { Deps, Principal } from '../platform/context.ts'
import { issue, problem, type IdempotencyMismatch, type Problem } from '../platform/problem.ts'
import { objectionEvent } from './objection-event.ts'

/** An objection as the API receives it. */
export type RecordObjectionInput = {
  readonly idempotencyKey: string
  readonly contact: RawContacts
  readonly scope: SuppressionScope
  readonly source: SuppressionSource
  readonly advertisers?: readonly string[] | null | undefined
  readonly at?: Date | null | undefined
}

export type RecordObjectionPayload = {
  readonly __typename: 'RecordObjectionPayload'
  readonly event: ConsentEvent
}

const reachedBy = (scope: SuppressionScope): readonly ContactKind[] => {
  if (scope === 'ALL') return CONTACT_KINDS
  return contactKindsOf(scope === 'PHONE' ? 'LIVE_CALL' : scope)
}

// An objection to e-mail that is kept under a phone number would be found by nobody who writes.
const reachIssues = (scope: SuppressionScope, kind: ContactKind): readonly InputIssue[] =>
  reachedBy(scope).includes(kind)
    ? []
    : [
        issue(
          ['input', 'contact'],
          'contact-channel',
          `An objection to ${scope} is kept by the ${reachedBy(scope).join(' or ')} it is for.`,
        ),
      ]

const advertiserIssues = async (
  deps: Deps,
  tenant: TenantScope,
  advertisers: readonly string[] | null,
): Promise<readonly InputIssue[]> => {
  const path = ['input', 'advertisers']
  if (advertisers === null) return []
  return advertisers.length === 0
    ? [issue(path, 'not-empty', 'Name at least one, or leave advertisers out for all of them.')]
    : partyIssues(deps, tenant, advertisers, (index) => [...path, String(index)])
}

/**
 * Records that a person wants no contact any more (GDPR art. 21(2)-(3)): on some channel or all, from some advertisers or
 * everyone this tenant contacts for. It stands until she gives a later consent herself.
 */
export const recordObjection = async (
  deps: Deps,
  { tenant }: Principal,
  input: RecordObjectionInput,
): Promise<RecordObjectionPayload | IdempotencyMismatch | Problem<'InvalidInput'>> => {
  const { idempotencyKey, scope, source } = input
  const recordedAt = deps.clock()
  const contact = readContactKey(input.contact, ['input', 'contact'])
  const advertisers = input.advertisers ? [...new Set(input.advertisers)].toSorted() : null
  const issues = [
    ...idempotencyKeyIssues(idempotencyKey),
    ...(contact.ok ? reachIssues(scope, contact.value.kind) : contact.issues),
    ...(await advertiserIssues(deps, tenant, input.advertisers ?? null)),
    ...claimedInstantIssues(input.at, recordedAt, ['input', 'at']),
  ]
  if (issues.length > 0 || !contact.ok) return problem('InvalidInput', issues)
  const at = input.at?.getTime() ?? null
  const recorded = await recordOnce(
    deps,
    tenant,
    {
      operation: 'recordObjection',
      key: idempotencyKey,
      asked: { contact: contact.value, scope, source, advertisers, at },
      recordedAt,
    },
    (pledge) => ({
      events: [
        objectionEvent(deps, tenant, {
          contact: contact.value,
          scope,
          source,
          advertisers,
          at: at ?? recordedAt,
          recordedAt,
          pledge,
        }),
      ],
    }),
  )
  if ('code' in recorded) return recorded
  const [event] = recorded
  if (!event) throw new Error('An objection has an event.')
  return { __typename: 'RecordObjectionPayload', event }
}
