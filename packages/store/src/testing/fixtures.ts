import { createHash } from 'node:crypto'
import { beginLog, insertLog, insertTenant, recordEvents } from '../index.ts'
import type {
  Bytes,
  NewEvent,
  NewEvents,
  NewNoticeVersion,
  RecordOutcome,
  Store,
  TenantScope,
} from '../index.ts'

/** An instant all fixtures share, epoch milliseconds. */
export const NOW = Date.UTC(2026, 10, 21)

/** SHA-256 of a text: any 32 bytes that are the same each time. */
export const sha256 = (text: string): Bytes => new Uint8Array(createHash('sha256').update(text).digest())

/** What the blind index holds for a contact. */
export const bidx = (contact: string): Bytes => sha256(contact).slice(0, 16)

/** A site's tenant and another one in the same log. */
export const CUISINES: TenantScope = { logId: 'log/1', tenantId: 'tnt_cuisines' }
export const SOLS: TenantScope = { logId: 'log/1', tenantId: 'tnt_sols' }

/** The log of both. */
export const LOG = CUISINES.logId

/** Begins that log with nothing in it. */
export const beginEmpty = (store: Store): Promise<void> =>
  store.write((trx) => beginLog(trx, LOG, { size: 0, root: sha256(''), range: new Uint8Array(0) }))

/** Two tenants of one log. */
export const insertTenants = (store: Store): Promise<void> =>
  store.write(async (trx) => {
    await insertLog(trx, { logId: 'log/1', origin: 'proofs.example.fr/log/1', createdAt: NOW })
    await insertTenant(trx, { ...CUISINES, name: 'Cuisines', createdAt: NOW })
    await insertTenant(trx, { ...SOLS, name: 'Sols', createdAt: NOW })
  })

/** A consent given by phone, with all that an event can carry. */
export const given = (eventId: string, changes: Partial<NewEvent> = {}): NewEvent => ({
  eventId,
  kind: 'GIVEN',
  occurredAt: NOW,
  recordedAt: NOW,
  provenance: 'SITE_CHALLENGED',
  grade: 'ASSURED',
  flags: [],
  noticeId: null,
  supersedes: null,
  jti: `jti-${eventId}`,
  site: 'devis.example.fr',
  statement: `jws-${eventId}`,
  sealed: { ct: sha256(`ct-${eventId}`), kekId: 'kek-1', wrapped: sha256(`dek-${eventId}`) },
  contacts: [{ kind: 'phone', epoch: 1, bidx: bidx('+33639980001') }],
  choices: [{ questionKey: 'appel', answer: 'GRANTED', slotStart: null, slotEnd: null }],
  withdrawals: [],
  objections: [],
  manageTokenSha256: sha256(`token-${eventId}`),
  ...changes,
})

/** The event by which the person ends the consent of another, by her token: without a contact of its own. */
export const withdrawn = (eventId: string, supersedes: string): NewEvent => {
  const {
    sealed: _,
    manageTokenSha256: __,
    ...event
  } = given(eventId, {
    kind: 'WITHDRAWN',
    supersedes,
    contacts: [],
    choices: [],
    withdrawals: [{ supersedes, questionKey: 'appel', advertiserKey: 'cuisines' }],
  })
  return event
}

/** Records in a write of its own. */
export const record = (store: Store, scope: TenantScope, events: NewEvents): Promise<RecordOutcome> =>
  store.write((trx) => recordEvents(trx, scope, events))

/** A notice version of one party and one kind of goods. */
export const notice = (id: string, changes: Partial<NewNoticeVersion> = {}): NewNoticeVersion => ({
  id,
  key: 'devis',
  locale: 'fr',
  sha256: Buffer.from(sha256(id)).toString('hex'),
  document: sha256(`document-${id}`),
  publishedAt: NOW,
  parties: [{ key: 'cuisines', legalName: 'Cuisines SAS' }],
  goods: [{ key: 'cuisines', sector: 'GENERAL' }],
  ...changes,
})
