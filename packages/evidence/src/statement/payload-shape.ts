import { KEY, ERASURE_GROUNDS, OBSERVATION_GRADES, PROVENANCES } from '@constat/core/vocabulary'
import {
  absent,
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
import {
  KEY_ADDED,
  KEY_ENDS,
  KEY_REVOKED,
  NOTICE_PUBLISHED,
  SCREENING_COMPLETED,
  STATEMENT_EVENTS,
  WIDGET_RELEASED,
  type StatementPayload,
} from './payload.ts'

const MAX_DIGESTS = 10_000
const seconds = whole(0)
const id = matching(/^[A-Za-z0-9_-]{22}$/)
const hash = matching(/^[0-9a-f]{64}$/)
// As long as 32 bytes in base64url.
const thumbprint = matching(/^[A-Za-z0-9_-]{43}$/)
const ascii = (most: number): Shape => matching(new RegExp(`^[\\x20-\\x7e]{0,${most}}$`))

const notice = objectOf({ key: text, version: whole(1), locale: text, sha256: hash })

// What the widget may note beside these is left alone (RFC 7519 §4): graded when it was recorded, it is read by nobody here.
const shownObservation = objectWith({
  v: oneOf(1),
  page: objectOf({ lang: ascii(35), viewport: tuple(seconds, seconds), dpr: seconds }),
  textSha256: hash,
  questions: mapOf(
    KEY,
    objectWith({
      visibleMs: whole(0),
      covered: flag,
      fontPx: whole(0),
      opacity: whole(0, 100),
      contrast: whole(0, 2100),
    }),
    50,
  ),
})

const every = { v: oneOf(1), iss: text, jti: id, iat: seconds }

const everyOptional = {
  anchor: objectOf({ origin: text, size: whole(0), body_sha256: hash }),
  promise: objectOf({ log: text, mmd_s: whole(1) }),
}

const consent = objectWith(
  {
    ...every,
    event: oneOf(...Object.values(STATEMENT_EVENTS)),
    tenant: text,
    provenance: oneOf(...PROVENANCES),
    grade: oneOf(...OBSERVATION_GRADES),
    _sd_alg: oneOf('sha-256'),
    _sd: listOf(matching(/^[A-Za-z0-9_-]{43}$/), MAX_DIGESTS),
  },
  {
    ...everyOptional,
    occurred_at: seconds,
    site: text,
    ref: id,
    notice,
    widget: objectOf({ version: text }, { sha256: hash }),
    observation: shownObservation,
    erasure: objectOf({ ground: oneOf(...ERASURE_GROUNDS) }),
    challenge: objectOf({ id, iat: seconds, state: oneOf('fresh', 'late') }),
  },
)

// It has no digests, so that no disclosure can come with it.
const publication = (event: string, required: { readonly [name: string]: Shape }): Shape =>
  objectWith(
    { ...every, event: oneOf(event), ...required },
    { ...everyOptional, _sd: absent, _sd_alg: absent },
  )

const counts = mapOf(/^[A-Za-z0-9_-]{1,64}$/, whole(0), 500)

const screening = objectWith(
  {
    ...every,
    event: oneOf(SCREENING_COMPLETED),
    tenant: text,
    question: objectWith({ channel: text, advertiser: text, purpose: text, profile: text, at: whole(0) }),
    position: whole(0),
    evaluated_at: seconds,
    answers: objectOf({ count: whole(0), root: hash, verdicts: counts, reasons: counts, problems: counts }),
    rules: objectOf({ version: text, sha256: hash }),
    _sd_alg: oneOf('sha-256'),
    _sd: listOf(matching(/^[A-Za-z0-9_-]{43}$/), MAX_DIGESTS),
  },
  everyOptional,
)

const shapes = [
  consent,
  publication(NOTICE_PUBLISHED, { tenant: text, notice }),
  publication(WIDGET_RELEASED, { widget: objectOf({ version: text, sha256: hash }) }),
  publication(KEY_ADDED, { key: objectOf({ kid: thumbprint, x: thumbprint }) }),
  publication(KEY_REVOKED, { key: objectOf({ kid: thumbprint, reason: oneOf(...KEY_ENDS) }) }),
  screening,
]

/** Whether parsed JSON has the shape of a statement; members it does not know are left alone (RFC 7519 §4). */
export const isStatementPayload = (value: unknown): value is StatementPayload =>
  shapes.some((shape) => shape(value))
