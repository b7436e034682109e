import { digest, digestOf, readAlgorithm, type Digest } from './algorithm.ts'
import { contextTag, demand, equalBytes, integerOf, octetsOf, partsOf, TAG, type Asn1 } from './asn1.ts'
import type { ReadCertificate } from './certificate.ts'
import { isSameName, readName } from './name.ts'
import type { Attribute } from './token.ts'

const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'

type CertificateId = {
  readonly algorithm: Digest | 'SHA-1' | undefined
  readonly hash: Uint8Array
  readonly issuerSerial: Asn1 | undefined
}

// SigningCertificate(V2) ::= SEQUENCE { certs SEQUENCE OF ESSCertID(v2), … }: the first names the signing certificate.
const idOf = ({ type, values: [value, ...others] }: Attribute): CertificateId => {
  const [ids] = partsOf(value)
  const parts = [...partsOf(partsOf(ids)[0])]
  const named = parts[0]?.tag === TAG.SEQUENCE ? parts.shift() : undefined
  const standard = type === SIGNING_CERTIFICATE ? 'SHA-1' : 'SHA-256'
  const [hash, issuerSerial, ...rest] = parts
  demand(others.length === 0 && rest.length === 0 && !(named && type === SIGNING_CERTIFICATE))
  return {
    algorithm: named ? digestOf(readAlgorithm(named)) : standard,
    hash: octetsOf(hash),
    issuerSerial,
  }
}

// IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber INTEGER }, with one name, the certificate's issuer.
const isIssuerSerialOf = (value: Asn1, { issuer, serial }: ReadCertificate): boolean => {
  const [names, number] = partsOf(value)
  const [name, ...others] = partsOf(names)
  return (
    others.length === 0 &&
    isSameName(issuer, readName(partsOf(name, contextTag(4))[0])) &&
    equalBytes(integerOf(number), serial)
  )
}

const names = async (attribute: Attribute, certificate: ReadCertificate): Promise<boolean> => {
  const { algorithm, hash, issuerSerial } = idOf(attribute)
  if (!algorithm || !equalBytes(hash, await digest(algorithm, certificate.der))) return false
  return issuerSerial === undefined || isIssuerSerialOf(issuerSerial, certificate)
}

/**
 * Whether signed attributes name this certificate as the signing one: ESSCertID (RFC 2634 §5.4.1) or ESSCertIDv2
 * (RFC 5035 §4), the first of its list, by hash of the whole certificate and by issuer and serial number where they stand.
 * Where both attributes stand, both must name it. Without this another certificate of the same key could be put in its
 * place (RFC 3161 §2.4.1). SHA-1 is what ESSCertID is made with: its weakness is collisions, which help nobody here.
 */
export const isBoundTo = async (
  attributes: readonly Attribute[],
  certificate: ReadCertificate,
): Promise<boolean> => {
  const bindings = attributes.filter(({ type }) =>
    [SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2].includes(type),
  )
  try {
    const named = await Promise.all(bindings.map((attribute) => names(attribute, certificate)))
    return named.length > 0 && named.every(Boolean)
  } catch {
    return false
  }
}
