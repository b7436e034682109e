import type { ConsentEvent } from './event.ts'

/** An event as it comes from the table. */
export type EventRow = Omit<ConsentEvent, 'flags'> & { readonly flags: string }

/** The columns of an {@link EventRow}. */
export const EVENT_COLUMNS = [
  'consent_event.event_id as eventId',
  'consent_event.position',
  'consent_event.kind',
  'consent_event.occurred_at as occurredAt',
  'consent_event.recorded_at as recordedAt',
  'consent_event.provenance',
  'consent_event.grade',
  'consent_event.flags',
  'consent_event.notice_id as noticeId',
  'consent_event.supersedes',
  'consent_event.jti',
  'consent_event.site',
] as const

/** The event of a row, which may have other columns too. */
export const toEvent = (row: EventRow): ConsentEvent => ({
  eventId: row.eventId,
  position: row.position,
  kind: row.kind,
  occurredAt: row.occurredAt,
  recordedAt: row.recordedAt,
  provenance: row.provenance,
  grade: row.grade,
  flags: JSON.parse(row.flags),
  noticeId: row.noticeId,
  supersedes: row.supersedes,
  jti: row.jti,
  site: row.site,
})
