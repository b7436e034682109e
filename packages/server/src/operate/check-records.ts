import { createHash } from 'node:crypto'
import {
  auditEvents,
  auditNotices,
  countEvents,
  indexesOf,
  type AuditedEvent,
  type Handle,
  type Store,
} from '@constat/store'
import type { KeyRing } from '@constat/evidence'
import { indexContact } from '../consent/contacts.ts'
import { contactsOf, readPersonal } from '../consent/sealed-record.ts'

/** What can be wrong with a stored record. */
export const RECORD_FINDINGS = [
  'event-unstated',
  'position-gap',
  'record-unreadable',
  'record-keyless',
  'index-differs',
  'notice-differs',
] as const
export type RecordFindingCode = (typeof RECORD_FINDINGS)[number]

/** One thing that is wrong, and with which event, notice version or position. */
export type RecordFinding = { readonly code: RecordFindingCode; readonly at: string }

/** What an audit of records reads. */
export type RecordsDeps = { readonly store: Store; readonly keys: KeyRing }

type Report = (code: RecordFindingCode, at: string) => void

const PAGE = 500

type Index = Awaited<ReturnType<typeof indexesOf>>[number]

const checkEvent = (
  { keys }: RecordsDeps,
  { eventId, tenantId, jti, statementJti, ct, wrapped }: AuditedEvent,
  indexes: readonly Index[],
  report: Report,
): void => {
  if (statementJti !== jti) report('event-unstated', eventId)
  if ((ct === null) !== (wrapped === null)) return report('record-keyless', eventId)
  if (ct === null || wrapped === null) return
  const record = readPersonal(keys, jti, { ct, wrapped })
  if (!record) return report('record-unreadable', eventId)
  const expected = contactsOf(record).map((contact) => indexContact({ keys }, tenantId, contact))
  const isKnown = ({ kind, bidx }: Index): boolean =>
    expected.some((each) => each.kind === kind && Buffer.compare(each.bidx, bidx) === 0)
  if (indexes.some((each) => !isKnown(each))) report('index-differs', eventId)
}

const indexesByEvent = async (
  db: Handle,
  logId: string,
  events: readonly AuditedEvent[],
): Promise<ReadonlyMap<string, readonly Index[]>> => {
  const found = new Map<string, Index[]>()
  const byTenant = Map.groupBy(events, ({ tenantId }) => tenantId)
  for (const [tenantId, ofTenant] of byTenant)
    for (const index of await indexesOf(
      db,
      { logId, tenantId },
      ofTenant.map(({ eventId }) => eventId),
    ))
      found.set(index.eventId, [...(found.get(index.eventId) ?? []), index])
  return found
}

/**
 * Holds every record of a log against its keys: each event has its statement, positions have no gap, what is encrypted opens,
 * its contact is found under the index that it has, and a notice version has the bytes that it is addressed by. It reads one
 * state of the database and changes nothing; the server may run meanwhile.
 *
 * @returns what is wrong; nothing when the records are whole.
 */
export const checkRecords = async (
  deps: RecordsDeps,
  logId: string,
  onProgress: (progress: { readonly done: number; readonly total: number }) => void = () => {},
): Promise<readonly RecordFinding[]> => {
  const findings: RecordFinding[] = []
  const report: Report = (code, at) => void findings.push({ code, at })
  await deps.store.snapshot(async (db) => {
    for (const { id, sha256, document } of await auditNotices(db, logId))
      if (createHash('sha256').update(document).digest('hex') !== sha256) report('notice-differs', id)
    const total = await countEvents(db, logId)
    let done = 0
    let last = { tenantId: '', position: 0 }
    for (let more = true; more;) {
      const page = await auditEvents(db, logId, last, PAGE)
      const indexes = await indexesByEvent(db, logId, page)
      for (const event of page) {
        const before = event.tenantId === last.tenantId ? last.position : 0
        if (event.position !== before + 1) report('position-gap', `${event.tenantId} ${before + 1}`)
        checkEvent(deps, event, indexes.get(event.eventId) ?? [], report)
        last = event
      }
      more = page.length === PAGE
      done += page.length
      onProgress({ done, total })
    }
  })
  return findings
}
