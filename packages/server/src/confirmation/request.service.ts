import { isIP } from 'node:net'
import type { Contact } from '@constat/core/contact'
import { isId, newId } from '@constat/core/id'
import type { InputIssue } from '@constat/core/problem'
import {
  confirmationUnderKey,
  countConfirmations,
  findEvent,
  findIdempotency,
  holdRequests,
  insertConfirmation,
  purgeConfirmations,
  type Bytes,
  type Confirmation,
  type ConfirmationCounts,
  type ConfirmationMeans,
  type ConsentEvent,
  type TenantScope,
  type Writer,
} from '@constat/store'
import { indexContact } from '../consent/contacts.ts'
import { fingerprint, idempotencyKeyIssues } from '../consent/idempotency.ts'
import { networkOf } from '../platform/client-address.ts'
import type { Deps, Principal } from '../platform/context.ts'
import {
  idempotencyMismatch,
  issue,
  problem,
  quotaError,
  type IdempotencyMismatch,
  type Problem,
} from '../platform/problem.ts'
import { confirmableBy, type Confirmable, type NotConfirmable } from './confirmable.ts'
import { CONFIRM_CONTACT, confirmationKey } from './confirm.service.ts'
import { mailOf, smsOf } from './message.ts'
import { noteOutcome } from './note-outcome.ts'
import { addressMac, newCode, newLinkToken, sameMac, secretMac } from './secret.ts'
import type { Confirming, SendOutcome } from './sender.ts'

const OPERATION = 'requestConfirmation'
const MINUTES = 10
// Longer than a send and its two writes: what is not settled by then was cut off.
const UNDER_WAY = 60_000
const DAY = 24 * 60 * 60 * 1000
const KEPT = 2 * DAY

/** Path under which a link opens what is to be confirmed. */
export const CONFIRM_PATH = '/confirm'

/** How a confirmation is asked for: by mail or by text message. */
export const CONFIRMATION_CHANNELS = ['EMAIL', 'SMS'] as const
export type ConfirmationChannel = (typeof CONFIRMATION_CHANNELS)[number]

/** A request as the API receives it. */
export type RequestConfirmationInput = {
  readonly idempotencyKey: string
  readonly event: string
  readonly channel: ConfirmationChannel
  readonly means: ConfirmationMeans
  /** Network address of the person, as the site saw it. */
  readonly address?: string | null | undefined
}

export type RequestConfirmationPayload = {
  readonly __typename: 'RequestConfirmationPayload'
  readonly confirmation: Confirmation
  readonly replayed: boolean
}
export type RequestConfirmationOutcome =
  | RequestConfirmationPayload
  | IdempotencyMismatch
  | Problem<'InvalidInput' | 'NotFound' | 'Conflict' | 'NotDelivered'>

const EVENT = ['input', 'event']
const CHANNEL = ['input', 'channel']

const payload = (confirmation: Confirmation, replayed: boolean): RequestConfirmationPayload => ({
  __typename: 'RequestConfirmationPayload',
  confirmation,
  replayed,
})

const conflict = (path: readonly string[], rule: string, message: string): Problem<'Conflict'> =>
  problem('Conflict', [issue(path, rule, message)])

const REFUSALS: { readonly [reason in NotConfirmable]: readonly [path: readonly string[], message: string] } =
  {
    erased: [EVENT, 'The record of this submission was erased: there is nothing left to confirm.'],
    'too-old': [EVENT, 'A submission is confirmed within seven days. Ask the person anew.'],
    'contact-missing': [CHANNEL, 'The submission has no contact for this channel: choose the other.'],
    'nothing-stands': [
      EVENT,
      'No consent that binds to this contact stands: it was refused, withdrawn, or objected to since.',
    ],
  }

const UNSENT: { readonly [outcome in Exclude<SendOutcome, 'SENT'>]: string } = {
  REFUSED: 'It was refused by the relay or gateway: check the contact, and the configuration.',
  UNREACHABLE: 'The relay or gateway cannot be reached: try again later, and check the configuration.',
  TIMED_OUT: 'The relay or gateway did not answer in time; it may have been sent all the same.',
  BUSY: 'Too many are being sent at once: try again in a moment.',
}

const notDelivered = (rule: string, message: string): Problem<'NotDelivered'> =>
  problem('NotDelivered', [issue(CHANNEL, rule, message)])

const replay = (
  { clock }: Deps,
  earlier: Confirmation,
  print: Bytes,
): RequestConfirmationPayload | IdempotencyMismatch | Problem<'NotDelivered'> => {
  if (!sameMac(earlier.fingerprint, print)) return idempotencyMismatch(earlier.requestedAt)
  if (earlier.state === 'SENT' || earlier.state === 'CONFIRMED') return payload(earlier, true)
  return earlier.state === 'REQUESTED' && clock() - earlier.requestedAt < UNDER_WAY
    ? notDelivered('under-way', 'It is being sent: ask again under the same key in a few seconds.')
    : notDelivered('not-sent', 'It was not sent, or nobody knows: ask again under a new idempotency key.')
}

const inputIssues = ({ idempotencyKey, address }: RequestConfirmationInput): readonly InputIssue[] => [
  ...idempotencyKeyIssues(idempotencyKey),
  ...(typeof address === 'string' && (isIP(address) === 0 || address.includes('%'))
    ? [issue(['input', 'address'], 'ip-address', 'Give an IPv4 or IPv6 address, or leave it out.')]
    : []),
]

/** Sends to a contact; undefined where this server does not send by that channel. */
const senderOf = (
  { mail, sms }: Partial<Confirming>,
  channel: ConfirmationChannel,
): ((contact: Contact, asking: Parameters<typeof mailOf>[0]) => Promise<SendOutcome>) | undefined => {
  if (channel === 'EMAIL')
    return mail && (async (contact, asking) => mail(contact.value, await mailOf(asking)))
  return sms && ((contact, asking) => sms(contact.value, smsOf(asking)))
}

type Counted = ConfirmationCounts[keyof ConfirmationCounts]

const over = (rule: string, message: string, waitMs: number) =>
  quotaError([issue(EVENT, rule, message)], waitMs)

/**
 * Keeps a confirmation if no limit is reached. Counted and kept in one transaction, and before anything is sent.
 *
 * @throws GraphQLError QUOTA_EXCEEDED
 */
const keep = async (
  trx: Writer,
  tenant: TenantScope,
  confirmation: Parameters<typeof insertConfirmation>[2],
  { limits }: Confirming,
): Promise<Confirmation | undefined> => {
  const { idempotencyKey, requestedAt } = confirmation
  await holdRequests(trx, tenant)
  const earlier = await confirmationUnderKey(trx, tenant, idempotencyKey)
  if (earlier) return earlier
  await purgeConfirmations(trx, tenant, requestedAt - KEPT)
  const counts = await countConfirmations(trx, tenant, { ...confirmation, since: requestedAt - DAY })
  const requireBelow = ({ count, oldest }: Counted, limit: number, rule: string, message: string): void => {
    if (count >= limit) throw over(rule, message, (oldest ?? requestedAt) + DAY - requestedAt + 1)
  }
  requireBelow(
    counts.contact,
    limits.perContact,
    'contact-quota',
    `A contact is asked ${limits.perContact} times a day at most.`,
  )
  requireBelow(
    counts.address,
    limits.perAddress,
    'address-quota',
    `An address has ${limits.perAddress} requests a day at most.`,
  )
  requireBelow(
    counts.tenant,
    limits.perTenant,
    'tenant-quota',
    `A tenant has ${limits.perTenant} requests a day at most.`,
  )
  await insertConfirmation(trx, tenant, confirmation)
  return undefined
}

const send = async (
  deps: Deps,
  tenant: TenantScope,
  input: RequestConfirmationInput,
  { contact, document, questions, submission }: Confirmable,
  print: Bytes,
): Promise<RequestConfirmationOutcome> => {
  const { keys, random, clock, confirming, store } = deps
  const { channel, means, address, idempotencyKey } = input
  const handOver = senderOf(confirming ?? {}, channel)
  if (!confirming || !handOver)
    return conflict(CHANNEL, 'not-configured', 'This server sends nothing by this channel.')
  if (channel === 'SMS' && !confirming.smsPrefixes.some((prefix) => contact.value.startsWith(prefix)))
    return conflict(
      CHANNEL,
      'number-not-served',
      'Text messages go to French mobile numbers, and to those that the configuration adds.',
    )
  const requestedAt = clock()
  const confirmationId = newId('confirmation', clock, random)
  const secret = means === 'CODE' ? newCode(random) : newLinkToken(random)
  const { kind, bidx } = indexContact(deps, tenant.tenantId, contact)
  const kept = {
    confirmationId,
    eventId: submission.eventId,
    kind,
    bidx,
    means,
    secretMac: secretMac(keys, means, confirmationId, secret),
    addressMac: address ? addressMac(keys, tenant.tenantId, networkOf(address)) : null,
    idempotencyKey,
    fingerprint: print,
    requestedAt,
    expiresAt: requestedAt + MINUTES * 60_000,
  }
  const earlier = await store.write((trx) => keep(trx, tenant, kept, confirming))
  if (earlier) return replay(deps, earlier, print)
  const outcome = await handOver(contact, {
    locale: document.locale,
    controller: document.parties.find(({ key }) => key === document.controller)?.legalName ?? '',
    labels: questions.map(({ label }) => label),
    means,
    secret: means === 'CODE' ? secret : `${deps.issuer}${CONFIRM_PATH}/${secret}`,
    minutes: MINUTES,
  })
  const isNoted = await noteOutcome(deps, tenant, kept, outcome, requestedAt + UNDER_WAY)
  if (outcome !== 'SENT') {
    deps.log.warn(
      { tenantId: tenant.tenantId, confirmationId, channel, outcome },
      'a confirmation was not sent',
    )
    return notDelivered(outcome.toLowerCase().replace('_', '-'), UNSENT[outcome])
  }
  return isNoted
    ? payload({ ...kept, state: 'SENT', tries: 0, confirmedBy: null }, false)
    : notDelivered(
        'under-way',
        'It was sent, and is noted as soon as storage answers: ask again under the same key in a few seconds.',
      )
}

const submissionOf = async (
  { store }: Deps,
  tenant: TenantScope,
  id: string,
): Promise<ConsentEvent | Problem<'NotFound' | 'InvalidInput'>> => {
  const event = isId('consentEvent', id) ? await findEvent(store.reader, tenant, id) : undefined
  if (!event)
    return problem('NotFound', [issue(EVENT, 'unknown-event', 'No event of this tenant has this id.')])
  return event.supersedes === null && event.noticeId !== null
    ? event
    : problem('InvalidInput', [issue(EVENT, 'not-a-submission', 'Give the submission that it acts on.')])
}

/**
 * Sends a code or a link to a contact of a submission, by which the person confirms that it is hers (double opt-in). It is
 * handed over before this answers, once: what is waited for lives ten minutes and the person is there, so a queue that tries
 * for longer would send codes that are dead, and would have to keep them readable.
 *
 * @throws GraphQLError QUOTA_EXCEEDED; StorageUnavailable
 */
export const requestConfirmation = async (
  deps: Deps,
  { tenant }: Principal,
  input: RequestConfirmationInput,
): Promise<RequestConfirmationOutcome> => {
  const issues = inputIssues(input)
  if (issues.length > 0) return problem('InvalidInput', issues)
  const { event, channel, means, address, idempotencyKey } = input
  const { reader } = deps.store
  const print = fingerprint(deps, tenant, OPERATION, [event, channel, means, address ?? null])
  const earlier = await confirmationUnderKey(reader, tenant, idempotencyKey)
  if (earlier) return replay(deps, earlier, print)
  const submission = await submissionOf(deps, tenant, event)
  if ('__typename' in submission) return submission
  const kind = channel === 'EMAIL' ? 'email' : 'phone'
  if (await findIdempotency(reader, tenant, CONFIRM_CONTACT, confirmationKey(event, kind)))
    return conflict(EVENT, 'confirmed', 'This contact confirmed this submission before.')
  const confirmable = await confirmableBy(deps, reader, tenant, submission, kind)
  if (typeof confirmable === 'string') {
    const [path, message] = REFUSALS[confirmable]
    return conflict(path, confirmable, message)
  }
  return send(deps, tenant, input, confirmable, print)
}
