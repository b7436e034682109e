import { digest, SHA256_OID } from './algorithm.ts'
import { encode, encodeBoolean, encodeNull, encodeOid, encodeUnsigned } from './asn1-writer.ts'
import { TAG } from './asn1.ts'
import { refuse, type TimestampFault } from './faults.ts'
import { integerHex, readToken } from './token.ts'
import { imprintFault } from './verify-timestamp.ts'

// Up to 30 arcs of up to 15 digits; the second is below 40 under 0 and 1 (X.660 §6).
const OID = /^(?:[01]\.(?:\d|[1-3]\d)|2\.(?:0|[1-9]\d{0,14}))(?:\.(?:0|[1-9]\d{0,14})){0,28}$/

const MIN_NONCE_BYTES = 8
const MAX_NONCE_BYTES = 32

const assertNonce = (nonce: Uint8Array): void => {
  if (nonce.length < MIN_NONCE_BYTES || nonce.length > MAX_NONCE_BYTES)
    throw new RangeError('A nonce has 8 to 32 bytes.')
}

/** What to have stamped. */
export type TimestampQuery = {
  readonly body: Uint8Array
  /** 8 to 32 random bytes, new for each request; read as one unsigned number. */
  readonly nonce: Uint8Array
  /** The TSA policy asked for, a dotted OID; the TSA's own choice where absent. */
  readonly policy?: string
}

/**
 * The DER of a TimeStampReq (RFC 3161 §2.4.1) for the SHA-256 of a body, asking for the signing certificate.
 *
 * @throws RangeError for a nonce or a policy of another form.
 */
export const timestampRequest = async ({
  body,
  nonce,
  policy,
}: TimestampQuery): Promise<Uint8Array<ArrayBuffer>> => {
  assertNonce(nonce)
  if (policy !== undefined && !OID.test(policy)) throw new RangeError('A policy is a dotted OID.')
  // RFC 5754 §2 would have no parameters; NULL is what deployed TSAs are used to, and both must be accepted.
  const algorithm = encode(TAG.SEQUENCE, encodeOid(SHA256_OID), encodeNull())
  const hash = encode(TAG.OCTET_STRING, await digest('SHA-256', body))
  return encode(
    TAG.SEQUENCE,
    encodeUnsigned(Uint8Array.of(1)),
    encode(TAG.SEQUENCE, algorithm, hash),
    ...(policy === undefined ? [] : [encodeOid(policy)]),
    encodeUnsigned(nonce),
    // certReq.
    encodeBoolean(true),
  )
}

/** Whether a token answers a request; its signature and its TSA are {@link verifyTimestamp}'s business. */
export const checkAgainstRequest = async (
  token: Uint8Array,
  { body, nonce, policy }: TimestampQuery,
): Promise<
  { readonly ok: true } | { readonly ok: false; readonly fault: TimestampFault | 'nonce-mismatch' }
> => {
  assertNonce(nonce)
  const read = readToken(token)
  if (!read.ok) return read
  const { info } = read.value
  if (!info.nonce || integerHex(info.nonce) !== integerHex(nonce)) return refuse('nonce-mismatch')
  const fault = await imprintFault(read.value, body)
  if (fault) return refuse(fault)
  return policy !== undefined && info.policy !== policy ? refuse('policy-refused') : { ok: true }
}
