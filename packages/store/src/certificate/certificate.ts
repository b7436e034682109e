import type { ContactKind } from '@constat/core/vocabulary'
import { owner } from '../scope.ts'
import type { Handle, TenantScope, Writer } from '../store.ts'

/**
 * That a certificate was issued, to whom and of what. Its bytes are made anew each time they are asked for: they hold the
 * contact in clear, which is kept nowhere.
 */
export type IssuedCertificate = {
  readonly certificateId: string
  readonly eventId: string
  /** Key of the party that it is for. */
  readonly recipient: string
  /** Keys of the questions whose answers it shows; null for all that name the recipient. */
  readonly questions: readonly string[] | null
  /** The contacts that it shows, as far as there are any. */
  readonly contacts: readonly ContactKind[]
  /** Epoch milliseconds. */
  readonly issuedAt: number
}

/** Records that a certificate was issued. */
export const insertCertificate = async (
  trx: Writer,
  scope: TenantScope,
  { certificateId, eventId, recipient, questions, contacts, issuedAt }: IssuedCertificate,
): Promise<void> => {
  await trx
    .insertInto('certificate')
    .values({
      ...owner(scope),
      certificate_id: certificateId,
      event_id: eventId,
      recipient,
      questions: questions && JSON.stringify(questions),
      contacts: JSON.stringify(contacts),
      issued_at: issuedAt,
    })
    .execute()
}

/** The certificate of this identifier. */
export const findCertificate = async (
  db: Handle,
  scope: TenantScope,
  certificateId: string,
): Promise<IssuedCertificate | undefined> => {
  const row = await db
    .selectFrom('certificate')
    .select([
      'certificate_id as certificateId',
      'event_id as eventId',
      'recipient',
      'questions',
      'contacts',
      'issued_at as issuedAt',
    ])
    .where((eb) => eb.and({ ...owner(scope), certificate_id: certificateId }))
    .executeTakeFirst()
  return (
    row && {
      ...row,
      questions: row.questions === null ? null : JSON.parse(row.questions),
      contacts: JSON.parse(row.contacts),
    }
  )
}
