import { canonicalBytes } from '@constat/core/canonical'
import { keyFault } from '../certificate/bracket.ts'
import { verifyLogged, type LogFault, type LoggedEntry, type WitnessFault } from '../certificate/logged.ts'
import { joinSdJwt, splitSdJwt } from '../certificate/sd-jwt.ts'
import { matching, objectOf, oneOf, text, whole } from '../platform/shape.ts'
import { decodeUtf8, parseJson } from '../platform/text.ts'
import { isScreening, type ScreeningPayload } from '../statement/payload.ts'
import type { ScreeningDisclosed } from '../statement/screening-statement.ts'
import { verifyStatement, type StatementFault } from '../statement/verify-statement.ts'
import type { Trust } from '../trust/trust.ts'

/** A scrub receipt: that a file was screened, with what counts. */
export type ScrubReceipt = {
  readonly type: 'scrub-receipt'
  readonly v: 1
  /** The signed statement with its disclosures (RFC 9901 §4). */
  readonly sd_jwt: string
  /** C2SP tlog-proof of the statement; absent until a published checkpoint covers it. */
  readonly proof?: string | undefined
}

/** Bytes of the longest receipt that is read. */
export const MAX_RECEIPT_BYTES = 500_000

const sized = (most: number) => (value: unknown) => text(value) && String(value).length <= most

const shape = objectOf(
  { type: oneOf('scrub-receipt'), v: oneOf(1), sd_jwt: sized(200_000) },
  { proof: sized(100_000) },
)
const isReceipt = (value: unknown): value is ScrubReceipt => shape(value)

const fileShape = objectOf({ sha256: matching(/^[0-9a-f]{64}$/), bytes: whole(0) })
const isFile = (value: unknown): value is ScreeningDisclosed['file'] => fileShape(value)
const isSalt = (value: unknown): value is string => matching(/^[A-Za-z0-9_-]{22}$/)(value)

/** The receipt of a signed statement. */
export const makeScrubReceipt = (
  { jws, disclosures }: { readonly jws: string; readonly disclosures: readonly string[] },
  proof?: string,
): ScrubReceipt => ({
  type: 'scrub-receipt',
  v: 1,
  sd_jwt: joinSdJwt({ jws, disclosures }),
  ...(proof === undefined ? {} : { proof }),
})

/** The bytes of a receipt: RFC 8785. */
export const scrubReceiptBytes = (receipt: ScrubReceipt): Uint8Array<ArrayBuffer> => canonicalBytes(receipt)

/** The receipt that these bytes are, nothing verified; undefined when they are none. */
export const readScrubReceipt = (bytes: Uint8Array): ScrubReceipt | undefined => {
  if (bytes.length > MAX_RECEIPT_BYTES) return undefined
  const json = decodeUtf8(bytes)
  const value = json === undefined ? undefined : parseJson(json)
  return isReceipt(value) ? value : undefined
}

/** Why a receipt is refused. */
export type ScrubReceiptFault =
  | StatementFault
  | LogFault
  | WitnessFault
  | 'sd-jwt-malformed'
  | 'event-unsuited'
  | 'disclosure-missing'
  | 'issuer-mismatch'
  | 'key-not-yet-valid'
  | 'key-expired'

/** A receipt whose signature holds. */
export type VerifiedScrubReceipt = ScreeningDisclosed & {
  readonly kid: string
  readonly payload: ScreeningPayload
  /** Its place in a log of the trust; undefined where the receipt brings no proof: then its promise is all there is. */
  readonly entry: LoggedEntry | undefined
}

export type ScrubReceiptVerification =
  | { readonly ok: true; readonly value: VerifiedScrubReceipt }
  | { readonly ok: false; readonly code: ScrubReceiptFault }

const refused = (code: ScrubReceiptFault) => ({ ok: false, code }) as const

const isOnHostOf = (issuer: string, origin: string): boolean =>
  URL.canParse(issuer) && new URL(issuer).host === origin.split('/')[0]

/**
 * Verifies a scrub receipt offline against the verifier's own trust: signature, disclosures, key, and its place in the log
 * where it brings a proof. A key that was replaced or has expired counts only with the place.
 *
 * @param now milliseconds since the Unix epoch
 */
export const verifyScrubReceipt = async (
  { sd_jwt, proof }: ScrubReceipt,
  { keys, policy }: Trust,
  now: number,
): Promise<ScrubReceiptVerification> => {
  const parts = splitSdJwt(sd_jwt)
  if (!parts) return refused('sd-jwt-malformed')
  const verified = await verifyStatement(parts.jws, keys, parts.disclosures)
  if (!verified.ok) return verified
  const { kid, payload, claims } = verified.value
  if (!isScreening(payload)) return refused('event-unsuited')
  const disclosed = new Map(claims.map(({ name, value }) => [name, value]))
  const file = disclosed.get('file')
  const salt = disclosed.get('answer_salt')
  const source = disclosed.get('source')
  if (!isFile(file) || !isSalt(salt) || (source !== undefined && !isFile(source)))
    return refused('disclosure-missing')
  const value = { kid, payload, file, salt, source, entry: undefined }
  const seconds = Math.floor(now / 1000)
  if (proof === undefined) {
    // No log has spoken yet: a server that is trusted for its own host is not heard on another's.
    if (!policy.logs.some(({ vkey }) => isOnHostOf(payload.iss, vkey.name))) return refused('issuer-mismatch')
    const { notAfter = Infinity, retired } = keys.get(kid) ?? {}
    return retired || seconds > notAfter ? refused('key-expired') : { ok: true, value }
  }
  const logged = await verifyLogged(parts.jws, proof, { policy, origin: payload.promise?.log, now: seconds })
  if (!logged.ok) return refused(logged.code)
  const entry = logged.value
  if (!isOnHostOf(payload.iss, entry.checkpoint.origin)) return refused('issuer-mismatch')
  const invalid = keyFault(keys, kid, payload.iat, entry.quorumTime ?? seconds, entry)
  return invalid ? refused(invalid) : { ok: true, value: { ...value, entry } }
}
