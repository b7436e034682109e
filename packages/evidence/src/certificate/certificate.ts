import { canonicalBytes, canonicalJson, type Sha256 } from '@constat/core/canonical'
import { fromBase64 } from '@constat/tlog'
import { isCertificatePem } from '../platform/pem.ts'
import { listOf, matching, objectOf, objectWith, oneOf, text } from '../platform/shape.ts'
import { decodeUtf8, parseJson } from '../platform/text.ts'
import { NOTICE_PUBLISHED, WIDGET_RELEASED } from '../statement/payload.ts'

/** A time stamp of a checkpoint: SHA-256 of its body is what the authority stamped (evidence.md 1.4). */
export type CertificateTimestamp = {
  readonly type: 'rfc3161'
  readonly over: 'proof.checkpoint.body' | 'anchor.checkpoint.body'
  /** TimeStampToken (RFC 3161 §2.4.2) in base64. */
  readonly token_der_b64: string
  /** Certificates between the token and a root, kept at issue time, each in PEM (RFC 7468 §3); they are not trusted. */
  readonly chain_pem: readonly string[]
}

/** The statement of a publication that the event relies on, with its own place in the log. */
export type RelatedStatement = {
  readonly event: typeof NOTICE_PUBLISHED | typeof WIDGET_RELEASED
  /** Compact JWS. */
  readonly statement: string
  /** C2SP tlog-proof. */
  readonly proof: string
}

/** The canonical bytes of the notice. */
export type CertificateBlob = {
  readonly sha256: Sha256
  readonly media_type: 'application/json'
  readonly b64: string
}

/** What the server would have a verifier trust: shown beside the verifier's own trust, and never believed. */
export type CertificateHints = {
  /** C2SP tlog-policy. */
  readonly policy: string
  readonly jwks: {
    readonly keys: readonly { readonly kid: string; readonly x: string; readonly [member: string]: unknown }[]
  }
}

/** The self-contained proof of one consent event for a third party (evidence.md 1.6). */
export type Certificate = {
  readonly type: 'lead-certificate'
  readonly v: 1
  /** SD-JWT without key binding (RFC 9901 §4): statement and chosen disclosures, each followed by `~`. */
  readonly sd_jwt: string
  /** C2SP tlog-proof, byte for byte. */
  readonly proof: string
  readonly timestamps: readonly CertificateTimestamp[]
  /** The checkpoint that the statement names as older than itself. */
  readonly anchor?:
    | { readonly checkpoint: string; readonly timestamps: readonly CertificateTimestamp[] }
    | undefined
  readonly related: readonly RelatedStatement[]
  readonly blobs: readonly CertificateBlob[]
  readonly hints: CertificateHints
}

/** Bytes of the longest certificate that is read. */
export const MAX_CERTIFICATE_BYTES = 1_000_000
// More than any tlog-proof that is read.
const MAX_PROOF_LENGTH = 100_000

const MAX_TIMESTAMPS = 8
const MAX_TOKEN_LENGTH = 90_000
const MAX_PEM_LENGTH = 32 * 1024

const sized = (most: number) => (value: unknown) => text(value) && String(value).length <= most

const timestamp = (over: CertificateTimestamp['over']) =>
  objectOf({
    type: oneOf('rfc3161'),
    over: oneOf(over),
    token_der_b64: sized(MAX_TOKEN_LENGTH),
    chain_pem: listOf((value) => sized(MAX_PEM_LENGTH)(value) && isCertificatePem(String(value)), 10),
  })

const shape = objectOf(
  {
    type: oneOf('lead-certificate'),
    v: oneOf(1),
    sd_jwt: sized(512 * 1024),
    proof: sized(MAX_PROOF_LENGTH),
    timestamps: listOf(timestamp('proof.checkpoint.body'), MAX_TIMESTAMPS),
    related: listOf(
      objectOf({
        event: oneOf(NOTICE_PUBLISHED, WIDGET_RELEASED),
        statement: text,
        proof: sized(MAX_PROOF_LENGTH),
      }),
      2,
    ),
    blobs: listOf(
      objectOf({ sha256: matching(/^[0-9a-f]{64}$/), media_type: oneOf('application/json'), b64: text }),
      1,
    ),
    hints: objectOf({
      policy: sized(64 * 1024),
      jwks: objectOf({ keys: listOf(objectWith({ kid: text, x: text }), 1000) }),
    }),
  },
  {
    anchor: objectOf({
      checkpoint: sized(MAX_PROOF_LENGTH),
      timestamps: listOf(timestamp('anchor.checkpoint.body'), MAX_TIMESTAMPS),
    }),
  },
)

const isCertificate = (value: unknown): value is Certificate => shape(value)

/** Why the bytes are no certificate at all. */
export type FormFault =
  | 'certificate-too-large'
  | 'certificate-zipped'
  | 'certificate-not-utf8'
  | 'certificate-not-json'
  | 'certificate-version-unknown'
  | 'certificate-malformed'
  | 'certificate-not-canonical'
  | 'base64-malformed'

type ReadCertificate =
  | { readonly ok: true; readonly value: Certificate }
  | { readonly ok: false; readonly code: FormFault }

const refused = (code: FormFault) => ({ ok: false, code }) as const

// The local file header of a ZIP (APPNOTE 4.3.7), with which ours begin.
const isZip = ([p, k, three, four]: Uint8Array): boolean =>
  p === 0x50 && k === 0x4b && three === 3 && four === 4

// Texts, numbers and the colon of each member.
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|:|-?\d[^\s,\]}]*/g

const tokensOf = (json: string): string => (json.match(TOKENS) ?? []).toSorted().join('\n')

// The same texts and numbers, each as often and as RFC 8785 spells it, and as many members: so none stands twice, for of
// two that are named alike only one is read. Spaces are free, for people look at certificates with tools that indent them,
// and so is the order of members: what people keep certificates in (jsonb, maps) has its own.
const isCanonical = (json: string, certificate: Certificate): boolean => {
  try {
    return tokensOf(json) === tokensOf(canonicalJson(certificate))
  } catch {
    // Half a surrogate pair has no canonical form, and no pattern takes a text of endless escapes.
    return false
  }
}

const encodedIn = ({ timestamps, anchor, blobs }: Certificate): readonly string[] => [
  ...[...timestamps, ...(anchor?.timestamps ?? [])].map((each) => each.token_der_b64),
  ...blobs.map(({ b64 }) => b64),
]

const isOfLaterVersion = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  value.type === 'lead-certificate' &&
  'v' in value &&
  typeof value.v === 'number' &&
  value.v > 1

/**
 * Reads a certificate from untrusted bytes, verifying nothing: size before anything else, strict UTF-8 (a byte order mark
 * before it, which editors add, is passed over: RFC 8259 §8.1), JSON with no member
 * twice and each text and number in its one canonical spelling, in any order and with any spaces between tokens, only the members of evidence.md 1.6, canonical base64.
 */
export const readCertificate = (bytes: Uint8Array): ReadCertificate => {
  if (bytes.length > MAX_CERTIFICATE_BYTES) return refused('certificate-too-large')
  if (isZip(bytes)) return refused('certificate-zipped')
  const json = decodeUtf8(bytes)?.replace(/^\uFEFF/, '')
  if (json === undefined) return refused('certificate-not-utf8')
  const value = parseJson(json)
  if (value === undefined) return refused('certificate-not-json')
  if (!isCertificate(value))
    return refused(isOfLaterVersion(value) ? 'certificate-version-unknown' : 'certificate-malformed')
  if (!isCanonical(json, value)) return refused('certificate-not-canonical')
  return encodedIn(value).every((encoded) => fromBase64(encoded) !== undefined)
    ? { ok: true, value }
    : refused('base64-malformed')
}

/** The bytes of a certificate: RFC 8785. */
export const certificateBytes = (certificate: Certificate): Uint8Array<ArrayBuffer> =>
  canonicalBytes(certificate)
