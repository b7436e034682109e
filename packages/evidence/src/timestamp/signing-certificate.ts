import { Integer, OctetString, type AsnType } from 'asn1js'
import { AlgorithmIdentifier, RelativeDistinguishedNames, type Attribute } from 'pkijs'
import { digest, digestOf, type Digest } from './algorithm.ts'
import { childrenOf, copyOf, equalBytes, isTagged } from './asn1.ts'
import type { ReadCertificate } from './certificate.ts'

const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'

type CertificateId = {
  readonly algorithm: Digest | 'SHA-1'
  readonly hash: Uint8Array
  readonly issuerSerial: AsnType | undefined
}

const SEQUENCE = 16

// SigningCertificate(V2) ::= SEQUENCE { certs SEQUENCE OF ESSCertID(v2), … }: the first names the signing certificate.
const idOf = (attribute: Attribute): CertificateId | undefined => {
  const [first, ...more] = attribute.values
  const [ids] = childrenOf(more.length === 0 ? first : undefined)
  const parts = [...childrenOf(childrenOf(ids)[0])]
  const named = parts[0]?.idBlock.tagNumber === SEQUENCE ? parts.shift() : undefined
  if (named && attribute.type === SIGNING_CERTIFICATE) return undefined
  const standard = attribute.type === SIGNING_CERTIFICATE ? 'SHA-1' : 'SHA-256'
  const algorithm = named ? digestOf(new AlgorithmIdentifier({ schema: named })) : standard
  const [hash, issuerSerial, ...rest] = parts
  if (!algorithm || !(hash instanceof OctetString) || rest.length > 0) return undefined
  return { algorithm, hash: hash.valueBlock.valueHexView, issuerSerial }
}

// IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber INTEGER }, with one name, the certificate's issuer.
const isIssuerSerialOf = (value: AsnType, { x509 }: ReadCertificate): boolean => {
  const [names, serial] = childrenOf(value)
  const [name, ...others] = childrenOf(names)
  if (!name || others.length > 0 || !isTagged(name, 4) || !(serial instanceof Integer)) return false
  return (
    x509.issuer.isEqual(new RelativeDistinguishedNames({ schema: childrenOf(name)[0] })) &&
    equalBytes(serial.valueBlock.valueHexView, x509.serialNumber.valueBlock.valueHexView)
  )
}

const names = async (attribute: Attribute, certificate: ReadCertificate): Promise<boolean> => {
  const id = idOf(attribute)
  if (!id || !equalBytes(copyOf(id.hash), await digest(id.algorithm, certificate.der))) return false
  return id.issuerSerial === undefined || isIssuerSerialOf(id.issuerSerial, certificate)
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
