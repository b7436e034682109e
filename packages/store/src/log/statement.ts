import { hash } from 'node:crypto'
import { owner } from '../scope.ts'
import type { Bytes, Handle, TenantScope, Writer } from '../store.ts'

/** A statement to store, of an event or of a notice version. */
export type NewStatement = {
  readonly jti: string
  /** Compact JWS. */
  readonly jws: string
  /** Epoch milliseconds: entries come into the log in this order. */
  readonly createdAt: number
} & ({ readonly eventId: string } | { readonly noticeId: string })

/** What the log holds of a statement: SHA-256 of its JWS, 32 bytes (evidence.md 1.2). */
export const entryOf = (jws: string): Bytes => new Uint8Array(hash('sha256', jws, 'buffer'))

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
    })
    .execute()
  await trx
    .insertInto('pending')
    .values({ ...owner(scope), jti, entry: entryOf(jws), created_at: createdAt })
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
