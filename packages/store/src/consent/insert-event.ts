import { owner } from '../scope.ts'
import { insertStatement } from '../log/statement.ts'
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

/** Writes all that belongs to an event but its own row, which needs a position. */
export const insertBelongings = async (trx: Writer, scope: TenantScope, event: NewEvent): Promise<void> => {
  const key = { ...owner(scope), event_id: event.eventId }
  const {
    jti,
    statement,
    sealed,
    contacts,
    choices,
    withdrawals,
    objections,
    manageTokenSha256,
    supersedes,
  } = event

  await insertStatement(trx, scope, {
    jti,
    jws: statement,
    eventId: event.eventId,
    createdAt: event.recordedAt,
  })
  if (sealed !== undefined) {
    const { ct, kekId, wrapped } = sealed
    await trx
      .insertInto('disclosure')
      .values({ ...key, ct })
      .execute()
    await trx
      .insertInto('dek')
      .values({ ...key, kek_id: kekId, wrapped })
      .execute()
  }
  if (manageTokenSha256 !== undefined)
    await trx
      .insertInto('manage_token')
      .values({ ...key, token_sha256: manageTokenSha256 })
      .execute()
  if (contacts.length > 0)
    await trx
      .insertInto('blind_index')
      .values(contacts.map(({ kind, bidx, epoch }) => ({ ...key, kind, bidx, epoch })))
      .execute()
  if (supersedes !== null) await indexAs(trx, scope, event.eventId, supersedes)
  if (choices.length > 0)
    await trx
      .insertInto('choice')
      .values(
        choices.map(({ questionKey, answer, slotStart, slotEnd }) => ({
          ...key,
          question_key: questionKey,
          answer,
          slot_start: slotStart,
          slot_end: slotEnd,
        })),
      )
      .execute()
  if (withdrawals.length > 0)
    await trx
      .insertInto('withdrawal')
      .values(
        withdrawals.map(({ supersedes: ended, questionKey, advertiserKey }) => ({
          ...key,
          supersedes: ended,
          question_key: questionKey,
          advertiser_key: advertiserKey,
        })),
      )
      .execute()
  if (objections.length > 0)
    await trx
      .insertInto('objection')
      .values(
        objections.map(({ scope: covers, source, advertisers, at }, ordinal) => ({
          ...key,
          ordinal,
          scope: covers,
          source,
          advertisers: advertisers && JSON.stringify(advertisers),
          at,
        })),
      )
      .execute()
}

/** Writes the event itself. */
export const insertEvent = async (trx: Writer, scope: TenantScope, event: ConsentEvent): Promise<void> => {
  await trx
    .insertInto('consent_event')
    .values({
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
    })
    .execute()
}
