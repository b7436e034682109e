import {
  wholeBitsOf,
  contextTag,
  copyOf,
  demand,
  integerOf,
  oidOf,
  partsOf,
  readAsn1,
  required,
  smallIntegerOf,
  TAG,
  type Asn1,
} from './asn1.ts'

export type Digest = 'SHA-256' | 'SHA-384' | 'SHA-512'

export const SHA256_OID = '2.16.840.1.101.3.4.2.1'

const DIGESTS: ReadonlyMap<string, Digest> = new Map([
  [SHA256_OID, 'SHA-256'],
  ['2.16.840.1.101.3.4.2.2', 'SHA-384'],
  ['2.16.840.1.101.3.4.2.3', 'SHA-512'],
])

const RSA = '1.2.840.113549.1.1.1'
const RSA_PSS = '1.2.840.113549.1.1.10'
const MGF1 = '1.2.840.113549.1.1.8'
const EC = '1.2.840.10045.2.1'

type Curve = { readonly namedCurve: 'P-256' | 'P-384'; readonly octets: number }

const CURVES: ReadonlyMap<string, Curve> = new Map([
  ['1.2.840.10045.3.1.7', { namedCurve: 'P-256', octets: 32 }],
  ['1.3.132.0.34', { namedCurve: 'P-384', octets: 48 }],
])

// RFC 8017 A.2.4 and RFC 5758 3.2: with SHA-256, SHA-384, SHA-512.
const RSA_PKCS1: ReadonlyMap<string, Digest> = new Map([
  ['1.2.840.113549.1.1.11', 'SHA-256'],
  ['1.2.840.113549.1.1.12', 'SHA-384'],
  ['1.2.840.113549.1.1.13', 'SHA-512'],
])
const ECDSA: ReadonlyMap<string, Digest> = new Map([
  ['1.2.840.10045.4.3.2', 'SHA-256'],
  ['1.2.840.10045.4.3.3', 'SHA-384'],
  ['1.2.840.10045.4.3.4', 'SHA-512'],
])

/** AlgorithmIdentifier (RFC 5280 §4.1.1.2). */
export type Algorithm = { readonly oid: string; readonly parameters: Asn1 | undefined }

/** SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). */
export type PublicKey = {
  readonly encoding: Uint8Array
  readonly algorithm: Algorithm
  readonly key: Uint8Array
}

/** @throws MalformedAsn1 for what is no AlgorithmIdentifier. */
export const readAlgorithm = (value: Asn1 | undefined): Algorithm => {
  const [oid, parameters, ...more] = partsOf(value)
  demand(more.length === 0)
  return { oid: oidOf(oid), parameters }
}

// RFC 5754 §2, RFC 4055 §5: a NULL, or nothing.
const hasNoParameters = ({ parameters }: Algorithm): boolean =>
  parameters === undefined || (parameters.tag === TAG.NULL && parameters.content.length === 0)

/** Whether two digest algorithms are one, be their parameters NULL or absent; others are none. */
export const isSameAlgorithm = (one: Algorithm, two: Algorithm): boolean =>
  one.oid === two.oid && hasNoParameters(one) && hasNoParameters(two)

/** @throws MalformedAsn1 for what is no SubjectPublicKeyInfo. */
export const readPublicKey = (value: Asn1 | undefined): PublicKey => {
  const [algorithm, key] = partsOf(value)
  return { encoding: required(value).encoding, algorithm: readAlgorithm(algorithm), key: wholeBitsOf(key) }
}

/** The digest of an algorithm identifier, or undefined for one that is not allowed (SHA-1 and older among them). */
export const digestOf = ({ oid }: Algorithm): Digest | undefined => DIGESTS.get(oid)

export const digest = async (
  algorithm: Digest | 'SHA-1',
  bytes: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await crypto.subtle.digest(algorithm, copyOf(bytes)))

// RSAPublicKey ::= SEQUENCE { modulus, publicExponent }, RFC 8017 A.1.1.
const isStrongRsa = ({ key }: PublicKey): boolean => {
  const [modulus, exponent] = partsOf(readAsn1(key))
  const octets = integerOf(modulus)
  const bits = 8 * (octets[0] === 0 ? octets.length - 1 : octets.length)
  // The upper bounds keep a hostile key from buying minutes of arithmetic.
  return bits >= 2048 && bits <= 8192 && integerOf(exponent).length <= 4
}

// RSASSA-PSS-params (RFC 8017 A.2.3). Its defaults are SHA-1; WebCrypto masks with the digest that it signs.
const pssOf = ({ parameters }: Algorithm): { hash: Digest; saltLength: number } | undefined => {
  const fields = new Map(partsOf(parameters).map(({ tag, children: [value] }) => [tag, value]))
  const hash = digestOf(readAlgorithm(fields.get(contextTag(0))))
  const mask = readAlgorithm(fields.get(contextTag(1)))
  const salt = fields.get(contextTag(2))
  const saltLength = salt ? smallIntegerOf(salt) : 20
  const isWhole = mask.oid === MGF1 && hash !== undefined && digestOf(readAlgorithm(mask.parameters)) === hash
  const isDefaultTrailer = !fields.has(contextTag(3)) || smallIntegerOf(fields.get(contextTag(3))) === 1
  return isWhole && isDefaultTrailer && saltLength <= 64 ? { hash, saltLength } : undefined
}

/** How WebCrypto is to read the key, and the signature. */
type Method = {
  readonly key: RsaHashedImportParams | EcKeyImportParams
  readonly verify: AlgorithmIdentifier | RsaPssParams | EcdsaParams
  readonly signature: (der: Uint8Array) => Uint8Array
}

const asIs = (signature: Uint8Array): Uint8Array => signature

const unsigned = (value: Asn1 | undefined, octets: number): Uint8Array => {
  const number = integerOf(value)
  const digits = number[0] === 0 ? number.subarray(1) : number
  demand(digits.length <= octets && required(number[0]) < 0x80)
  const padded = new Uint8Array(octets)
  padded.set(digits, octets - digits.length)
  return padded
}

// Ecdsa-Sig-Value ::= SEQUENCE { r, s } (RFC 3279 §2.2.3); WebCrypto takes the two side by side.
const sideBySide =
  ({ octets }: Curve) =>
  (signature: Uint8Array): Uint8Array => {
    const [r, s, ...more] = partsOf(readAsn1(signature))
    demand(more.length === 0)
    return Uint8Array.of(...unsigned(r, octets), ...unsigned(s, octets))
  }

const ecdsa = (hash: Digest, { algorithm }: PublicKey): Method | 'refused' | 'foreign' => {
  if (algorithm.oid !== EC) return 'foreign'
  const { parameters } = algorithm
  const curve = parameters?.tag === TAG.OBJECT_IDENTIFIER ? CURVES.get(oidOf(parameters)) : undefined
  if (!curve) return 'refused'
  const { namedCurve } = curve
  return {
    key: { name: 'ECDSA', namedCurve },
    verify: { name: 'ECDSA', hash },
    signature: sideBySide(curve),
  }
}

const rsa = (
  name: 'RSASSA-PKCS1-v1_5' | 'RSA-PSS',
  { hash, saltLength = 0 }: { readonly hash: Digest; readonly saltLength?: number },
  key: PublicKey,
): Method | 'refused' | 'foreign' => {
  if (key.algorithm.oid !== RSA) return 'foreign'
  if (!isStrongRsa(key)) return 'refused'
  return { key: { name, hash }, verify: { name, saltLength }, signature: asIs }
}

const methodOf = (
  algorithm: Algorithm,
  key: PublicKey,
  digestName: Digest | undefined,
): Method | 'refused' | 'foreign' => {
  const { oid } = algorithm
  if (oid !== RSA_PSS && !hasNoParameters(algorithm)) return 'refused'
  const withEc = ECDSA.get(oid)
  if (withEc) return ecdsa(withEc, key)
  // RFC 5652 lets a signer name the key's algorithm alone; the digest then stands beside it.
  const hash = oid === RSA ? digestName : RSA_PKCS1.get(oid)
  if (hash) return rsa('RSASSA-PKCS1-v1_5', { hash }, key)
  const pss = oid === RSA_PSS ? pssOf(algorithm) : undefined
  return pss ? rsa('RSA-PSS', pss, key) : 'refused'
}

const judgeMethod = (...by: Parameters<typeof methodOf>): Method | 'refused' | 'foreign' => {
  try {
    return methodOf(...by)
  } catch {
    return 'refused'
  }
}

const imports = new WeakMap<PublicKey, { readonly name: string; readonly key: Promise<CryptoKey> }>()

// A verifier's own authorities are read once, and importing the key of one costs as much as a signature.
const importKey = (key: PublicKey, method: Method): Promise<CryptoKey> => {
  const name = JSON.stringify(method.key)
  const known = imports.get(key)
  if (known?.name === name) return known.key
  const imported = crypto.subtle.importKey('spki', copyOf(key.encoding), method.key, false, ['verify'])
  imports.set(key, { name, key: imported })
  return imported
}

/**
 * Verifies a signature by WebCrypto: RSA PKCS #1 v1.5 and PSS with keys of 2048 to 8192 bits, ECDSA on P-256 and P-384,
 * each with SHA-256, SHA-384 or SHA-512.
 *
 * @param digestName - The digest that CMS names beside a bare `rsaEncryption` (RFC 5652 §5.3); none in certificates.
 * @returns `refused` for any other algorithm, curve or size; a key of another algorithm is `invalid`.
 */
export const verifySignature = async (
  algorithm: Algorithm,
  key: PublicKey,
  signed: Uint8Array,
  signature: Uint8Array,
  digestName?: Digest,
): Promise<'valid' | 'invalid' | 'refused'> => {
  const method = judgeMethod(algorithm, key, digestName)
  if (method === 'refused') return 'refused'
  if (method === 'foreign') return 'invalid'
  try {
    const bytes = copyOf(method.signature(signature))
    const imported = await importKey(key, method)
    return (await crypto.subtle.verify(method.verify, imported, bytes, copyOf(signed))) ? 'valid' : 'invalid'
  } catch {
    return 'invalid'
  }
}
