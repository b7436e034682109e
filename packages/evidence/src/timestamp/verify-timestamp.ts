import { ObjectIdentifier, OctetString } from 'asn1js'
import { IssuerAndSerialNumber, type Attribute, type SignerInfo } from 'pkijs'
import { digest, digestOf, verifySignature } from './algorithm.ts'
import { childrenOf, copyOf, equalBytes } from './asn1.ts'
import { readCertificates, signerFault, type ReadCertificate } from './certificate.ts'
import { chainFault } from './chain.ts'
import { refuse, type Outcome, type TimestampFault } from './faults.ts'
import { isSubjectName, nameText } from './name.ts'
import { isBoundTo } from './signing-certificate.ts'
import { integerHex, MAX_CERTIFICATES, readToken, TST_INFO, type Token } from './token.ts'

const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SUBJECT_KEY_IDENTIFIER = '2.5.29.14'

/** Certificates in DER, or in PEM (which may hold several). */
export type CertificateSource = string | Uint8Array

/** A token and what its verifier believes in. */
export type TimestampToVerify = {
  /** The TimeStampToken in DER (RFC 3161 §2.4.2), at most 64 kB. */
  readonly token: Uint8Array
  /** What was stamped. */
  readonly body: Uint8Array
  /** The verifier's own trust anchors: never what came with the token. */
  readonly roots: readonly CertificateSource[]
  /** Certificates that may stand between, or the signing one where the token has none. They are not trusted. */
  readonly chain?: readonly CertificateSource[]
  /** The TSA policies the verifier accepts, as dotted OIDs; any, where absent. */
  readonly policies?: readonly string[]
}

/** What a verified token says. */
export type VerifiedTimestamp = {
  readonly ok: true
  /** When the body existed: seconds since the epoch, with the fraction that the TSA gave. */
  readonly genTime: number
  /** By how much `genTime` may be off, in seconds; null when the TSA does not say. */
  readonly accuracy: number | null
  /** Subject of the signing certificate (RFC 4514). */
  readonly tsa: string
  /** The policy under which the TSA stamped, a dotted OID. */
  readonly policy: string
  /** The TSA's number of the token, in lower-case hexadecimal. */
  readonly serial: string
}

export type TimestampVerification = VerifiedTimestamp | { readonly ok: false; readonly fault: TimestampFault }

/** What of the imprint is wrong: it must be SHA-256, SHA-384 or SHA-512 of the body. */
export const imprintFault = async (
  { info }: Token,
  body: Uint8Array,
): Promise<TimestampFault | undefined> => {
  const { hashAlgorithm, hashedMessage } = info.messageImprint
  const algorithm = digestOf(hashAlgorithm)
  if (!algorithm) return 'imprint-algorithm-refused'
  const imprint = copyOf(hashedMessage.valueBlock.valueHexView)
  return equalBytes(imprint, await digest(algorithm, body)) ? undefined : 'imprint-mismatch'
}

// An attribute that stands twice, or has two values, would let two readers see two things (RFC 5652 §11).
const single = (attributes: readonly Attribute[], type: string): unknown => {
  const [attribute, ...more] = attributes.filter((each) => each.type === type)
  return more.length === 0 && attribute?.values.length === 1 ? attribute.values[0] : undefined
}

const attributesFault = async ({ signer, content }: Token): Promise<TimestampFault | undefined> => {
  const attributes = signer.signedAttrs?.attributes ?? []
  const contentType = single(attributes, CONTENT_TYPE)
  const messageDigest = single(attributes, MESSAGE_DIGEST)
  if (!(contentType instanceof ObjectIdentifier) || contentType.getValue() !== TST_INFO)
    return 'signed-attributes-refused'
  if (!(messageDigest instanceof OctetString)) return 'signed-attributes-refused'
  const algorithm = digestOf(signer.digestAlgorithm)
  if (!algorithm) return 'signature-algorithm-refused'
  const stated = copyOf(messageDigest.valueBlock.valueHexView)
  return equalBytes(stated, await digest(algorithm, content)) ? undefined : 'message-digest-mismatch'
}

const isNamedBy = ({ sid }: SignerInfo, { x509 }: ReadCertificate): boolean => {
  if (sid instanceof IssuerAndSerialNumber)
    return x509.issuer.isEqual(sid.issuer) && x509.serialNumber.isEqual(sid.serialNumber)
  // SignerIdentifier: [0] subjectKeyIdentifier (RFC 5652 §5.3).
  const key = x509.extensions?.find(({ extnID }) => extnID === SUBJECT_KEY_IDENTIFIER)?.parsedValue
  const stated: unknown = sid?.valueBlock?.valueHexView
  const [inner] = childrenOf(sid)
  const wanted = inner instanceof OctetString ? inner.valueBlock.valueHexView : stated
  return (
    key instanceof OctetString &&
    wanted instanceof Uint8Array &&
    equalBytes(copyOf(key.valueBlock.valueHexView), copyOf(wanted))
  )
}

const signerOf = async (
  { signer }: Token,
  candidates: readonly ReadCertificate[],
): Promise<Outcome<ReadCertificate>> => {
  const named = candidates.filter((each) => isNamedBy(signer, each))
  if (named.length === 0) return refuse('signer-certificate-missing')
  for (const value of named)
    if (await isBoundTo(signer.signedAttrs?.attributes ?? [], value)) return { ok: true, value }
  return refuse('signer-certificate-unbound')
}

const signatureFault = async (
  { signer }: Token,
  { x509 }: ReadCertificate,
): Promise<TimestampFault | undefined> => {
  const verdict = await verifySignature(
    signer.signatureAlgorithm,
    x509.subjectPublicKeyInfo,
    // The attributes as they came, under the SET tag (RFC 5652 §5.4).
    new Uint8Array(signer.signedAttrs?.encodedValue ?? new ArrayBuffer()),
    signer.signature,
    digestOf(signer.digestAlgorithm),
  )
  if (verdict === 'refused') return 'signature-algorithm-refused'
  return verdict === 'valid' ? undefined : 'signature-invalid'
}

const known = new WeakMap<TimestampToVerify['roots'], ReturnType<typeof readCertificates>>()

// A verifier believes in the same authorities every time, and reading their certificates costs as much as a token.
const rootsOf = ({ roots }: TimestampToVerify): ReturnType<typeof readCertificates> => {
  const read = known.get(roots) ?? readCertificates(roots)
  known.set(roots, read)
  return read
}

const certificatesOf = (token: Token, input: TimestampToVerify) => {
  const roots = rootsOf(input)
  if (!roots.ok) return roots
  const chain = readCertificates(input.chain ?? [], MAX_CERTIFICATES)
  if (!chain.ok) return chain
  const others = [...chain.value, ...token.certificates]
  return others.length > MAX_CERTIFICATES
    ? refuse('too-many-certificates')
    : { ok: true as const, roots: roots.value, others }
}

const verify = async (input: TimestampToVerify): Promise<TimestampVerification> => {
  const read = readToken(input.token)
  if (!read.ok) return read
  const token = read.value
  const certificates = certificatesOf(token, input)
  if (!certificates.ok) return certificates
  const { roots, others } = certificates
  const content = (await imprintFault(token, input.body)) ?? (await attributesFault(token))
  if (content) return refuse(content)
  if (input.policies && !input.policies.includes(token.info.policy)) return refuse('policy-refused')
  const signer = await signerOf(token, [...others, ...roots])
  if (!signer.ok) return signer
  const fault =
    (await signatureFault(token, signer.value)) ??
    signerFault(signer.value) ??
    (token.info.tsa && !isSubjectName(token.info.tsa, signer.value) ? 'tsa-name-mismatch' : undefined) ??
    (await chainFault(signer.value, roots, others, token.genTimeMs))
  if (fault) return refuse(fault)
  return {
    ok: true,
    genTime: token.genTimeMs / 1000,
    accuracy: token.accuracy,
    tsa: nameText(signer.value.x509.subject),
    policy: token.info.policy,
    serial: integerHex(token.info.serialNumber.valueBlock.valueHexView),
  }
}

/**
 * Verifies a time-stamp token (RFC 3161, RFC 5816) over a body, at the instant that the token itself states: it holds after
 * the TSA's certificate has expired. Revocation is not looked at: whoever stores a token stores its chain, and the trusted
 * list says whether the TSA was in good standing (evidence.md 1.4, 1.7).
 *
 * Accepts imprints and signatures by SHA-256, SHA-384 and SHA-512 with RSA (2048 bits and more) or ECDSA on P-256 and
 * P-384. Never throws on what it is given; work is bounded by the limits on size, certificates and path.
 */
export const verifyTimestamp = async (input: TimestampToVerify): Promise<TimestampVerification> => {
  try {
    return await verify(input)
  } catch {
    return refuse('token-malformed')
  }
}
