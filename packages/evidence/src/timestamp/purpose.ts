import { bitsOf, booleanOf, demand, oidOf, partsOf, readAsn1, smallIntegerOf, TAG } from './asn1.ts'
import type { ReadCertificate } from './certificate.ts'
import type { TimestampFault } from './faults.ts'

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

/**
 * Whether the certificate asks for nothing that is not checked here. Name constraints are refused, critical or not:
 * to overlook one would widen what its issuer said.
 */
export const isUnderstood = ({ extensions }: ReadCertificate): boolean =>
  Array.from(extensions).every(
    ([id, { critical }]) => id !== NAME_CONSTRAINTS && (!critical || UNDERSTOOD.has(id)),
  )

/** The octets of KeyUsage; undefined where the certificate has none. */
const keyUsageOf = ({ extensions }: ReadCertificate): Uint8Array | undefined => {
  const usage = extensions.get(KEY_USAGE)
  return usage && bitsOf(readAsn1(usage.value))
}

const purposesOf = ({ extensions }: ReadCertificate): readonly string[] | undefined => {
  const usage = extensions.get(EXTENDED_KEY_USAGE)
  return usage && partsOf(readAsn1(usage.value)).map(oidOf)
}

const usageFault = (certificate: ReadCertificate): TimestampFault | undefined => {
  const usage = keyUsageOf(certificate)
  if (!usage) return undefined
  const [bits = 0, ...more] = usage
  const signing = DIGITAL_SIGNATURE | NON_REPUDIATION
  return (bits & signing) !== 0 && (bits & ~signing) === 0 && more.every((octet) => octet === 0)
    ? undefined
    : 'key-usage-refused'
}

/**
 * What keeps a certificate from signing time stamps: its extended key usage must be there, critical, and id-kp-timeStamping
 * alone (RFC 3161 §2.3); its key usage, if any, digitalSignature, nonRepudiation or both, and nothing else.
 *
 * @throws MalformedAsn1 for an extension that is none.
 */
export const signerFault = (certificate: ReadCertificate): TimestampFault | undefined => {
  const purposes = purposesOf(certificate)
  if (!purposes) return 'eku-missing'
  if (!purposes.includes(TIME_STAMPING)) return 'eku-not-timestamping'
  if (purposes.length > 1) return 'eku-additional'
  if (!certificate.extensions.get(EXTENDED_KEY_USAGE)?.critical) return 'eku-not-critical'
  return usageFault(certificate)
}

// BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL }. How many authorities a
// certificate may have below it; none at all, minus one, where it is no authority.
const depthOf = ({ extensions }: ReadCertificate): number => {
  const constraints = extensions.get(BASIC_CONSTRAINTS)
  const fields = constraints ? [...partsOf(readAsn1(constraints.value))] : []
  const isAuthority = fields[0]?.tag === TAG.BOOLEAN && booleanOf(fields.shift())
  const [pathLength, ...more] = fields
  demand(more.length === 0)
  if (!isAuthority) return -1
  return pathLength ? smallIntegerOf(pathLength) : Infinity
}

const mayIssue = (certificate: ReadCertificate, below: number): boolean => {
  const usage = keyUsageOf(certificate)
  const purposes = purposesOf(certificate)
  return (
    below <= depthOf(certificate) &&
    (!usage || ((usage[0] ?? 0) & KEY_CERT_SIGN) !== 0) &&
    (!purposes || purposes.includes(TIME_STAMPING) || purposes.includes(ANY_PURPOSE))
  )
}

/**
 * Whether a certificate may issue another with `below` certificate authorities between it and the signer: cA,
 * pathLenConstraint, keyCertSign (RFC 5280 §6.1.4 k to n), and time stamping among its purposes if it lists any. One whose
 * extensions cannot be read may not.
 */
export const isIssuer = (certificate: ReadCertificate, below: number): boolean => {
  try {
    return mayIssue(certificate, below)
  } catch {
    return false
  }
}
