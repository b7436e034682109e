import type { ObservationFlag } from '@constat/core/consent'
import type {
  Answer,
  ContactKind,
  EventKind,
  ObservationGrade,
  Provenance,
  SuppressionScope,
  SuppressionSource,
} from '@constat/core/vocabulary'
import type { Bytes } from '../store.ts'

/** A consent event as stored: an append-only fact. */
export type ConsentEvent = {
  readonly eventId: string
  /** Number of the event in its tenant, from 1, without gaps, in order of commit. */
  readonly position: number
  readonly kind: EventKind
  /** A claim of the caller where IMPORTED or OBJECTED, else equal to `recordedAt`. */
  readonly occurredAt: number
  readonly recordedAt: number
  readonly provenance: Provenance
  readonly grade: ObservationGrade
  readonly flags: readonly ObservationFlag[]
  readonly noticeId: string | null
  /** The event this one acts on. */
  readonly supersedes: string | null
  /** Identifier of its statement. */
  readonly jti: string
  readonly site: string | null
}

/** The answer to one question, in the event that recorded it. */
export type StoredChoice = {
  readonly eventId: string
  readonly questionKey: string
  readonly answer: Answer
  readonly slotStart: number | null
  readonly slotEnd: number | null
}

/** One consent that a WITHDRAWN event ended: that question, for that advertiser, in the event `supersedes`. */
export type Withdrawal = {
  readonly eventId: string
  readonly supersedes: string
  readonly questionKey: string
  readonly advertiserKey: string
}

/** An objection stored with the event that carries it. */
export type Objection = {
  readonly eventId: string
  readonly scope: SuppressionScope
  readonly source: SuppressionSource
  /** Party keys; null is everyone this tenant contacts for. */
  readonly advertisers: readonly string[] | null
  readonly at: number
}

/** A contact as the blind index knows it: one keyed hash per epoch in use, at least one, 16 bytes each. */
export type ContactIndex = { readonly kind: ContactKind; readonly bidx: readonly Bytes[] }
