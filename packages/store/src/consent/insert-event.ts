import type { CompiledQuery } from 'kysely'
import { toStateEvent } from '../eligibility/state-event.ts'
import { appendedBy, intoStates, settleStates } from '../eligibility/write-state.ts'
import { intoStatements } from '../log/statement.ts'
import { rowInto, runAll } from '../prepared.ts'
import { owner } from '../scope.ts'
import type { TenantScope, Writer } from '../store.ts'
import type { ConsentEvent } from './event.ts'
import type { NewEvent } from './new-event.ts'

/** Indexes an event wherever the one it acts on is, so that a withdrawal by token is found by the contact too. */
const indexAs = async (
  trx: Writer,
  scope: TenantScope,
  eventId: string,
  supersedes: string,
): Promise<void> => {
  await trx
    .insertInto('blind_index')
    .columns(['log_id', 'tenant_id', 'kind', 'bidx', 'epoch', 'event_id'])
    .expression((eb) =>
      eb
        .selectFrom('blind_index')
        .select(['log_id', 'tenant_id', 'kind', 'bidx', 'epoch', eb.val(eventId).as('event_id')])
        .where((of) => of.and({ ...owner(scope), event_id: supersedes })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The statements that write all that belongs to an event but its own row, which needs a position. */
const intoBelongings = (trx: Writer, scope: TenantScope, event: NewEvent): readonly CompiledQuery[] => {
  const key = { ...owner(scope), event_id: event.eventId }
  const { jti, statement, sealed, manageTokenSha256 } = event
  return [
    ...intoStatements(trx, scope, {
      jti,
      jws: statement,
      eventId: event.eventId,
      createdAt: event.recordedAt,
    }),
    ...(sealed === undefined
      ? []
      : [
          rowInto(trx, 'disclosure', { ...key, ct: sealed.ct }),
          rowInto(trx, 'dek', { ...key, kek_id: sealed.kekId, wrapped: sealed.wrapped }),
        ]),
    ...(manageTokenSha256 === undefined
      ? []
      : [rowInto(trx, 'manage_token', { ...key, token_sha256: manageTokenSha256 })]),
    ...event.contacts.map(({ kind, bidx, epoch }) =>
      rowInto(trx, 'blind_index', { ...key, kind, bidx, epoch }),
    ),
    ...event.choices.map(({ questionKey, answer, slotStart, slotEnd }) =>
      rowInto(trx, 'choice', {
        ...key,
        question_key: questionKey,
        answer,
        slot_start: slotStart,
        slot_end: slotEnd,
      }),
    ),
    ...event.withdrawals.map(({ supersedes, questionKey, advertiserKey }) =>
      rowInto(trx, 'withdrawal', {
        ...key,
        supersedes,
        question_key: questionKey,
        advertiser_key: advertiserKey,
      }),
    ),
    ...event.objections.map(({ scope: covers, source, advertisers, at }, ordinal) =>
      rowInto(trx, 'objection', {
        ...key,
        ordinal,
        scope: covers,
        source,
        advertisers: advertisers && JSON.stringify(advertisers),
        at,
      }),
    ),
  ]
}

/** Writes all that belongs to an event but its own row. */
export const insertBelongings = async (trx: Writer, scope: TenantScope, event: NewEvent): Promise<void> => {
  await runAll(trx, intoBelongings(trx, scope, event))
  if (event.supersedes !== null) await indexAs(trx, scope, event.eventId, event.supersedes)
}

/** Writes the events themselves, and adds them to the states of their contacts, which find them already. */
export const insertEvents = async (
  trx: Writer,
  scope: TenantScope,
  events: readonly (NewEvent & Pick<ConsentEvent, 'position'>)[],
): Promise<void> => {
  const rows = events.map((event) =>
    rowInto(trx, 'consent_event', {
      ...owner(scope),
      event_id: event.eventId,
      position: event.position,
      kind: event.kind,
      occurred_at: event.occurredAt,
      recorded_at: event.recordedAt,
      provenance: event.provenance,
      grade: event.grade,
      flags: JSON.stringify(event.flags),
      notice_id: event.noticeId,
      supersedes: event.supersedes,
      jti: event.jti,
      site: event.site,
    }),
  )
  const states = events.map(toStateEvent)
  const results = await runAll<unknown>(trx, [
    ...rows,
    ...states.map((event) => intoStates(trx, scope, event)),
  ])
  await settleStates(
    trx,
    scope,
    states.map((event, index) => ({ event, to: appendedBy(results[rows.length + index]) })),
  )
}
