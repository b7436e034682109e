import { isShownObservation, type ShownObservation } from '@constat/core/consent'
import type { Sha256 } from '@constat/core/canonical'
import {
  OBSERVATION_GRADES,
  PROVENANCES,
  type EventKind,
  type ObservationGrade,
  type Provenance,
} from '@constat/core/vocabulary'
import { z } from 'zod'

/** Media type of a statement in its JWS header (RFC 7515 §4.1.9, RFC 9901 §9.11). */
export const STATEMENT_TYPE = 'consent-proof+sd-jwt'

/** The words of the event kinds in a statement. */
export const STATEMENT_EVENTS = {
  GIVEN: 'consent.given',
  REFUSED: 'consent.refused',
  WITHDRAWN: 'consent.withdrawn',
  OBJECTED: 'consent.objected',
  CORRECTED: 'consent.corrected',
  TRANSFERRED: 'consent.transferred',
  RESTRICTED: 'consent.restricted',
  ERASED: 'consent.erased',
} as const satisfies { readonly [kind in EventKind]: string }
/** The word of a statement that a notice version was published. */
export const NOTICE_PUBLISHED = 'notice.published'

export type StatementEvent = (typeof STATEMENT_EVENTS)[EventKind] | typeof NOTICE_PUBLISHED

/** The notice version that was shown, by its place in its series and by its bytes. */
export type StatementNotice = {
  readonly key: string
  readonly version: number
  readonly locale: string
  readonly sha256: Sha256
}

/** The build of the widget that drew it. */
export type StatementWidget = { readonly version: string; readonly sha256?: Sha256 | undefined }

/**
 * The log that the statement will be in, and within how many seconds: an entry that is missing after them is provable
 * misbehaviour (evidence.md 1.5).
 */
export type StatementPromise = { readonly log: string; readonly mmd_s: number }

/** A checkpoint that was published before the statement was made, by the SHA-256 of its body (evidence.md 1.4). */
export type StatementAnchor = {
  readonly origin: string
  readonly size: number
  readonly body_sha256: Sha256
}

type EveryPayload = {
  readonly v: 1
  /** URL of the server that makes the statement. */
  readonly iss: string
  /** 16 random bytes in base64url. */
  readonly jti: string
  /** When the server recorded the event. */
  readonly iat: number
  readonly tenant: string
  readonly promise?: StatementPromise | undefined
  readonly anchor?: StatementAnchor | undefined
}

/** What the statement of a consent event says in clear. */
export type ConsentPayload = EveryPayload & {
  readonly event: (typeof STATEMENT_EVENTS)[EventKind]
  /** When the caller says that it happened: a claim, on IMPORTED events. */
  readonly occurred_at?: number | undefined
  readonly site?: string | undefined
  readonly provenance: Provenance
  /** The `jti` of the statement that this one acts on. */
  readonly ref?: string | undefined
  readonly notice?: StatementNotice | undefined
  readonly widget?: StatementWidget | undefined
  /** What was on screen; the trail of acts, which tells the answers, is a disclosure. */
  readonly observation?: ShownObservation | undefined
  readonly grade: ObservationGrade
  readonly challenge?:
    | { readonly id: string; readonly iat: number; readonly state: 'fresh' | 'late' }
    | undefined
  readonly _sd_alg: 'sha-256'
  /** Digests of the disclosures among decoys, strictly ascending. */
  readonly _sd: readonly string[]
}

/** What the statement of a publication says: all of it is public, so it discloses nothing (RFC 9901 §4.2.4.1). */
export type NoticePayload = EveryPayload & {
  readonly event: typeof NOTICE_PUBLISHED
  readonly notice: StatementNotice
  readonly _sd?: undefined
}

/**
 * What a statement says in clear: no personal data. Times are seconds since the Unix epoch (RFC 7519 NumericDate),
 * whole; property names are ASCII, strings NFC.
 */
export type StatementPayload = ConsentPayload | NoticePayload

const seconds = z.int().min(0)
const id = z.string().regex(/^[A-Za-z0-9_-]{22}$/)
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const text = z.string().min(1)

const notice = z.strictObject({ key: text, version: z.int().min(1), locale: text, sha256: hash })

const every = z.looseObject({
  v: z.literal(1),
  iss: text,
  jti: id,
  iat: seconds,
  tenant: text,
  promise: z.strictObject({ log: text, mmd_s: z.int().min(1) }).optional(),
  anchor: z.strictObject({ origin: text, size: z.int().min(0), body_sha256: hash }).optional(),
})

const consent = every.extend({
  event: z.enum(STATEMENT_EVENTS),
  occurred_at: seconds.optional(),
  site: text.optional(),
  provenance: z.enum(PROVENANCES),
  ref: id.optional(),
  notice: notice.optional(),
  widget: z.strictObject({ version: text, sha256: hash.optional() }).optional(),
  observation: z.unknown().refine(isShownObservation).optional(),
  grade: z.enum(OBSERVATION_GRADES),
  challenge: z.strictObject({ id, iat: seconds, state: z.enum(['fresh', 'late']) }).optional(),
  _sd_alg: z.literal('sha-256'),
  _sd: z.array(z.string().regex(/^[A-Za-z0-9_-]{43}$/)),
})

// It has no digests, so that no disclosure can come with it.
const publication = every.extend({
  event: z.literal(NOTICE_PUBLISHED),
  notice,
  _sd: z.undefined().optional(),
  _sd_alg: z.undefined().optional(),
})

const payload = z.discriminatedUnion('event', [consent, publication])

/** Whether parsed JSON has the shape of a statement; members it does not know are left alone (RFC 7519 §4). */
export const isStatementPayload = (value: unknown): value is StatementPayload =>
  payload.safeParse(value).success

const isPlainText = (value: string): boolean => value.isWellFormed() && value === value.normalize('NFC')

/** Whether a JSON value reads the same everywhere: whole safe numbers, ASCII names, NFC strings (evidence.md 1.1). */
export const isPortable = (value: unknown): boolean => {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  if (typeof value === 'string') return isPlainText(value)
  if (Array.isArray(value)) return value.every(isPortable)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, member]) => /^[\x21-\x7e]+$/.test(name) && isPortable(member))
}
