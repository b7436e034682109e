import { hash } from 'node:crypto'
import type { CompiledQuery } from 'kysely'
import { preparedWrite, rowInto, runAll, scopeIn, type Value } from '../prepared.ts'
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

type Entry = {
  readonly scope: TenantScope
  readonly jti: string
  readonly entry: Bytes
  readonly createdAt: number
}

/**
 * Queues an entry for the log, behind every other that waits: entries come into the log in the order in which they were
 * written, whatever the clock does. A consent may rest on a notice of the millisecond before.
 */
const queueEntry = preparedWrite((db, value: Value<Entry>) => {
  const { logId, tenantId } = scopeIn(value)
  const createdAt = value((entry) => entry.createdAt)
  return db
    .insertInto('pending')
    .columns(['log_id', 'tenant_id', 'jti', 'entry', 'created_at'])
    .expression((eb) =>
      eb
        .selectFrom(
          eb
            .selectFrom('pending')
            .select((of) => of.fn.max('created_at').as('last'))
            .where('log_id', '=', logId)
            .as('waiting'),
        )
        .select((of) => [
          of.val(logId).as('log_id'),
          of.val(tenantId).as('tenant_id'),
          of.val(value(({ jti }) => jti)).as('jti'),
          of.val(value(({ entry }) => entry)).as('entry'),
          of
            .case()
            .when('last', '>=', createdAt)
            .then(of('last', '+', 1))
            .else(createdAt)
            .end()
            .as('created_at'),
        ]),
    )
})

/** The statements that store a statement together with its entry for the log, so that none stays out of it. */
export const intoStatements = (
  trx: Writer,
  scope: TenantScope,
  statement: NewStatement,
): readonly CompiledQuery[] => {
  const { jti, jws, createdAt } = statement
  return [
    rowInto(trx, 'statement', {
      ...owner(scope),
      jti,
      jws,
      event_id: 'eventId' in statement ? statement.eventId : null,
      notice_id: 'noticeId' in statement ? statement.noticeId : null,
      subject: 'subject' in statement ? statement.subject : null,
    }),
    queueEntry(trx, { scope, jti, entry: entryOf(jws), createdAt }),
  ]
}

/** Stores a statement together with its entry for the log. */
export const insertStatement = async (
  trx: Writer,
  scope: TenantScope,
  statement: NewStatement,
): Promise<void> => {
  await runAll(trx, intoStatements(trx, scope, statement))
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
