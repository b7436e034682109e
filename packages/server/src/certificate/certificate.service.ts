import { isId, newId } from '@constat/core/id'
import type { InputIssue } from '@constat/core/problem'
import { CONTACT_KINDS, type ContactKind } from '@constat/core/vocabulary'
import { certificateBytes, type Certificate } from '@constat/evidence/verify'
import {
  findCertificate,
  findEvent,
  findSealed,
  insertCertificate,
  type ConsentEvent,
  type IssuedCertificate,
  type TenantScope,
} from '@constat/store'
import { awaitedWitnesses, type AwaitedWitnesses } from '../log/awaited-witnesses.ts'
import { INTERVAL } from '../log/witnessing.ts'
import type { Deps, Principal } from '../platform/context.ts'
import { issue, problem, under, type Problem } from '../platform/problem.ts'
import { assembleCertificate } from './assemble.ts'
import { faultUnderOwnTrust } from './own-trust.ts'

/** A certificate to issue, as the API receives it. */
export type IssueCertificateInput = {
  readonly event: string
  readonly recipient: string
  readonly questions?: readonly string[] | null | undefined
  readonly disclose?: readonly string[] | null | undefined
}

export type IssueCertificatePayload = {
  readonly __typename: 'IssueCertificatePayload'
  readonly certificate: IssuedCertificate
}

const isContactKind = (text: string): text is ContactKind => CONTACT_KINDS.some((kind) => kind === text)

const discloseIssues = (disclose: readonly string[]): readonly InputIssue[] =>
  disclose.length === 0
    ? [issue(['disclose'], 'too-short', 'A certificate shows a contact: name phone, email or both.')]
    : disclose.flatMap((kind, index) =>
        isContactKind(kind)
          ? []
          : [issue(['disclose', String(index)], 'unknown-value', `Use one of ${CONTACT_KINDS.join(', ')}.`)],
      )

const unknownEvent = (others: readonly InputIssue[]): Problem<'NotFound'> =>
  problem(
    'NotFound',
    under(['input'], [issue(['event'], 'unknown-event', 'No event of this tenant has this id.'), ...others]),
  )

const conflict = (rule: string, message: string): Problem<'Conflict'> =>
  problem('Conflict', [issue(['input', 'event'], rule, message)])

const untilWitnessed = ({ by, silent }: AwaitedWitnesses, now: number): string => {
  if (by !== undefined) {
    const seconds = Math.max(1, Math.ceil((by - now) / 1000))
    return `The witnesses have not signed a checkpoint that covers this event yet: try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`
  }
  const names = silent.map(({ name, since }) => `${name} (since ${new Date(since).toISOString()})`)
  return `The policy that this server publishes asks for witnesses that have not signed a checkpoint that they were asked to sign: ${names.join(', ')}. They are asked every ${INTERVAL / 1000} seconds, and certificates of this event are issued once they answer.`
}

const refusalOf = async (
  deps: Deps,
  { logId }: TenantScope,
  reason: 'erased' | 'not-covered' | 'not-witnessed',
): Promise<Problem<'Conflict'>> => {
  switch (reason) {
    case 'erased':
      return conflict('erased', 'The record of this event was erased: nothing of it can be shown any more.')
    case 'not-covered':
      return conflict(
        'not-in-the-log-yet',
        'No published checkpoint covers this event yet: try again in a few seconds.',
      )
    case 'not-witnessed':
      return conflict(
        'not-witnessed-yet',
        untilWitnessed(await awaitedWitnesses(deps, deps.store.reader, logId), deps.clock()),
      )
  }
}

/**
 * Issues the proof of one submission for a party that its notice names. It shows that party the contact asked for and
 * the answers that name it, nothing else; who got which certificate is recorded. Nothing is issued that whoever trusts what this
 * server publishes would refuse.
 */
export const issueCertificate = async (
  deps: Deps,
  { tenant }: Principal,
  { event: eventId, recipient, questions, disclose: asked }: IssueCertificateInput,
): Promise<IssueCertificatePayload | Problem<'NotFound' | 'InvalidInput' | 'Conflict'>> => {
  const disclose = asked ?? CONTACT_KINDS
  const issues = discloseIssues(disclose)
  const event = isId('consentEvent', eventId)
    ? await findEvent(deps.store.reader, tenant, eventId)
    : undefined
  if (!event) return unknownEvent(issues)
  const named = CONTACT_KINDS.filter((kind) => disclose.includes(kind))
  const scope = {
    recipient,
    questions: questions ? [...new Set(questions)] : null,
    // Where none was named rightly, the rest of what was asked is judged all the same: every fault is told at once.
    contacts: named.length > 0 ? named : CONTACT_KINDS,
  }
  const assembled = await assembleCertificate(deps, tenant, event, scope, 'BELIEVED')
  const all = [...issues, ...(assembled.ok || assembled.reason !== 'invalid' ? [] : assembled.issues)]
  if (all.length > 0) return problem('InvalidInput', under(['input'], all))
  if (!assembled.ok)
    return assembled.reason === 'invalid'
      ? problem('InvalidInput', under(['input'], all))
      : refusalOf(deps, tenant, assembled.reason)
  const fault = await faultUnderOwnTrust(deps, assembled.value)
  if (fault) {
    deps.log.error(
      { event: eventId, fault },
      'a certificate does not verify under what this server publishes',
    )
    return conflict(
      'not-verifiable',
      `A certificate of this event would be refused by whoever trusts what this server publishes (${fault.step}/${fault.code}, ${fault.subject}): tell its operator.`,
    )
  }
  const certificate: IssuedCertificate = {
    certificateId: newId('certificate', deps.clock, deps.random),
    eventId,
    ...scope,
    issuedAt: deps.clock(),
  }
  await deps.store.write((trx) => insertCertificate(trx, tenant, certificate))
  return { __typename: 'IssueCertificatePayload', certificate }
}

/**
 * A certificate that this tenant issued; undefined when it has none such, or once the record that it shows is erased. For a
 * partner there are those alone that were issued for its party.
 */
export const certificateOf = async (
  { store: { reader } }: Deps,
  { tenant, kind, party }: Principal,
  id: string,
): Promise<IssuedCertificate | undefined> => {
  const certificate = isId('certificate', id) ? await findCertificate(reader, tenant, id) : undefined
  if (kind === 'PARTNER' && certificate?.recipient !== party) return undefined
  return certificate && (await findSealed(reader, tenant, certificate.eventId)) ? certificate : undefined
}

/** The event that a certificate is of. */
export const eventOf = async (
  deps: Deps,
  { tenant }: Principal,
  { certificateId, eventId }: IssuedCertificate,
): Promise<ConsentEvent> => {
  const event = await findEvent(deps.store.reader, tenant, eventId)
  if (!event) throw new Error(`The event of certificate ${certificateId} is missing.`)
  return event
}

/**
 * The document of a certificate (evidence.md 1.6), made anew: under the best head there is by now. It was issued already, so where
 * the policy has become stricter since, it is handed out as it is until the witnesses have signed.
 */
export const documentOfCertificate = async (
  deps: Deps,
  principal: Principal,
  certificate: IssuedCertificate,
): Promise<Certificate> => {
  const event = await eventOf(deps, principal, certificate)
  const assembled = await assembleCertificate(deps, principal.tenant, event, certificate, 'ANY')
  // In the order of RFC 8785, so that it is a certificate wherever it is written down as it comes.
  if (assembled.ok) return JSON.parse(new TextDecoder().decode(certificateBytes(assembled.value)))
  throw new Error(`Certificate ${certificate.certificateId} can no longer be made: ${assembled.reason}.`)
}
