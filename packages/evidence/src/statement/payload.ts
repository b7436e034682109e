import type { ShownObservation } from '@constat/core/consent'
import type { Sha256 } from '@constat/core/canonical'
import {
  KEY,
  OBSERVATION_GRADES,
  PROVENANCES,
  type EventKind,
  type ObservationGrade,
  type Provenance,
} from '@constat/core/vocabulary'
import {
  flag,
  listOf,
  mapOf,
  matching,
  objectOf,
  objectWith,
  oneOf,
  text,
  tuple,
  whole,
  type Shape,
} from '../platform/shape.ts'

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

/** What a statement is about: a consent event, a notice version that was published, or a build of the widget. */
export type StatementEvent =
  | (typeof STATEMENT_EVENTS)[EventKind]
  | (typeof PUBLICATION_EVENTS)[keyof typeof PUBLICATION_EVENTS]

/** The words of what a server makes public (CNIL deliberation 2020-092: publish a dated hash of what is shown). */
export const PUBLICATION_EVENTS = { NOTICE: 'notice.published', WIDGET: 'widget.released' } as const

/** The notice version that was shown, by its place in its series and by its bytes. */
export type StatementNotice = {
  readonly key: string
  readonly version: number
  readonly locale: string
  readonly sha256: Sha256
}

/** The build of the widget that drew it. */
export type StatementWidget = { readonly version: string; readonly sha256?: Sha256 | undefined }

/** A checkpoint that was there before the statement, so that the statement cannot be older (evidence.md 1.4). */
export type StatementAnchor = {
  /** Origin line of the checkpoint (C2SP tlog-checkpoint). */
  readonly origin: string
  readonly size: number
  /** SHA-256 of the checkpoint's body: its three lines with their line ends, the bytes that the log signs. */
  readonly body_sha256: Sha256
}

/** Which log will hold the statement, and within how many seconds: breaking it can be proved (evidence.md 1.5). */
export type StatementPromise = { readonly log: string; readonly mmd_s: number }

// Times are seconds since the Unix epoch (RFC 7519 NumericDate), whole; property names are ASCII, strings NFC.
type Stated = {
  readonly v: 1
  /** URL of the server that makes the statement. */
  readonly iss: string
  /** 16 random bytes in base64url. */
  readonly jti: string
  /** When the server recorded the event. */
  readonly iat: number
  readonly anchor?: StatementAnchor | undefined
  readonly promise?: StatementPromise | undefined
  readonly _sd_alg: 'sha-256'
  /** Digests of the disclosures among decoys, strictly ascending. */
  readonly _sd: readonly string[]
}

/** What the statement of a consent event says in clear: no personal data. */
export type ConsentPayload = Stated & {
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
  readonly challenge?:
    | { readonly id: string; readonly iat: number; readonly state: 'fresh' | 'late' }
    | undefined
}

/** What the statement of a publication says. */
export type PublicationPayload = Stated &
  (
    | {
        readonly event: typeof PUBLICATION_EVENTS.NOTICE
        readonly tenant: string
        readonly notice: StatementNotice
      }
    | { readonly event: typeof PUBLICATION_EVENTS.WIDGET; readonly widget: Required<StatementWidget> }
  )

/** What a statement says in clear. */
export type StatementPayload = ConsentPayload | PublicationPayload

const MAX_LIST = 10_000
const seconds = whole(0)
const id = matching(/^[A-Za-z0-9_-]{22}$/)
const hash = matching(/^[0-9a-f]{64}$/)
const ascii = (most: number): Shape => matching(new RegExp(`^[\\x20-\\x7e]{0,${most}}$`))

const notice = objectOf({ key: text, version: whole(1), locale: text, sha256: hash })

const shownObservation = objectOf({
  v: oneOf(1),
  page: objectOf({ lang: ascii(35), viewport: tuple(seconds, seconds), dpr: seconds }),
  textSha256: hash,
  questions: mapOf(
    KEY,
    objectOf({
      visibleMs: whole(0),
      covered: flag,
      fontPx: whole(0),
      opacity: whole(0, 100),
      contrast: whole(0, 2100),
    }),
    50,
  ),
})

const stated = {
  v: oneOf(1),
  iss: text,
  jti: id,
  iat: seconds,
  _sd_alg: oneOf('sha-256'),
  _sd: listOf(matching(/^[A-Za-z0-9_-]{43}$/), MAX_LIST),
}

const statedOptionally = {
  anchor: objectOf({ origin: text, size: whole(0), body_sha256: hash }),
  promise: objectOf({ log: text, mmd_s: whole(1) }),
}

const consent = objectWith(
  {
    ...stated,
    event: oneOf(...Object.values(STATEMENT_EVENTS)),
    tenant: text,
    provenance: oneOf(...PROVENANCES),
    grade: oneOf(...OBSERVATION_GRADES),
  },
  {
    ...statedOptionally,
    occurred_at: seconds,
    site: text,
    ref: id,
    notice,
    widget: objectOf({ version: text }, { sha256: hash }),
    observation: shownObservation,
    challenge: objectOf({ id, iat: seconds, state: oneOf('fresh', 'late') }),
  },
)

const publication = (event: string, required: { readonly [name: string]: Shape }): Shape =>
  objectWith({ ...stated, ...required, event: oneOf(event) }, statedOptionally)

const shapes = [
  consent,
  publication(PUBLICATION_EVENTS.NOTICE, { tenant: text, notice }),
  publication(PUBLICATION_EVENTS.WIDGET, { widget: objectOf({ version: text, sha256: hash }) }),
]

/** Whether parsed JSON has the shape of a statement; members it does not know are left alone (RFC 7519 §4). */
export const isStatementPayload = (value: unknown): value is StatementPayload =>
  shapes.some((shape) => shape(value))

/** Whether this is the statement of a consent event. */
export const isConsent = (payload: StatementPayload): payload is ConsentPayload =>
  payload.event !== PUBLICATION_EVENTS.NOTICE && payload.event !== PUBLICATION_EVENTS.WIDGET

const isPlainText = (value: string): boolean => value.isWellFormed() && value === value.normalize('NFC')

/** Whether a JSON value reads the same everywhere: whole safe numbers, ASCII names, NFC strings (evidence.md 1.1). */
export const isPortable = (value: unknown): boolean => {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  if (typeof value === 'string') return isPlainText(value)
  if (Array.isArray(value)) return value.every(isPortable)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, member]) => /^[\x21-\x7e]+$/.test(name) && isPortable(member))
}
