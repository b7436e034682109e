import { certificatesInPem } from '../platform/pem.ts'
import { readAlgorithm, readPublicKey, type Algorithm, type PublicKey } from './algorithm.ts'
import {
  wholeBitsOf,
  booleanOf,
  contextTag,
  demand,
  equalBytes,
  integerOf,
  octetsOf,
  oidOf,
  partsOf,
  readAsn1,
  required,
  TAG,
  type Asn1,
} from './asn1.ts'
import { refuse, type Outcome } from './faults.ts'
import { readName, type Name } from './name.ts'
import { calendarMs } from './time.ts'

/** An extension of a certificate; the DER of its value. */
export type Extension = { readonly critical: boolean; readonly value: Uint8Array }

/** An X.509 certificate taken apart (RFC 5280 §4.1); nothing of it is verified. */
export type ReadCertificate = {
  /** The bytes it came in. */
  readonly der: Uint8Array
  /** What its issuer signed. */
  readonly signed: Uint8Array
  readonly signatureAlgorithm: Algorithm
  readonly signature: Uint8Array
  /** Octets of the INTEGER. */
  readonly serial: Uint8Array
  readonly issuer: Name
  readonly subject: Name
  /** Milliseconds since the epoch. */
  readonly notBefore: number
  readonly notAfter: number
  readonly publicKey: PublicKey
  readonly extensions: ReadonlyMap<string, Extension>
}

const MAX_CERTIFICATE_BYTES = 16_384

const UTC_TIME = /^\d{12}Z$/
const GENERALIZED_TIME = /^\d{14}Z$/

// RFC 5280 §4.1.2.5: UTCTime up to 2049, GeneralizedTime from then on; both in UTC with seconds.
const timeOf = (value: Asn1 | undefined): number => {
  const { tag, content } = required(value)
  const text = String.fromCharCode(...content)
  if (tag === TAG.UTC_TIME) {
    demand(UTC_TIME.test(text))
    return required(calendarMs(`${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}`))
  }
  demand(tag === TAG.GENERALIZED_TIME && GENERALIZED_TIME.test(text))
  return required(calendarMs(text))
}

const readExtension = (value: Asn1): readonly [string, Extension] => {
  const [id, ...rest] = partsOf(value)
  const critical = rest[0]?.tag === TAG.BOOLEAN && booleanOf(rest.shift())
  demand(rest.length === 1)
  return [oidOf(id), { critical, value: octetsOf(rest[0]) }]
}

// No extension may stand twice (RFC 5280 §4.2).
const readExtensions = (wrapped: Asn1 | undefined): ReadonlyMap<string, Extension> => {
  const list = wrapped ? partsOf(wrapped.children[0]).map(readExtension) : []
  const extensions = new Map(list)
  demand(extensions.size === list.length)
  return extensions
}

const ISSUER_UNIQUE_ID = contextTag(1, false)
const SUBJECT_UNIQUE_ID = contextTag(2, false)
const EXTENSIONS = contextTag(3)

/** @throws MalformedAsn1 for what is no certificate of a sane size. */
export const takeCertificate = (value: Asn1): ReadCertificate => {
  demand(value.encoding.length <= MAX_CERTIFICATE_BYTES)
  const [signed, algorithm, signature, ...more] = partsOf(value)
  const fields = [...partsOf(signed)]
  if (fields[0]?.tag === contextTag(0)) fields.shift()
  const [serial, inner, issuer, validity, subject, publicKey, ...optional] = fields
  const [notBefore, notAfter] = partsOf(validity)
  const known = [ISSUER_UNIQUE_ID, SUBJECT_UNIQUE_ID, EXTENSIONS]
  // The algorithm stands twice, and only the inner one is signed (RFC 5280 §4.1.1.2).
  demand(more.length === 0 && equalBytes(required(inner).encoding, required(algorithm).encoding))
  demand(optional.every(({ tag }) => known.includes(tag)))
  return {
    der: value.encoding,
    signed: required(signed).encoding,
    signatureAlgorithm: readAlgorithm(algorithm),
    signature: wholeBitsOf(signature),
    serial: integerOf(serial),
    issuer: readName(issuer),
    subject: readName(subject),
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    publicKey: readPublicKey(publicKey),
    extensions: readExtensions(optional.find(({ tag }) => tag === EXTENSIONS)),
  }
}

const readCertificate = (der: Uint8Array): ReadCertificate | undefined => {
  const value = der.length <= MAX_CERTIFICATE_BYTES ? readAsn1(der) : undefined
  if (!value) return undefined
  try {
    return takeCertificate(value)
  } catch {
    return undefined
  }
}

const dersOf = (source: string | Uint8Array): readonly Uint8Array[] =>
  typeof source === 'string' ? (certificatesInPem(source) ?? [new Uint8Array()]) : [source.slice()]

/**
 * Reads certificates given as DER or as PEM text, which may hold several (RFC 7468). One that is none refuses all.
 *
 * @param most - How many to read at most: they may be a stranger's.
 */
export const readCertificates = (
  sources: readonly (string | Uint8Array)[],
  most = Infinity,
): Outcome<readonly ReadCertificate[]> => {
  const ders = sources.flatMap(dersOf)
  if (ders.length > most) return refuse('too-many-certificates')
  const read = ders.map(readCertificate)
  const value = read.filter((each) => each !== undefined)
  return value.length === read.length ? { ok: true, value } : refuse('certificate-malformed')
}

export const isSameCertificate = (one: ReadCertificate, two: ReadCertificate): boolean =>
  equalBytes(one.der, two.der)

/** Whether the certificate is valid at an instant in milliseconds since the epoch, both ends included (RFC 5280 §4.1.2.5). */
export const isValidAt = ({ notBefore, notAfter }: ReadCertificate, ms: number): boolean =>
  notBefore <= ms && ms <= notAfter
