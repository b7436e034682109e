import { toHex } from '@constat/tlog'
import { isSameAlgorithm, readAlgorithm, type Algorithm } from './algorithm.ts'
import {
  booleanOf,
  contentOf,
  contextTag,
  copyOf,
  demand,
  integerOf,
  octetsOf,
  oidOf,
  partsOf,
  readAsn1,
  required,
  smallIntegerOf,
  TAG,
  type Asn1,
} from './asn1.ts'
import { takeCertificate, type ReadCertificate } from './certificate.ts'
import { refuse, type Outcome } from './faults.ts'
import { readName, type Name } from './name.ts'
import { calendarMs } from './time.ts'

/** What is accepted of a token's size; real ones are 1 to 10 kB. */
export const MAX_TOKEN_BYTES = 65_536
/** How many certificates a token and what is given beside it may hold together. */
export const MAX_CERTIFICATES = 16

const SIGNED_DATA = '1.2.840.113549.1.7.2'
/** id-ct-TSTInfo (RFC 3161 §2.4.2). */
export const TST_INFO = '1.2.840.113549.1.9.16.1.4'

/** A signed attribute (RFC 5652 §5.3). */
export type Attribute = { readonly type: string; readonly values: readonly Asn1[] }

/** SignerInfo (RFC 5652 §5.3). */
export type Signer = {
  /** By which the signer's certificate is found: its issuer and serial number, or the identifier of its key. */
  readonly id: { readonly issuer: Name; readonly serial: Uint8Array } | { readonly keyId: Uint8Array }
  readonly digestAlgorithm: Algorithm
  readonly attributes: readonly Attribute[]
  /** The attributes as they came, under the SET tag: what is signed (RFC 5652 §5.4). */
  readonly signedBytes: Uint8Array
  readonly signatureAlgorithm: Algorithm
  readonly signature: Uint8Array
}

/** TSTInfo (RFC 3161 §2.4.2). */
export type TstInfo = {
  readonly policy: string
  readonly imprintAlgorithm: Algorithm
  readonly imprint: Uint8Array
  /** Octets of the INTEGER. */
  readonly serial: Uint8Array
  /** Milliseconds since the epoch. */
  readonly genTimeMs: number
  /** Seconds; null when the TSA does not say. */
  readonly accuracy: number | null
  /** Octets of the INTEGER. */
  readonly nonce: Uint8Array | undefined
  /** A GeneralName. */
  readonly tsa: Asn1 | undefined
}

/** A time-stamp token taken apart; nothing of it is verified. */
export type Token = {
  readonly info: TstInfo
  /** The bytes that the message digest is over. */
  readonly content: Uint8Array
  readonly signer: Signer
  readonly certificates: readonly ReadCertificate[]
}

// RFC 3161 §2.4.2: UTC with seconds, a fraction without trailing zeros.
const GEN_TIME = /^\d{14}(?:\.\d{0,8}[1-9])?Z$/

const genTimeOf = (value: Asn1 | undefined): number | undefined => {
  const text = String.fromCharCode(...contentOf(value, TAG.GENERALIZED_TIME))
  return GEN_TIME.test(text) ? calendarMs(text) : undefined
}

const MILLIS = contextTag(0, false)
const MICROS = contextTag(1, false)

// Accuracy ::= SEQUENCE { seconds INTEGER, millis [0], micros [1] }, each optional, the parts from 1 to 999.
const accuracyOf = (value: Asn1): number => {
  const fields = [...partsOf(value)]
  const take = (tag: number): number => (fields[0]?.tag === tag ? smallIntegerOf(fields.shift(), tag) : 0)
  const [seconds, millis, micros] = [take(TAG.INTEGER), take(MILLIS), take(MICROS)]
  demand(fields.length === 0 && millis < 1000 && micros < 1000)
  return seconds + millis / 1e3 + micros / 1e6
}

const TSA = contextTag(0)
const EXTENSIONS = contextTag(1)

const isCritical = (extension: Asn1): boolean => {
  const [, critical] = partsOf(extension)
  return critical?.tag === TAG.BOOLEAN && booleanOf(critical)
}

const infoOf = (content: Uint8Array): Outcome<TstInfo> => {
  const [version, policy, imprint, serial, time, ...optional] = partsOf(readAsn1(content))
  const take = (tag: number): Asn1 | undefined => (optional[0]?.tag === tag ? optional.shift() : undefined)
  const accuracy = take(TAG.SEQUENCE)
  const ordering = take(TAG.BOOLEAN)
  const nonce = take(TAG.INTEGER)
  const tsa = take(TSA)
  const extensions = take(EXTENSIONS)
  demand(smallIntegerOf(version) === 1 && optional.length === 0)
  if (ordering) booleanOf(ordering)
  const genTimeMs = genTimeOf(time)
  if (genTimeMs === undefined) return refuse('time-malformed')
  // No extension is known here, and a critical one must be (RFC 3161 §2.4.2).
  if (extensions?.children.some(isCritical)) return refuse('extension-unsupported')
  const [hash, hashed, ...more] = partsOf(imprint)
  demand(more.length === 0)
  return {
    ok: true,
    value: {
      policy: oidOf(policy),
      imprintAlgorithm: readAlgorithm(hash),
      imprint: octetsOf(hashed),
      serial: integerOf(serial),
      genTimeMs,
      accuracy: accuracy ? accuracyOf(accuracy) : null,
      nonce: nonce && integerOf(nonce),
      tsa: tsa && required(tsa.children[0]),
    },
  }
}

const attributeOf = (value: Asn1): Attribute => {
  const [type, values, ...more] = partsOf(value)
  demand(more.length === 0)
  return { type: oidOf(type), values: partsOf(values, TAG.SET) }
}

const KEY_ID = contextTag(0, false)
const SIGNED_ATTRIBUTES = contextTag(0)
const UNSIGNED_ATTRIBUTES = contextTag(1)

const signerIdOf = (value: Asn1 | undefined): Signer['id'] => {
  if (value?.tag === KEY_ID) return { keyId: value.content }
  const [issuer, serial] = partsOf(value)
  return { issuer: readName(issuer), serial: integerOf(serial) }
}

const signerOf = (value: Asn1): Signer => {
  const [version, sid, digestAlgorithm, ...rest] = partsOf(value)
  const id = signerIdOf(sid)
  demand(smallIntegerOf(version) === ('keyId' in id ? 3 : 1))
  const attributes = rest[0]?.tag === SIGNED_ATTRIBUTES ? rest.shift() : undefined
  const [signatureAlgorithm, signature, ...unsigned] = rest
  demand(unsigned.length <= 1 && unsigned.every(({ tag }) => tag === UNSIGNED_ATTRIBUTES))
  const signedBytes = copyOf(attributes?.encoding ?? new Uint8Array())
  if (attributes) signedBytes[0] = TAG.SET
  return {
    id,
    digestAlgorithm: readAlgorithm(digestAlgorithm),
    attributes: attributes?.children.map(attributeOf) ?? [],
    signedBytes,
    signatureAlgorithm: readAlgorithm(signatureAlgorithm),
    signature: octetsOf(signature),
  }
}

// Attribute certificates and other formats, which have tags of their own (RFC 5652 §10.2.2), are left aside.
const certificatesOf = (set: Asn1 | undefined): Outcome<readonly ReadCertificate[]> => {
  const values = set?.children ?? []
  if (values.length > MAX_CERTIFICATES) return refuse('too-many-certificates')
  try {
    return { ok: true, value: values.filter(({ tag }) => tag === TAG.SEQUENCE).map(takeCertificate) }
  } catch {
    return refuse('certificate-malformed')
  }
}

const CERTIFICATES = contextTag(0)
const REVOCATIONS = contextTag(1)
const ATTRIBUTE_CERTIFICATE_V2 = contextTag(2)
const OTHER_CERTIFICATE = contextTag(3)
const OTHER_REVOCATION = contextTag(1)

const has = (set: Asn1 | undefined, tag: number) => set?.children.some((each) => each.tag === tag)

// RFC 5652 §5.1, for content that is not id-data.
const versionFor = (certificates: Asn1 | undefined, revocations: Asn1 | undefined): number => {
  if (has(certificates, OTHER_CERTIFICATE) || has(revocations, OTHER_REVOCATION)) return 5
  return has(certificates, ATTRIBUTE_CERTIFICATE_V2) ? 4 : 3
}

// The version of PKCS #7 (RFC 2315 §9.1), which genuine authorities write in tokens too: GitHub's is one.
const PKCS7_VERSION = 1

// ContentInfo { type, [0] SignedData { version, digests, content, [0] certificates, [1] crls, signers } }, RFC 5652 §5.1.
const takeApart = (der: Uint8Array): Outcome<Token> => {
  const [type, wrapped] = partsOf(readAsn1(der))
  if (type?.tag !== TAG.OBJECT_IDENTIFIER || oidOf(type) !== SIGNED_DATA)
    return refuse('content-type-refused')
  const [version, digests, encapsulated, ...rest] = partsOf(partsOf(wrapped, contextTag(0))[0])
  const take = (tag: number): Asn1 | undefined => (rest[0]?.tag === tag ? rest.shift() : undefined)
  const set = take(CERTIFICATES)
  const certificates = certificatesOf(set)
  if (!certificates.ok) return certificates
  const revocations = take(REVOCATIONS)
  const [contentType, wrappedContent] = partsOf(encapsulated)
  if (oidOf(contentType) !== TST_INFO) return refuse('content-type-refused')
  demand([PKCS7_VERSION, versionFor(set, revocations)].includes(smallIntegerOf(version)) && rest.length === 1)
  const digestAlgorithms = partsOf(digests, TAG.SET).map(readAlgorithm)
  const [signer, ...more] = partsOf(rest[0], TAG.SET)
  if (!signer || more.length > 0) return refuse('signer-count')
  const content = octetsOf(partsOf(wrappedContent, contextTag(0))[0])
  const info = infoOf(content)
  if (!info.ok) return info
  const read = signerOf(signer)
  // A reader in one pass hashes by this list (RFC 5652 §5.1), so a digest that is not in it is not everyone's.
  demand(digestAlgorithms.some((each) => isSameAlgorithm(each, read.digestAlgorithm)))
  return {
    ok: true,
    value: { info: info.value, content, signer: read, certificates: certificates.value },
  }
}

/** Takes a time-stamp token apart (RFC 3161 §2.4.2): SignedData over a TSTInfo, with exactly one signer. */
export const readToken = (der: Uint8Array): Outcome<Token> => {
  if (der.length > MAX_TOKEN_BYTES) return refuse('token-too-large')
  try {
    return takeApart(der.slice())
  } catch {
    return refuse('token-malformed')
  }
}

/** A positive INTEGER in lower-case hexadecimal, without the sign octet. */
export const integerHex = (octets: Uint8Array): string => toHex(octets).replace(/^(00)+(?=..)/, '')
