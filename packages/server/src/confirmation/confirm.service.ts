import { isId } from '@constat/core/id'
import type { ContactKind } from '@constat/core/vocabulary'
import {
  answerConfirmation,
  confirmationByLink,
  countTry,
  eventsByIds,
  findEvent,
  findIdempotency,
  recordEvents,
  takeConfirmation,
  type Confirmation,
  type ConsentEvent,
  type TenantScope,
  type Writer,
} from '@constat/store'
import { hintOf } from '../consent/contacts.ts'
import { fingerprint } from '../consent/idempotency.ts'
import { newEvent } from '../consent/new-event.ts'
import { pledgeOf } from '../log/pledge.ts'
import type { Deps, Principal } from '../platform/context.ts'
import { issue, problem, type Problem } from '../platform/problem.ts'
import { confirmableBy, type Confirmable, type NotConfirmable } from './confirmable.ts'
import { codeMac, linkMac, sameMac } from './secret.ts'

/** Name under which it is kept which contacts confirmed which submissions. */
export const CONFIRM_CONTACT = 'confirmContact'
const MAX_TRIES = 5
const CODE = /^\d{8}$/

/** What is confirmed once. */
export const confirmationKey = (eventId: string, kind: ContactKind): string => `${eventId} ${kind}`

type Fault = 'unknown' | 'wrong-code' | 'expired' | 'tries-used' | NotConfirmable
type Confirmed = { readonly event: ConsentEvent; readonly replayed: boolean }

const recordConfirmation = async (
  deps: Deps,
  trx: Writer,
  tenant: TenantScope,
  { submission, notice, contact, choices }: Confirmable,
): Promise<Confirmed> => {
  const now = deps.clock()
  const key = confirmationKey(submission.eventId, contact.kind)
  const event = newEvent(deps, tenant, {
    kind: 'GIVEN',
    occurredAt: now,
    recordedAt: now,
    provenance: 'CONFIRMED',
    grade: 'INCOMPLETE',
    flags: [],
    notice,
    supersedes: submission,
    site: null,
    contacts: [contact],
    indexed: false,
    choices: choices.map(({ questionKey, answer, slotStart, slotEnd }) => ({
      question: questionKey,
      answer,
      slot: slotStart === null || slotEnd === null ? undefined : { start: slotStart, end: slotEnd },
    })),
    withdrawals: [],
    objections: [],
    pledge: await pledgeOf(deps, trx, tenant),
  })
  const outcome = await recordEvents(trx, tenant, {
    events: [event],
    idempotency: {
      operation: CONFIRM_CONTACT,
      key,
      fingerprint: fingerprint(deps, tenant, CONFIRM_CONTACT, key),
      createdAt: now,
    },
  })
  if (outcome.outcome === 'RECORDED')
    return { event: { ...event, position: outcome.positions[0] ?? 0 }, replayed: false }
  // Another code or link for the same contact was answered at the same moment.
  const [earlier] =
    outcome.outcome === 'IDEMPOTENCY_TAKEN' ? await eventsByIds(trx, tenant, outcome.entry.eventIds) : []
  if (!earlier) throw new Error('What confirmed a contact is an event.')
  return { event: earlier, replayed: true }
}

const earlierEvent = async (
  trx: Writer,
  tenant: TenantScope,
  { eventId, kind }: Confirmation,
): Promise<ConsentEvent | undefined> => {
  const entry = await findIdempotency(trx, tenant, CONFIRM_CONTACT, confirmationKey(eventId, kind))
  const [event] = entry ? await eventsByIds(trx, tenant, entry.eventIds) : []
  return event
}

/**
 * Answers a confirmation: one transaction reads it, counts a wrong code or records the event. So of two answers at once one
 * is the event and the other finds it, and no try goes uncounted.
 */
const answer = (
  deps: Deps,
  tenant: TenantScope,
  confirmationId: string,
  isRight: (confirmation: Confirmation) => boolean,
): Promise<Confirmed | Fault> =>
  deps.store.write(async (trx) => {
    const confirmation = await takeConfirmation(trx, tenant, confirmationId)
    if (!confirmation) return 'unknown'
    // Of one that was answered, too: who guesses is not to be told that it was he who answered.
    if (confirmation.tries >= MAX_TRIES) return 'tries-used'
    if (confirmation.state !== 'CONFIRMED' && deps.clock() >= confirmation.expiresAt) return 'expired'
    if (!isRight(confirmation)) {
      await countTry(trx, tenant, confirmationId)
      return 'wrong-code'
    }
    const earlier = await earlierEvent(trx, tenant, confirmation)
    if (earlier) {
      await answerConfirmation(trx, tenant, confirmationId, earlier.eventId)
      return { event: earlier, replayed: true }
    }
    const submission = await findEvent(trx, tenant, confirmation.eventId)
    const confirmable = submission
      ? await confirmableBy(deps, trx, tenant, submission, confirmation.kind)
      : 'erased'
    if (typeof confirmable === 'string') return confirmable
    const confirmed = await recordConfirmation(deps, trx, tenant, confirmable)
    await answerConfirmation(trx, tenant, confirmationId, confirmed.event.eventId)
    return confirmed
  })

/** A code as the API receives it. */
export type ConfirmContactInput = { readonly confirmation: string; readonly code: string }

export type ConfirmContactPayload = { readonly __typename: 'ConfirmContactPayload' } & Confirmed
export type ConfirmContactOutcome =
  | ConfirmContactPayload
  | Problem<'InvalidInput' | 'NotFound' | 'ChallengeFailed' | 'Conflict'>

const FAILED: { readonly [fault in 'wrong-code' | 'expired' | 'tries-used']: string } = {
  'wrong-code': 'This is not the code that was sent. Five wrong codes use it up.',
  expired: 'A code holds for ten minutes, and until a newer one is sent: use that, or ask for a new one.',
  'tries-used': 'Five wrong codes were tried: ask for a new one.',
}

const refusal = (fault: Fault): Exclude<ConfirmContactOutcome, ConfirmContactPayload> => {
  switch (fault) {
    case 'unknown':
      return problem('NotFound', [
        issue(
          ['input', 'confirmation'],
          'unknown-confirmation',
          'No confirmation of this tenant has this id.',
        ),
      ])
    case 'wrong-code':
    case 'expired':
    case 'tries-used':
      return problem('ChallengeFailed', [issue(['input', 'code'], fault, FAILED[fault])])
    case 'erased':
    case 'too-old':
    case 'contact-missing':
    case 'nothing-stands':
      return problem('Conflict', [
        issue(
          ['input', 'confirmation'],
          fault,
          'Nothing is left to confirm: it was withdrawn, objected to or erased since.',
        ),
      ])
  }
}

/** Confirms a contact by the code that it was sent; the same code again is answered as the first time. */
export const confirmContact = async (
  deps: Deps,
  { tenant }: Principal,
  { confirmation, code }: ConfirmContactInput,
): Promise<ConfirmContactOutcome> => {
  // What people type between the digits.
  const digits = code.replaceAll(/[\s.-]/g, '')
  if (!CODE.test(digits))
    return problem('InvalidInput', [issue(['input', 'code'], 'eight-digits', 'A code has eight digits.')])
  if (!isId('confirmation', confirmation)) return refusal('unknown')
  const answered = await answer(
    deps,
    tenant,
    confirmation,
    ({ means, secretMac }) =>
      means === 'CODE' && sameMac(secretMac, codeMac(deps.keys, confirmation, digits)),
  )
  return typeof answered === 'string'
    ? refusal(answered)
    : { __typename: 'ConfirmContactPayload', ...answered }
}

/** What a link shows: what it would confirm, or what became of it. */
export type LinkView =
  | { readonly state: 'ASKED'; readonly confirmable: Confirmable; readonly contactHint: string | null }
  | { readonly state: 'CONFIRMED' | 'EXPIRED' | 'OVER'; readonly locale: string }

/** Opens a link, and changes nothing: programs that look for harmful mail open links too. Undefined when it opens none. */
export const openLink = async (deps: Deps, token: string): Promise<LinkView | undefined> => {
  const { reader } = deps.store
  const found = await confirmationByLink(reader, linkMac(deps.keys, token))
  if (!found) return undefined
  const { scope, confirmation } = found
  const submission = await findEvent(reader, scope, confirmation.eventId)
  const confirmable = submission
    ? await confirmableBy(deps, reader, scope, submission, confirmation.kind)
    : 'erased'
  const locale = typeof confirmable === 'string' ? 'fr' : confirmable.document.locale
  if (confirmation.state === 'CONFIRMED') return { state: 'CONFIRMED', locale }
  if (deps.clock() >= confirmation.expiresAt) return { state: 'EXPIRED', locale }
  return typeof confirmable === 'string'
    ? { state: 'OVER', locale }
    : { state: 'ASKED', confirmable, contactHint: hintOf([confirmable.contact]) }
}

/** Confirms by a link; what is not to be confirmed is left as it is, and its page says why. */
export const confirmByLink = async (deps: Deps, token: string): Promise<void> => {
  const found = await confirmationByLink(deps.store.reader, linkMac(deps.keys, token))
  if (found) await answer(deps, found.scope, found.confirmation.confirmationId, () => true)
}
