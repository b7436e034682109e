import { copyOf, readAsn1, TAG, type Asn1 } from './asn1.ts'
import { MAX_TOKEN_BYTES } from './token.ts'

/** What is accepted of a response's size: a token and its status. */
export const MAX_RESPONSE_BYTES = MAX_TOKEN_BYTES + 1024

// PKIStatus and PKIFailureInfo (RFC 3161 §2.4.2).
const STATUSES = [
  'granted',
  'grantedWithMods',
  'rejection',
  'waiting',
  'revocationWarning',
  'revocationNotification',
] as const
const FAILURES: ReadonlyMap<number, TsaFailure> = new Map([
  [0, 'badAlg'],
  [2, 'badRequest'],
  [5, 'badDataFormat'],
  [14, 'timeNotAvailable'],
  [15, 'unacceptedPolicy'],
  [16, 'unacceptedExtension'],
  [17, 'addInfoNotAvailable'],
  [25, 'systemFailure'],
])

/** PKIStatus. */
export type TsaStatus = (typeof STATUSES)[number]
/** PKIFailureInfo. */
export type TsaFailure =
  | 'badAlg'
  | 'badRequest'
  | 'badDataFormat'
  | 'timeNotAvailable'
  | 'unacceptedPolicy'
  | 'unacceptedExtension'
  | 'addInfoNotAvailable'
  | 'systemFailure'

/** A response read: the token it carries, or what the TSA refused and why. */
export type TimestampResponse =
  | { readonly ok: true; readonly token: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly fault: 'response-too-large' | 'response-malformed' }
  | {
      readonly ok: false
      readonly fault: 'request-refused'
      readonly status: TsaStatus
      readonly failures: readonly TsaFailure[]
    }

const failuresOf = (value: Asn1 | undefined): readonly TsaFailure[] => {
  if (value?.tag !== TAG.BIT_STRING) return []
  const octets = value.content.subarray(1)
  return Array.from(FAILURES)
    .filter(([bit]) => ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0)
    .map(([, failure]) => failure)
}

/**
 * Reads a TimeStampResp in DER (RFC 3161 §2.4.2). The token is handed on byte for byte and is not verified. The TSA's free
 * text is left out: it is a stranger's, and the status says what matters.
 */
export const readTimestampResponse = (der: Uint8Array): TimestampResponse => {
  if (der.length > MAX_RESPONSE_BYTES) return { ok: false, fault: 'response-too-large' }
  const [info, token, ...more] = readAsn1(der)?.children ?? []
  const [number, ...details] = info?.children ?? []
  const octets = number?.tag === TAG.INTEGER ? number.content : []
  const status = octets.length === 1 ? STATUSES[octets[0] ?? -1] : undefined
  const granted = status === 'granted' || status === 'grantedWithMods'
  if (!status || more.length > 0 || granted !== Boolean(token))
    return { ok: false, fault: 'response-malformed' }
  if (granted && token) return { ok: true, token: copyOf(token.encoding) }
  return { ok: false, fault: 'request-refused', status, failures: failuresOf(details.at(-1)) }
}
