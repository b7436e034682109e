import type { Contact } from '@constat/core/contact'
import type { InputIssue } from '@constat/core/problem'
import {
  eventByManageToken,
  eventsByIds,
  findIdempotency,
  type Bytes,
  type ConsentEvent,
  type IdempotencyEntry,
  type TenantScope,
} from '@constat/store'
import type { Deps, Principal } from '../platform/context.ts'
import {
  idempotencyMismatch,
  issue,
  problem,
  type IdempotencyMismatch,
  type Problem,
} from '../platform/problem.ts'
import { indexContact, readContactKey, type RawContacts } from './contacts.ts'
import {
  endConsents,
  touchContact,
  touchSubmission,
  type Touch,
  type WithdrawalReach,
} from './end-consents.ts'
import { fingerprint, idempotencyKeyIssues, sameInput } from './idempotency.ts'
import { partyIssues } from './party-key.ts'
import { tokenHash } from './sealed-record.ts'

const OPERATION = 'withdrawConsent'

/** A withdrawal as the API receives it: by contact, or by the token of the person's link. */
export type WithdrawConsentInput = WithdrawalReach & {
  readonly idempotencyKey: string
  readonly contact?: RawContacts | null | undefined
  readonly token?: string | null | undefined
}

export type WithdrawConsentPayload = {
  readonly __typename: 'WithdrawConsentPayload'
  /** One for each submission that had a consent left in reach; none when all were ended before. */
  readonly events: readonly ConsentEvent[]
}
export type WithdrawConsentOutcome =
  | WithdrawConsentPayload
  | IdempotencyMismatch
  | Problem<'InvalidInput' | 'NotFound'>

const payload = (events: readonly ConsentEvent[]): WithdrawConsentPayload => ({
  __typename: 'WithdrawConsentPayload',
  events,
})

const emptyIssues = (
  name: 'channels' | 'advertisers',
  list: readonly string[] | null | undefined,
): InputIssue[] =>
  list?.length === 0
    ? [issue(['input', name], 'not-empty', `Name at least one, or leave ${name} out for all of them.`)]
    : []

type Target = { readonly contact: Contact } | { readonly token: string }

const readTarget = ({ contact, token }: WithdrawConsentInput): Target | readonly InputIssue[] => {
  if (contact && !token) {
    const read = readContactKey(contact, ['input', 'contact'])
    return read.ok ? { contact: read.value } : read.issues
  }
  return token && !contact ? { token } : [issue(['input'], 'one-target', 'Give either a contact or a token.')]
}

const touchOf = async (deps: Deps, tenant: TenantScope, target: Target): Promise<Touch | undefined> => {
  if ('contact' in target) {
    const { kind, bidx } = indexContact(deps, tenant.tenantId, target.contact)
    return touchContact(tenant, { kind, bidx: [bidx] })
  }
  const found = await eventByManageToken(deps.store.reader, tokenHash(target.token))
  return found?.scope.tenantId === tenant.tenantId ? touchSubmission(tenant, found.event) : undefined
}

const unknownTarget = (target: Target): Problem<'NotFound'> =>
  problem('NotFound', [
    'contact' in target
      ? issue(['input', 'contact'], 'known-contact', 'Nothing is stored of this contact.')
      : issue(['input', 'token'], 'known-token', 'This token opens no submission.'),
  ])

const replay = async (
  { store }: Deps,
  tenant: TenantScope,
  entry: IdempotencyEntry,
  print: Bytes,
): Promise<WithdrawConsentOutcome> =>
  sameInput(entry, print)
    ? payload(await eventsByIds(store.reader, tenant, entry.eventIds))
    : idempotencyMismatch(entry.createdAt)

const withdraw = async (
  deps: Deps,
  tenant: TenantScope,
  target: Target,
  reach: WithdrawalReach,
  idempotency: Omit<IdempotencyEntry, 'eventIds'>,
): Promise<WithdrawConsentOutcome> => {
  const touch = await touchOf(deps, tenant, target)
  if (!touch) return unknownTarget(target)
  const ended = await endConsents(deps, {
    tenant,
    touch,
    reach,
    provenance: 'SERVER_ATTESTED',
    idempotency,
  })
  if (!ended.found) return unknownTarget(target)
  const { events, outcome } = ended
  if (outcome.outcome === 'IDEMPOTENCY_TAKEN')
    return replay(deps, tenant, outcome.entry, idempotency.fingerprint)
  const positions = outcome.outcome === 'RECORDED' ? outcome.positions : []
  return payload(events.map((event, index) => ({ ...event, position: positions[index] ?? 0 })))
}

/** Ends consents, and consents only: "never contact me" is an objection (GDPR art. 7(3), C. conso. R223-3). */
export const withdrawConsent = async (
  deps: Deps,
  { tenant }: Principal,
  input: WithdrawConsentInput,
): Promise<WithdrawConsentOutcome> => {
  const { idempotencyKey, channels = null, advertisers = null } = input
  const target = readTarget(input)
  const reach = { channels, advertisers }
  const issues = [
    ...idempotencyKeyIssues(idempotencyKey),
    ...('length' in target ? target : []),
    ...emptyIssues('channels', channels),
    ...emptyIssues('advertisers', advertisers),
    ...(await partyIssues(deps, tenant, advertisers ?? [], (index) => [
      'input',
      'advertisers',
      String(index),
    ])),
  ]
  if (issues.length > 0 || 'length' in target) return problem('InvalidInput', issues)
  const print = fingerprint(deps, tenant, OPERATION, [
    'contact' in target ? [target.contact.kind, target.contact.value] : [target.token],
    channels?.toSorted() ?? null,
    advertisers?.toSorted() ?? null,
  ])
  const earlier = await findIdempotency(deps.store.reader, tenant, OPERATION, idempotencyKey)
  return earlier
    ? replay(deps, tenant, earlier, print)
    : withdraw(deps, tenant, target, reach, {
        operation: OPERATION,
        key: idempotencyKey,
        fingerprint: print,
        createdAt: deps.clock(),
      })
}
