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

type Index = Pick<Awaited<ReturnType<typeof indexesOf>>[number], 'kind' | 'bidx'>
type Indexes = ReadonlyMap<string, readonly Index[]>

const nameOf = ({ kind, bidx }: Index): string => `${kind} ${Buffer.from(bidx).toString('hex')}`

const isAmong = (of: readonly Index[]): ((index: Index) => boolean) => {
  const names = new Set(of.map(nameOf))
  return (index) => names.has(nameOf(index))
}

const checkEvent = (
  { keys }: RecordsDeps,
  { eventId, tenantId, jti, supersedes, statementJti, ct, wrapped }: AuditedEvent,
  indexes: Indexes,
  report: Report,
): void => {
  if (statementJti !== jti) report('event-unstated', eventId)
  if ((ct === null) !== (wrapped === null)) return report('record-keyless', eventId)
  if (ct === null || wrapped === null) return
  const record = readPersonal(keys, jti, { ct, wrapped })
  if (!record) return report('record-unreadable', eventId)
  const found = indexes.get(eventId) ?? []
  const disclosed = contactsOf(record).map((contact) => indexContact({ keys }, tenantId, contact))
  // What acts on another event is found wherever that one is, and may disclose but one of its contacts.
  const expected = supersedes === null ? disclosed : (indexes.get(supersedes) ?? [])
  if (![...disclosed, ...expected].every(isAmong(found)) || !found.every(isAmong(expected)))
    report('index-differs', eventId)
}

const indexesOfEvents = async (
  db: Handle,
  logId: string,
  events: readonly AuditedEvent[],
): Promise<Indexes> => {
  const found = new Map<string, Index[]>()
  const byTenant = Map.groupBy(events, ({ tenantId }) => tenantId)
  for (const [tenantId, ofTenant] of byTenant) {
    const wanted = ofTenant.flatMap(({ eventId, supersedes }) =>
      supersedes === null ? [eventId] : [eventId, supersedes],
    )
    for (const index of await indexesOf(db, { logId, tenantId }, [...new Set(wanted)]))
      found.set(index.eventId, [...(found.get(index.eventId) ?? []), index])
  }
  return found
}

/**
 * Holds every record of a log against its keys: each event has its statement, positions have no gap, what is encrypted opens,
 * it is found by its contacts and by no other, as is what acts on it, and a notice version has the bytes that it is addressed by. It reads one
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
      const indexes = await indexesOfEvents(db, logId, page)
      for (const event of page) {
        const before = event.tenantId === last.tenantId ? last.position : 0
        if (event.position !== before + 1) report('position-gap', `${event.tenantId} ${before + 1}`)
        checkEvent(deps, event, indexes, report)
        last = event
      }
      more = page.length === PAGE
      done += page.length
      onProgress({ done, total })
    }
  })
  return findings
}
