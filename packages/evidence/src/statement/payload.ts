import type { ShownObservation } from '@constat/core/consent'
import type { Sha256 } from '@constat/core/canonical'
import type { ErasureGround, EventKind, ObservationGrade, Provenance } from '@constat/core/vocabulary'

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

/** The word of a statement that a build of the widget was released. */
export const WIDGET_RELEASED = 'widget.released'

/** The word of a statement that a file was screened. */
export const SCREENING_COMPLETED = 'screening.completed'

/** The word of a statement that a key may sign statements from now on. */
export const KEY_ADDED = 'key.added'

/** The word of a statement that a key signs none any more. */
export const KEY_REVOKED = 'key.revoked'

/** Why a key signs no more: it was replaced in its time, or someone else may have it. */
export const KEY_ENDS = ['retired', 'compromised'] as const
export type KeyEnd = (typeof KEY_ENDS)[number]

/** What a statement is about: a consent event, or something that a server made public. */
export type StatementEvent = StatementPayload['event']

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

// Times are seconds since the Unix epoch (RFC 7519 NumericDate), whole; property names are ASCII, strings NFC.
type EveryPayload = {
  readonly v: 1
  /** URL of the server that makes the statement. */
  readonly iss: string
  /** 16 random bytes in base64url. */
  readonly jti: string
  /** When the server recorded the event. */
  readonly iat: number
  readonly promise?: StatementPromise | undefined
  readonly anchor?: StatementAnchor | undefined
}

/** What the statement of a consent event says in clear: no personal data. */
export type ConsentPayload = EveryPayload & {
  readonly event: (typeof STATEMENT_EVENTS)[EventKind]
  /** When the caller says that it happened: a claim, on IMPORTED events. */
  readonly occurred_at?: number | undefined
  readonly tenant: string
  readonly site?: string | undefined
  readonly provenance: Provenance
  /** The `jti` of the statement that this one acts on. */
  readonly ref?: string | undefined
  readonly notice?: StatementNotice | undefined
  readonly widget?: StatementWidget | undefined
  /** What was on screen; the trail of acts, which tells the answers, is a disclosure. */
  readonly observation?: ShownObservation | undefined
  readonly grade: ObservationGrade
  /** Of an erasure: why. */
  readonly erasure?: { readonly ground: ErasureGround } | undefined
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
  readonly tenant: string
  readonly notice: StatementNotice
  readonly _sd?: undefined
}

/** What the statement of a release of the widget says; the build belongs to no tenant. */
export type WidgetPayload = EveryPayload & {
  readonly event: typeof WIDGET_RELEASED
  readonly widget: Required<StatementWidget>
  readonly _sd?: undefined
}

/** What the statement of a new statement key says: `x` is the public key (RFC 8037 §2), `kid` its thumbprint. */
export type KeyAddedPayload = EveryPayload & {
  readonly event: typeof KEY_ADDED
  readonly key: { readonly kid: string; readonly x: string }
  readonly _sd?: undefined
}

/** What the statement of a key's end says: what it signed stands in the log before this. */
export type KeyRevokedPayload = EveryPayload & {
  readonly event: typeof KEY_REVOKED
  readonly key: { readonly kid: string; readonly reason: KeyEnd }
  readonly _sd?: undefined
}

/** How many answers of a screening came out in one way, by the word for it. */
export type AnswerCounts = { readonly [word: string]: number }

/** What was asked of every contact of a file, in the words of `EligibilityInput`; the instant in seconds. */
export type ScreenedQuestion = {
  readonly channel: string
  readonly advertiser: string
  readonly purpose: string
  readonly profile: string
  readonly at: number
  readonly goods?: string | undefined
  /** What the caller stated of the whole file. */
  readonly facts?: { readonly [fact: string]: unknown } | undefined
}

/**
 * What the statement of a screening says: no contact, nor anything by which one could be guessed. The hash of the file and the
 * salt of the answers are disclosures.
 */
export type ScreeningPayload = EveryPayload & {
  readonly event: typeof SCREENING_COMPLETED
  readonly tenant: string
  readonly question: ScreenedQuestion
  /** Of the tenant's latest event that was seen. */
  readonly position: number
  /** When it was asked, seconds. */
  readonly evaluated_at: number
  /** Of answers, one a line of the file that held something. */
  readonly answers: {
    readonly count: number
    /** Merkle tree hash of the salted answers in their order (RFC 6962 §2.1), hexadecimal. */
    readonly root: Sha256
    readonly verdicts: AnswerCounts
    /** By the reason that carries the verdict. */
    readonly reasons: AnswerCounts
    /** Lines that could not be read, by the rule they break. */
    readonly problems: AnswerCounts
  }
  /** The law that was applied: the version of its program and the hash of its provisions. */
  readonly rules: { readonly version: string; readonly sha256: Sha256 }
  readonly _sd_alg: 'sha-256'
  readonly _sd: readonly string[]
}

/** What a statement says in clear. */
export type StatementPayload =
  | ConsentPayload
  | NoticePayload
  | WidgetPayload
  | KeyAddedPayload
  | KeyRevokedPayload
  | ScreeningPayload

/** Whether this is the statement of a consent event. */
export const isConsent = (payload: StatementPayload): payload is ConsentPayload =>
  Object.values<string>(STATEMENT_EVENTS).includes(payload.event)

/** Whether this is the statement of a screening. */
export const isScreening = (payload: StatementPayload): payload is ScreeningPayload =>
  payload.event === SCREENING_COMPLETED

/** Whether this is the event of a submission: of answers, given for the first time. */
export const isSubmission = (
  event: ConsentPayload['event'],
): event is typeof STATEMENT_EVENTS.GIVEN | typeof STATEMENT_EVENTS.REFUSED =>
  event === STATEMENT_EVENTS.GIVEN || event === STATEMENT_EVENTS.REFUSED

const isPlainText = (value: string): boolean => value.isWellFormed() && value === value.normalize('NFC')

/** Whether a JSON value reads the same everywhere: whole safe numbers, ASCII names, NFC strings (evidence.md 1.1). */
export const isPortable = (value: unknown): boolean => {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  if (typeof value === 'string') return isPlainText(value)
  if (Array.isArray(value)) return value.every(isPortable)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, member]) => /^[\x21-\x7e]+$/.test(name) && isPortable(member))
}
