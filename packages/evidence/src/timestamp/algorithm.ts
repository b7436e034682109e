import type { BitString, OctetString } from 'asn1js'
import {
  CryptoEngine,
  RSAPublicKey,
  RSASSAPSSParams,
  type AlgorithmIdentifier,
  type PublicKeyInfo,
} from 'pkijs'
import { copyOf, oidOf } from './asn1.ts'

export type Digest = 'SHA-256' | 'SHA-384' | 'SHA-512'

const DIGESTS: ReadonlyMap<string, Digest> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'SHA-256'],
  ['2.16.840.1.101.3.4.2.2', 'SHA-384'],
  ['2.16.840.1.101.3.4.2.3', 'SHA-512'],
])

export const SHA256_OID = '2.16.840.1.101.3.4.2.1'

const RSA = '1.2.840.113549.1.1.1'
const RSA_PSS = '1.2.840.113549.1.1.10'
const EC = '1.2.840.10045.2.1'
const CURVES: ReadonlySet<string | undefined> = new Set(['1.2.840.10045.3.1.7', '1.3.132.0.34'])

// RFC 8017 A.2.4 and RFC 5758 3.2: with SHA-256, SHA-384, SHA-512.
const RSA_PKCS1 = new Set(['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.12', '1.2.840.113549.1.1.13'])
const ECDSA = new Set(['1.2.840.10045.4.3.2', '1.2.840.10045.4.3.3', '1.2.840.10045.4.3.4'])

/** The digest of an algorithm identifier, or undefined for one that is not allowed (SHA-1 and older among them). */
export const digestOf = ({ algorithmId }: AlgorithmIdentifier): Digest | undefined => DIGESTS.get(algorithmId)

export const digest = async (
  algorithm: Digest | 'SHA-1',
  bytes: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await crypto.subtle.digest(algorithm, copyOf(bytes)))

const isStrongRsa = ({ parsedKey }: PublicKeyInfo): boolean => {
  if (!(parsedKey instanceof RSAPublicKey)) return false
  const [first = 0, ...rest] = parsedKey.modulus.valueBlock.valueHexView
  const bits = 8 * (first === 0 ? rest.length : rest.length + 1)
  // The upper bounds keep a hostile key from buying minutes of arithmetic.
  return bits >= 2048 && bits <= 8192 && parsedKey.publicExponent.valueBlock.valueHexView.length <= 4
}

const isAllowedPss = (algorithm: AlgorithmIdentifier): boolean => {
  const { hashAlgorithm, saltLength } = new RSASSAPSSParams({ schema: algorithm.algorithmParams })
  return digestOf(hashAlgorithm) !== undefined && saltLength <= 64
}

type Fitness = 'fit' | 'refused' | 'foreign'

const fitnessOf = (
  algorithm: AlgorithmIdentifier,
  digestName: Digest | undefined,
  key: PublicKeyInfo,
): Fitness => {
  const { algorithmId } = algorithm
  const keyType = key.algorithm.algorithmId
  if (ECDSA.has(algorithmId)) {
    if (keyType !== EC) return 'foreign'
    return CURVES.has(oidOf(key.algorithm.algorithmParams)) ? 'fit' : 'refused'
  }
  // RFC 5652 lets a signer name the key's algorithm alone; the digest then stands beside it.
  const known =
    RSA_PKCS1.has(algorithmId) ||
    (algorithmId === RSA && digestName !== undefined) ||
    (algorithmId === RSA_PSS && isAllowedPss(algorithm))
  if (!known) return 'refused'
  if (keyType !== RSA) return 'foreign'
  return isStrongRsa(key) ? 'fit' : 'refused'
}

/**
 * Verifies a signature by WebCrypto: RSA PKCS #1 v1.5 and PSS with keys of 2048 to 8192 bits, ECDSA on P-256 and P-384,
 * each with SHA-256, SHA-384 or SHA-512.
 *
 * @param digestName - The digest that CMS names beside a bare `rsaEncryption` (RFC 5652 §5.3); none in certificates.
 * @returns `refused` for any other algorithm, curve or size; a key of another algorithm is `invalid`.
 */
export const verifySignature = async (
  algorithm: AlgorithmIdentifier,
  key: PublicKeyInfo,
  signed: Uint8Array,
  signature: BitString | OctetString,
  digestName?: Digest,
): Promise<'valid' | 'invalid' | 'refused'> => {
  try {
    const fitness = fitnessOf(algorithm, digestName, key)
    if (fitness !== 'fit') return fitness === 'refused' ? 'refused' : 'invalid'
  } catch {
    return 'refused'
  }
  const engine = new CryptoEngine({ name: 'webcrypto', crypto })
  const beside = algorithm.algorithmId === RSA ? digestName : undefined
  try {
    const valid = await engine.verifyWithPublicKey(copyOf(signed), signature, key, algorithm, beside)
    return valid ? 'valid' : 'invalid'
  } catch {
    return 'invalid'
  }
}
