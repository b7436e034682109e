import { hash } from 'node:crypto'
import { operatorOf, owner } from '../scope.ts'
import type { Bytes, Handle, TenantScope, Writer } from '../store.ts'

/** A statement to store: of an event, of a notice version, or of what the operator says, under its scope. */
export type NewStatement = {
  readonly jti: string
  /** Compact JWS. */
  readonly jws: string
  /** Epoch milliseconds. */
  readonly createdAt: number
} & ({ readonly eventId: string } | { readonly noticeId: string } | { readonly subject: string })

/** What the log holds of a statement: SHA-256 of its JWS, 32 bytes (evidence.md 1.2). */
export const entryOf = (jws: string): Bytes => new Uint8Array(hash('sha256', jws, 'buffer'))

/**
 * When an entry waits since: later than every other that waits, so that entries come into the log in the order in which
 * they were written, whatever the clock does. A consent may rest on a notice of the millisecond before.
 */
const queuedAt = async (trx: Writer, { logId }: TenantScope, createdAt: number): Promise<number> => {
  const { last } = await trx
    .selectFrom('pending')
    .select((eb) => eb.fn.max('created_at').as('last'))
    .where('log_id', '=', logId)
    .executeTakeFirstOrThrow()
  return last === null ? createdAt : Math.max(createdAt, last + 1)
}

/** Stores a statement together with its entry for the log, so that no statement stays out of it. */
export const insertStatement = async (
  trx: Writer,
  scope: TenantScope,
  statement: NewStatement,
): Promise<void> => {
  const { jti, jws, createdAt } = statement
  await trx
    .insertInto('statement')
    .values({
      ...owner(scope),
      jti,
      jws,
      event_id: 'eventId' in statement ? statement.eventId : null,
      notice_id: 'noticeId' in statement ? statement.noticeId : null,
      subject: 'subject' in statement ? statement.subject : null,
    })
    .execute()
  await trx
    .insertInto('pending')
    .values({ ...owner(scope), jti, entry: entryOf(jws), created_at: await queuedAt(trx, scope, createdAt) })
    .execute()
}

/** The statement that a notice version was published; undefined for one published before there were any. */
export const statementOfNotice = (
  db: Handle,
  scope: TenantScope,
  noticeId: string,
): Promise<{ readonly jti: string; readonly jws: string } | undefined> =>
  db
    .selectFrom('statement')
    .select(['jti', 'jws'])
    .where((eb) => eb.and({ ...owner(scope), notice_id: noticeId }))
    .executeTakeFirst()

/** The statement of the operator about a subject; undefined where there is none. */
export const statementAbout = (
  db: Handle,
  logId: string,
  subject: string,
): Promise<{ readonly jti: string; readonly jws: string } | undefined> =>
  db
    .selectFrom('statement')
    .select(['jti', 'jws'])
    .where((eb) => eb.and({ ...owner(operatorOf(logId)), subject }))
    .executeTakeFirst()
