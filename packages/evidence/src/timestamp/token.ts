import { OctetString, type AsnType } from 'asn1js'
import { Certificate, ContentInfo, SignedData, TSTInfo, type SignerInfo } from 'pkijs'
import { childrenOf, encodingOf, equalBytes, isTagged, oidOf, readAsn1, timeTextOf, toHex } from './asn1.ts'
import { isReadable, type ReadCertificate } from './certificate.ts'
import { refuse, type Outcome } from './faults.ts'

/** What is accepted of a token's size; real ones are 1 to 10 kB. */
export const MAX_TOKEN_BYTES = 65_536
/** How many certificates a token and what is given beside it may hold together. */
export const MAX_CERTIFICATES = 16

const SIGNED_DATA = '1.2.840.113549.1.7.2'
/** id-ct-TSTInfo (RFC 3161 §2.4.2). */
export const TST_INFO = '1.2.840.113549.1.9.16.1.4'

/** A time-stamp token taken apart; nothing of it is verified. */
export type Token = {
  readonly info: TSTInfo
  /** The bytes that the message digest is over. */
  readonly content: Uint8Array<ArrayBuffer>
  /** Milliseconds since the epoch. */
  readonly genTimeMs: number
  /** Seconds; null when the TSA does not say. */
  readonly accuracy: number | null
  readonly signer: SignerInfo
  readonly certificates: readonly ReadCertificate[]
}

const GEN_TIME = /^(\d{14})(?:\.\d{0,8}[1-9])?Z$/

// RFC 3161 §2.4.2: UTC with seconds, a fraction without trailing zeros, a day and an hour that exist.
const genTimeOf = (text: string | undefined, parsed: Date): number | undefined => {
  const [, digits] = GEN_TIME.exec(text ?? '') ?? []
  const ms = parsed.getTime()
  if (digits === undefined || !Number.isFinite(ms)) return undefined
  return parsed.toISOString().replaceAll(/[-:T]/g, '').startsWith(`${digits}.`) ? ms : undefined
}

// Only an accuracy that would be written back as it came was read without loss.
const accuracyOf = (came: AsnType | undefined, { accuracy }: TSTInfo): number | null | undefined => {
  if (!accuracy) return null
  const written = new Uint8Array(accuracy.toSchema().toBER())
  const { seconds = 0, millis = 0, micros = 0 } = accuracy
  const inRange = seconds >= 0 && millis >= 0 && millis < 1000 && micros >= 0 && micros < 1000
  return came && inRange && equalBytes(written, encodingOf(came))
    ? seconds + millis / 1e3 + micros / 1e6
    : undefined
}

// ContentInfo { type, [0] SignedData { version, digests, content, [0] certificates, … } }, RFC 5652 §5.1.
const certificateSetOf = (token: AsnType): readonly AsnType[] => {
  const [, wrapped] = childrenOf(token)
  const [signedData] = childrenOf(wrapped)
  return childrenOf(childrenOf(signedData).find((value) => isTagged(value, 0)))
}

// pkijs keeps no certificate's own bytes, over which ESSCertID is; its list is in the order of the set. Attribute
// certificates and other formats are left aside.
const certificatesOf = (
  encodings: readonly AsnType[],
  { certificates = [] }: SignedData,
): Outcome<readonly ReadCertificate[]> => {
  const value = certificates.flatMap((x509, at) => {
    const encoding = encodings[at]
    return x509 instanceof Certificate && encoding ? [{ der: encodingOf(encoding), x509 }] : []
  })
  return certificates.length === encodings.length && value.every(isReadable)
    ? { ok: true, value }
    : refuse('certificate-malformed')
}

const infoOf = (content: Uint8Array): Outcome<Pick<Token, 'info' | 'genTimeMs' | 'accuracy'>> => {
  const value = readAsn1(content)
  if (!value) return refuse('token-malformed')
  const info = new TSTInfo({ schema: value })
  const fields = childrenOf(value)
  const genTimeMs = genTimeOf(timeTextOf(fields[4]), info.genTime)
  if (genTimeMs === undefined) return refuse('time-malformed')
  const accuracy = accuracyOf(fields[5], info)
  if (accuracy === undefined || info.version !== 1) return refuse('token-malformed')
  // No extension is known here, and a critical one must be (RFC 3161 §2.4.2).
  if (info.extensions?.some(({ critical }) => critical)) return refuse('extension-unsupported')
  return { ok: true, value: { info, genTimeMs, accuracy } }
}

const takeApart = (der: Uint8Array): Outcome<Token> => {
  const value = readAsn1(der)
  if (!value) return refuse('token-malformed')
  if (oidOf(childrenOf(value)[0]) !== SIGNED_DATA) return refuse('content-type-refused')
  const encodings = certificateSetOf(value)
  if (encodings.length > MAX_CERTIFICATES) return refuse('too-many-certificates')
  const signedData = new SignedData({ schema: new ContentInfo({ schema: value }).content })
  const { encapContentInfo, signerInfos } = signedData
  if (encapContentInfo.eContentType !== TST_INFO) return refuse('content-type-refused')
  const [signer, ...more] = signerInfos
  if (!signer || more.length > 0) return refuse('signer-count')
  const certificates = certificatesOf(encodings, signedData)
  if (!certificates.ok) return certificates
  if (!(encapContentInfo.eContent instanceof OctetString)) return refuse('token-malformed')
  const content = new Uint8Array(encapContentInfo.eContent.getValue())
  const info = infoOf(content)
  return info.ok
    ? { ok: true, value: { ...info.value, content, signer, certificates: certificates.value } }
    : info
}

/** Takes a DER time-stamp token apart (RFC 3161 §2.4.2): SignedData over a TSTInfo, with exactly one signer. */
export const readToken = (der: Uint8Array): Outcome<Token> => {
  if (der.length > MAX_TOKEN_BYTES) return refuse('token-too-large')
  try {
    return takeApart(der)
  } catch {
    return refuse('token-malformed')
  }
}

/** A positive INTEGER in lower-case hexadecimal, without the sign octet. */
export const integerHex = (octets: Uint8Array): string => toHex(octets).replace(/^(00)+(?=..)/, '')
