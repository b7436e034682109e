import type { Contact } from '@constat/core/contact'
import type { Choice, Observation, ObservationFlag } from '@constat/core/consent'
import { newId } from '@constat/core/id'
import type { ErasureGround, EventKind, ObservationGrade, Provenance } from '@constat/core/vocabulary'
import { makeStatement, type Challenge, type StatementClaim } from '@constat/evidence'
import type { ConsentEvent, NewEvent, NoticeVersion, TenantScope } from '@constat/store'
import type { Pledge } from '../log/pledge.ts'
import type { Deps } from '../platform/context.ts'
import { indexContact } from './contacts.ts'
import { sealPersonal, tokenHash, type PersonalRecord } from './sealed-record.ts'

/** What happened, before it is signed and sealed. Instants are epoch milliseconds. */
export type EventFacts = {
  readonly kind: EventKind
  readonly occurredAt: number
  readonly recordedAt: number
  readonly provenance: Provenance
  readonly grade: ObservationGrade
  readonly flags: readonly ObservationFlag[]
  readonly notice: NoticeVersion | null
  readonly supersedes: Pick<ConsentEvent, 'eventId' | 'jti'> | null
  readonly site: string | null
  readonly challenge?: Challenge | undefined
  readonly observation?: Observation | undefined
  /** The contacts to disclose. */
  readonly contacts: readonly Contact[]
  /** Whether the event is found by its contacts; one that acts on another is found by that other. */
  readonly indexed: boolean
  readonly choices: readonly Choice[]
  /** What the statement commits to beside contacts and answers. */
  readonly scope?: StatementClaim['value']
  readonly withdrawals: NewEvent['withdrawals']
  readonly objections: NewEvent['objections']
  /** Of an erasure: why. */
  readonly erasure?: ErasureGround
  readonly manageToken?: string
  /** What the statement says of the log. */
  readonly pledge: Pledge
}

const claimsOf = (facts: EventFacts): StatementClaim[] => [
  ...facts.contacts.map(({ kind, value }): StatementClaim => ({ name: kind, value })),
  ...facts.choices.map(({ question, answer, slot }): StatementClaim => ({
    name: `choice.${question}`,
    value: slot
      ? { answer, slot: { start: new Date(slot.start).toISOString(), end: new Date(slot.end).toISOString() } }
      : { answer },
  })),
  ...(facts.scope === undefined ? [] : [{ name: 'scope', value: facts.scope } as const]),
]

/** An event to store, with what it seals in clear. */
type Made = { readonly event: NewEvent; readonly record: PersonalRecord }

/** Signs the statement of an event and seals what is personal in it: all that one event stores, but its position. */
export const makeEvent = (deps: Deps, tenant: TenantScope, facts: EventFacts): Made => {
  const { keys, random, clock } = deps
  const { kind, notice, manageToken } = facts
  const statement = makeStatement(
    {
      kind,
      recordedAt: facts.recordedAt,
      occurredAt:
        facts.provenance === 'IMPORTED' || facts.occurredAt !== facts.recordedAt
          ? facts.occurredAt
          : undefined,
      tenant: tenant.tenantId,
      site: facts.site ?? undefined,
      provenance: facts.provenance,
      ref: facts.supersedes?.jti,
      notice: notice
        ? { key: notice.key, version: notice.version, locale: notice.locale, sha256: notice.sha256 }
        : undefined,
      observation: facts.observation,
      grade: facts.grade,
      erasure: facts.erasure,
      challenge: facts.challenge,
      ...facts.pledge,
    },
    claimsOf(facts),
    { key: keys.statement, random },
  )
  const record: PersonalRecord = { disclosures: statement.disclosures, manageToken }
  const event: NewEvent = {
    eventId: newId('consentEvent', clock, random),
    kind,
    occurredAt: facts.occurredAt,
    recordedAt: facts.recordedAt,
    provenance: facts.provenance,
    grade: facts.grade,
    flags: facts.flags,
    noticeId: notice?.id ?? null,
    supersedes: facts.supersedes?.eventId ?? null,
    jti: statement.jti,
    site: facts.site,
    statement: statement.jws,
    sealed:
      statement.disclosures.length === 0 && manageToken === undefined
        ? undefined
        : sealPersonal(deps, statement.jti, record),
    contacts: facts.indexed
      ? facts.contacts.map((contact) => indexContact(deps, tenant.tenantId, contact))
      : [],
    choices: facts.choices.map(({ question, answer, slot }) => ({
      questionKey: question,
      answer,
      slotStart: slot?.start ?? null,
      slotEnd: slot?.end ?? null,
    })),
    withdrawals: facts.withdrawals,
    objections: facts.objections,
    ...(manageToken === undefined ? {} : { manageTokenSha256: tokenHash(manageToken) }),
  }
  return { event, record }
}

/** The event of {@link makeEvent}, for those who need nothing else of it. */
export const newEvent = (deps: Deps, tenant: TenantScope, facts: EventFacts): NewEvent =>
  makeEvent(deps, tenant, facts).event
