import { digest, digestOf, verifySignature } from './algorithm.ts'
import { equalBytes, octetsOf, oidOf, readAsn1, TAG, type Asn1 } from './asn1.ts'
import { policiesInPem } from '../platform/pem.ts'
import { readCertificates, type ReadCertificate } from './certificate.ts'
import { chainFault } from './chain.ts'
import { refuse, type Outcome, type TimestampFault } from './faults.ts'
import { isSubjectName, nameText } from './name.ts'
import { signerFault } from './purpose.ts'
import { isBoundTo } from './signing-certificate.ts'
import { integerHex, MAX_CERTIFICATES, readToken, TST_INFO, type Signer, type Token } from './token.ts'

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
  /**
   * The verifier's own trust anchors: never what came with the token. In PEM, lines `TSA-Policy: OID` right above a
   * certificate name the only policies for which it is one.
   */
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

export type TimestampVerification =
  | VerifiedTimestamp
  | {
      readonly ok: false
      readonly fault: TimestampFault
      /** That of the token, where the fault is `policy-refused`. */
      readonly policy?: string
    }

/** What of the imprint is wrong: it must be SHA-256, SHA-384 or SHA-512 of the body. */
export const imprintFault = async (
  { info: { imprintAlgorithm, imprint } }: Token,
  body: Uint8Array,
): Promise<TimestampFault | undefined> => {
  const algorithm = digestOf(imprintAlgorithm)
  if (!algorithm) return 'imprint-algorithm-refused'
  return equalBytes(imprint, await digest(algorithm, body)) ? undefined : 'imprint-mismatch'
}

// An attribute that stands twice, or has two values, would let two readers see two things (RFC 5652 §11).
const single = ({ attributes }: Signer, type: string): Asn1 | undefined => {
  const [attribute, ...more] = attributes.filter((each) => each.type === type)
  return more.length === 0 && attribute?.values.length === 1 ? attribute.values[0] : undefined
}

const attributesFault = async ({ signer, content }: Token): Promise<TimestampFault | undefined> => {
  const contentType = single(signer, CONTENT_TYPE)
  const messageDigest = single(signer, MESSAGE_DIGEST)
  if (contentType?.tag !== TAG.OBJECT_IDENTIFIER || oidOf(contentType) !== TST_INFO)
    return 'signed-attributes-refused'
  if (messageDigest?.tag !== TAG.OCTET_STRING) return 'signed-attributes-refused'
  const algorithm = digestOf(signer.digestAlgorithm)
  if (!algorithm) return 'signature-algorithm-refused'
  return equalBytes(messageDigest.content, await digest(algorithm, content))
    ? undefined
    : 'message-digest-mismatch'
}

const isNamedBy = ({ id }: Signer, { issuer, serial, extensions }: ReadCertificate): boolean => {
  if ('serial' in id) return equalBytes(serial, id.serial) && equalBytes(issuer.encoding, id.issuer.encoding)
  const key = extensions.get(SUBJECT_KEY_IDENTIFIER)
  return key !== undefined && equalBytes(octetsOf(readAsn1(key.value)), id.keyId)
}

const signerOf = async (
  { signer }: Token,
  candidates: readonly ReadCertificate[],
): Promise<Outcome<ReadCertificate>> => {
  const named = candidates.filter((each) => isNamedBy(signer, each))
  if (named.length === 0) return refuse('signer-certificate-missing')
  for (const value of named) if (await isBoundTo(signer.attributes, value)) return { ok: true, value }
  return refuse('signer-certificate-unbound')
}

const signatureFault = async (
  { signer: { signatureAlgorithm, signedBytes, signature, digestAlgorithm } }: Token,
  { publicKey }: ReadCertificate,
): Promise<TimestampFault | undefined> => {
  const beside = digestOf(digestAlgorithm)
  const verdict = await verifySignature(signatureAlgorithm, publicKey, signedBytes, signature, beside)
  if (verdict === 'refused') return 'signature-algorithm-refused'
  return verdict === 'valid' ? undefined : 'signature-invalid'
}

const certificateFault = ({ info: { tsa } }: Token, signer: ReadCertificate): TimestampFault | undefined =>
  signerFault(signer) ?? (tsa && !isSubjectName(tsa, signer) ? 'tsa-name-mismatch' : undefined)

const refusePolicy = ({ info: { policy } }: Token) => ({ ...refuse('policy-refused'), policy })

/** A trust anchor and the only policies that it is one for; any, where it names none. */
type Root = { readonly certificate: ReadCertificate; readonly policies: readonly string[] }

const readRoots = (sources: TimestampToVerify['roots']): Outcome<readonly Root[]> => {
  const read = readCertificates(sources)
  if (!read.ok) return read
  const policies = sources.flatMap((source) => (typeof source === 'string' ? policiesInPem(source) : [[]]))
  return {
    ok: true,
    value: read.value.map((certificate, at) => ({ certificate, policies: policies[at] ?? [] })),
  }
}

const known = new WeakMap<TimestampToVerify['roots'], Outcome<readonly Root[]>>()

// A verifier believes in the same authorities every time, and reading their certificates costs as much as a token.
const rootsOf = ({ roots }: TimestampToVerify): Outcome<readonly Root[]> => {
  const read = known.get(roots) ?? readRoots(roots)
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

// A stranger's chain is `chain-untrusted`; one that only roots for other policies lead to is `policy-refused`.
const trustFault = async (
  { info: { policy, genTimeMs } }: Token,
  signer: ReadCertificate,
  roots: readonly Root[],
  others: readonly ReadCertificate[],
): Promise<TimestampFault | undefined> => {
  const under = (some: readonly Root[]) =>
    chainFault(
      signer,
      some.map(({ certificate }) => certificate),
      others,
      genTimeMs,
    )
  const believed = roots.filter(({ policies }) => policies.length === 0 || policies.includes(policy))
  const fault = await under(believed)
  if (fault !== 'chain-untrusted' || believed.length === roots.length) return fault
  return (await under(roots)) ?? 'policy-refused'
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
  if (input.policies && !input.policies.includes(token.info.policy)) return refusePolicy(token)
  const signer = await signerOf(token, [...others, ...roots.map(({ certificate }) => certificate)])
  if (!signer.ok) return signer
  const [signature, chain] = await Promise.all([
    signatureFault(token, signer.value),
    trustFault(token, signer.value, roots, others),
  ])
  const fault = signature ?? certificateFault(token, signer.value) ?? chain
  if (fault) return fault === 'policy-refused' ? refusePolicy(token) : refuse(fault)
  return {
    ok: true,
    genTime: token.info.genTimeMs / 1000,
    accuracy: token.info.accuracy,
    tsa: nameText(signer.value.subject),
    policy: token.info.policy,
    serial: integerHex(token.info.serial),
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
