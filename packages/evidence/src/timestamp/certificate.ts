import { BitString } from 'asn1js'
import { BasicConstraints, Certificate, ExtKeyUsage, type Extension } from 'pkijs'
import { copyOf, encodingOf, equalBytes, readAsn1 } from './asn1.ts'
import { refuse, type Outcome, type TimestampFault } from './faults.ts'

/** An X.509 certificate with the bytes it came in. */
export type ReadCertificate = { readonly der: Uint8Array<ArrayBuffer>; readonly x509: Certificate }

const BASIC_CONSTRAINTS = '2.5.29.19'
const KEY_USAGE = '2.5.29.15'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const NAME_CONSTRAINTS = '2.5.29.30'
const CERTIFICATE_POLICIES = '2.5.29.32'
const UNDERSTOOD = new Set([BASIC_CONSTRAINTS, KEY_USAGE, EXTENDED_KEY_USAGE, CERTIFICATE_POLICIES])

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
const ANY_PURPOSE = '2.5.29.37.0'

// Bits of KeyUsage in its first octet (RFC 5280 §4.2.1.3).
const DIGITAL_SIGNATURE = 0x80
const NON_REPUDIATION = 0x40
const KEY_CERT_SIGN = 0x04

const MAX_CERTIFICATE_BYTES = 16_384

const extensionsOf = ({ x509 }: ReadCertificate): readonly Extension[] => x509.extensions ?? []

const extension = (certificate: ReadCertificate, id: string): Extension | undefined =>
  extensionsOf(certificate).find(({ extnID }) => extnID === id)

/** Whether a certificate is of a sane size and repeats no extension (RFC 5280 §4.2). */
export const isReadable = (certificate: ReadCertificate): boolean => {
  const ids = extensionsOf(certificate).map(({ extnID }) => extnID)
  return certificate.der.length <= MAX_CERTIFICATE_BYTES && new Set(ids).size === ids.length
}

const readCertificate = (der: Uint8Array): ReadCertificate | undefined => {
  const value = der.length <= MAX_CERTIFICATE_BYTES ? readAsn1(der) : undefined
  if (!value) return undefined
  try {
    const read = { der: encodingOf(value), x509: new Certificate({ schema: value }) }
    return isReadable(read) ? read : undefined
  } catch {
    return undefined
  }
}

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g

const derOfPem = (base64: string): Uint8Array => {
  try {
    return Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0)
  } catch {
    return new Uint8Array()
  }
}

const dersOf = (source: string | Uint8Array): readonly Uint8Array[] => {
  if (typeof source !== 'string') return [copyOf(source)]
  const ders = Array.from(source.matchAll(PEM), ([, base64 = '']) => derOfPem(base64))
  return ders.length > 0 ? ders : [new Uint8Array()]
}

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
export const isValidAt = ({ x509 }: ReadCertificate, ms: number): boolean =>
  x509.notBefore.value.getTime() <= ms && ms <= x509.notAfter.value.getTime()

/**
 * Whether the certificate asks for nothing that is not checked here. Name constraints are refused, critical or not:
 * to overlook one would widen what its issuer said.
 */
export const isUnderstood = (certificate: ReadCertificate): boolean =>
  extensionsOf(certificate).every(
    ({ extnID, critical }) => extnID !== NAME_CONSTRAINTS && (!critical || UNDERSTOOD.has(extnID)),
  )

/** The octets of KeyUsage; undefined where the certificate has none, empty where it is unreadable. */
const keyUsageOf = (certificate: ReadCertificate): Uint8Array | undefined => {
  const usage = extension(certificate, KEY_USAGE)
  if (!usage) return undefined
  return usage.parsedValue instanceof BitString ? usage.parsedValue.valueBlock.valueHexView : new Uint8Array()
}

const purposesOf = (certificate: ReadCertificate): readonly string[] | undefined => {
  const usage = extension(certificate, EXTENDED_KEY_USAGE)
  if (!usage) return undefined
  return usage.parsedValue instanceof ExtKeyUsage ? usage.parsedValue.keyPurposes : []
}

/**
 * What keeps a certificate from signing time stamps: its extended key usage must be there, critical, and id-kp-timeStamping
 * alone (RFC 3161 §2.3); its key usage, if any, digitalSignature, nonRepudiation or both, and nothing else.
 */
export const signerFault = (certificate: ReadCertificate): TimestampFault | undefined => {
  const purposes = purposesOf(certificate)
  if (!purposes) return 'eku-missing'
  if (!purposes.includes(TIME_STAMPING)) return 'eku-not-timestamping'
  if (purposes.length > 1) return 'eku-additional'
  if (!extension(certificate, EXTENDED_KEY_USAGE)?.critical) return 'eku-not-critical'
  const usage = keyUsageOf(certificate)
  if (!usage) return undefined
  const [bits = 0, ...more] = usage
  const signing = DIGITAL_SIGNATURE | NON_REPUDIATION
  return (bits & signing) !== 0 && (bits & ~signing) === 0 && more.every((octet) => octet === 0)
    ? undefined
    : 'key-usage-refused'
}

const pathLengthOf = ({ pathLenConstraint }: BasicConstraints): number => {
  if (pathLenConstraint === undefined) return Infinity
  return typeof pathLenConstraint === 'number' ? pathLenConstraint : pathLenConstraint.valueBlock.valueDec
}

/**
 * Whether a certificate may issue another with `below` certificate authorities between it and the signer: cA,
 * pathLenConstraint, keyCertSign (RFC 5280 §6.1.4 k to n), and time stamping among its purposes if it lists any.
 */
export const isIssuer = (certificate: ReadCertificate, below: number): boolean => {
  const constraints = extension(certificate, BASIC_CONSTRAINTS)?.parsedValue
  if (!(constraints instanceof BasicConstraints) || !constraints.cA) return false
  const usage = keyUsageOf(certificate)
  const purposes = purposesOf(certificate)
  return (
    below <= pathLengthOf(constraints) &&
    (!usage || ((usage[0] ?? 0) & KEY_CERT_SIGN) !== 0) &&
    (!purposes || purposes.includes(TIME_STAMPING) || purposes.includes(ANY_PURPOSE))
  )
}
