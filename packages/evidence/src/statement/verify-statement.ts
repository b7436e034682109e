import type { JsonValue } from '@constat/core/canonical'
import { disclosureDigest, parseDisclosure, type Claim } from '../disclosure/disclosure.ts'
import { isSignedBy, type TrustedKeys } from '../key/trusted-keys.ts'
import { fromBase64url } from '../platform/base64url.ts'
import { objectOf, text } from '../platform/shape.ts'
import { parseCanonical } from '../platform/text.ts'
import { isStatementPayload } from './payload-shape.ts'
import { isPortable, STATEMENT_TYPE, type StatementPayload } from './payload.ts'

/** Why a statement or one of its disclosures is refused (evidence.md 1.7, steps 2 to 4). */
export const STATEMENT_FAULTS = [
  'statement-too-large',
  'statement-malformed',
  'header-malformed',
  'algorithm-refused',
  'type-unknown',
  'key-unknown',
  'signature-invalid',
  'payload-not-canonical',
  'version-unknown',
  'payload-malformed',
  'disclosure-malformed',
  'disclosure-name',
  'disclosure-unmatched',
] as const
export type StatementFault = (typeof STATEMENT_FAULTS)[number]

/** A statement whose signature holds, with the claims of the disclosures that came along. */
export type VerifiedStatement = {
  readonly kid: string
  readonly payload: StatementPayload
  readonly claims: readonly Claim[]
}

export type StatementVerification =
  | { readonly ok: true; readonly value: VerifiedStatement }
  | { readonly ok: false; readonly code: StatementFault }

// A statement with the largest observation stays far below; nothing longer is worth a signature check.
const MAX_LENGTH = 64 * 1024

type Header = { readonly alg: string; readonly kid: string; readonly typ: string }

const headerShape = objectOf({ alg: text, kid: text, typ: text })
const isHeader = (value: unknown): value is Header => headerShape(value)

const refused = (code: StatementFault) => ({ ok: false, code }) as const

const isAscending = (texts: readonly string[]): boolean =>
  texts.every((each, index) => index === 0 || (texts[index - 1] ?? '') < each)

const readClaims = (
  disclosures: readonly string[],
  payload: StatementPayload,
  digests: ReadonlySet<string>,
): StatementFault | readonly Claim[] => {
  const names = new Set(['_sd', '...', ...Object.keys(payload)])
  const claims: Claim[] = []
  for (const disclosure of disclosures) {
    const claim = parseDisclosure(disclosure)
    if (!claim) return 'disclosure-malformed'
    if (names.has(claim.name)) return 'disclosure-name'
    if (!digests.has(disclosureDigest(disclosure))) return 'disclosure-unmatched'
    names.add(claim.name)
    claims.push(claim)
  }
  return claims
}

const ascii = new TextEncoder()

/**
 * Verifies a statement over the bytes received, against keys the verifier chose before, and every disclosure that came
 * with it against its digests. All checks fail closed; a disclosure that matches no digest refuses the whole (RFC 9901
 * §7.1 step 5). The algorithm is that of the pinned key, never the token's choice: `EdDSA` and its newer name `Ed25519`
 * (RFC 9864) say the same. Whether the key was valid then is not asked here (see `keyFaultAt`).
 */
export const verifyStatement = async (
  jws: string,
  trusted: TrustedKeys,
  disclosures: readonly string[] = [],
): Promise<StatementVerification> => {
  if (jws.length > MAX_LENGTH) return refused('statement-too-large')
  const parts = jws.split('.')
  const [headerBytes, payloadBytes, signature] = parts.map(fromBase64url)
  if (parts.length !== 3 || !headerBytes || !payloadBytes || !signature) return refused('statement-malformed')

  const header = parseCanonical(headerBytes)
  if (!isHeader(header)) return refused('header-malformed')
  const { alg, kid, typ } = header
  if (alg !== 'EdDSA' && alg !== 'Ed25519') return refused('algorithm-refused')
  if (typ !== STATEMENT_TYPE) return refused('type-unknown')
  const key = trusted.get(kid)
  if (!key) return refused('key-unknown')
  const signed = ascii.encode(jws.slice(0, jws.lastIndexOf('.')))
  if (!(await isSignedBy(key, signed, signature))) return refused('signature-invalid')

  const payload = parseCanonical(payloadBytes)
  if (payload === undefined || !isPortable(payload)) return refused('payload-not-canonical')
  if (!isStatementPayload(payload))
    return refused(versionOf(payload) === 1 ? 'payload-malformed' : 'version-unknown')
  const { _sd: digests = [] } = payload
  if (!isAscending(digests)) return refused('payload-malformed')

  const claims = readClaims(disclosures, payload, new Set(digests))
  return typeof claims === 'string' ? refused(claims) : { ok: true, value: { kid, payload, claims } }
}

const versionOf = (payload: JsonValue): unknown =>
  typeof payload === 'object' && payload !== null && 'v' in payload ? payload.v : undefined
