import { ID_PREFIXES } from '@constat/core/id'
import { readChallenge } from '@constat/evidence'
import { findEvent, findIdempotency, statementsOf, type ConsentEvent } from '@constat/store'
import type { Deps, Principal } from '../platform/context.ts'
import { challengeIdIn } from './capture.service.ts'
import { RECORD_CONSENT } from './record.service.ts'
import { openPersonal, type PersonalRecord } from './sealed-record.ts'

/** What the site gets back for one submission. */
export type Receipt = { readonly event: ConsentEvent; readonly record: PersonalRecord }

/** The receipt of an event has the same number under its own prefix. */
export const receiptId = ({ eventId }: ConsentEvent): string =>
  eventId.replace(ID_PREFIXES.consentEvent, ID_PREFIXES.receipt)

/** The receipt of a submission; undefined once its personal record is erased. */
export const receiptOf = async (
  deps: Deps,
  { tenant }: Principal,
  event: ConsentEvent,
): Promise<Receipt | undefined> => {
  const record = await openPersonal(deps, deps.store.reader, tenant, event)
  return record && { event, record }
}

/**
 * Redeems the token that the form carried, `<challenge>.<submission id>`: the receipt of that submission, or undefined
 * while nothing of it has arrived. A browser's submission opens to its own challenge only; one that the back end sent
 * itself has none.
 */
export const redeemReceipt = async (
  deps: Deps,
  principal: Principal,
  token: string,
): Promise<Receipt | undefined> => {
  const [challengeText = '', ...rest] = token.split('.')
  const read = readChallenge(deps.keys.challenge, challengeText, deps.clock())
  const entry = await findIdempotency(deps.store.reader, principal.tenant, RECORD_CONSENT, rest.join('.'))
  const [eventId] = entry?.eventIds ?? []
  if (eventId === undefined) return undefined
  const [event, [statement]] = await Promise.all([
    findEvent(deps.store.reader, principal.tenant, eventId),
    statementsOf(deps.store.reader, principal.tenant, [eventId]),
  ])
  const challenge = statement && challengeIdIn(statement.jws)
  const own = challenge === undefined || (read.ok && read.value.id === challenge)
  return event && own ? receiptOf(deps, principal, event) : undefined
}
