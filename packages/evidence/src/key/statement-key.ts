import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'
import type { Random } from '@constat/core/id'
import { fromBase64url } from '../platform/base64url.ts'
import { privateKeyFromSeed, privateKeyToPem } from './ed25519.ts'
import { thumbprint, type RetiredKey } from './trusted-keys.ts'

/** The public half of a statement key as a JWK (RFC 7517, RFC 8037 §2); `kid` is its RFC 7638 thumbprint. */
export type StatementJwk = {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
  readonly kid: string
  readonly alg: 'EdDSA'
  readonly use: 'sig'
}

/** A key as it is published, with the bounds of what it signs; what is absent sets none. Instants in seconds since the epoch. */
export type PublishedJwk = StatementJwk & {
  /** It signs nothing before. */
  readonly nbf?: number | undefined
  /** It was replaced: what it signed are entries of that log below this index. */
  readonly retired?: RetiredKey | undefined
  /** Someone else may have it: only what others saw before this instant is its owner's. */
  readonly revoked?: { readonly revoked_at: number; readonly reason: 'compromised' } | undefined
}

/** What `/.well-known/jwks.json` publishes: every statement key ever used (RFC 7517 §5). */
export type StatementJwks = { readonly keys: readonly PublishedJwk[] }

/** The Ed25519 key (RFC 8032) that signs statements and nothing else. */
export type StatementKey = {
  readonly kid: string
  readonly jwk: StatementJwk
  readonly privateKey: KeyObject
}

const statementKey = (privateKey: KeyObject): StatementKey => {
  if (privateKey.asymmetricKeyType !== 'ed25519')
    throw new TypeError('A statement key is an Ed25519 private key.')
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  if (x === undefined) throw new TypeError('A statement key is an Ed25519 private key.')
  const jwk = statementJwk(x)
  return { kid: jwk.kid, jwk, privateKey }
}

/**
 * The statement key of a 32-byte seed (RFC 8032 §5.1.5).
 *
 * @throws RangeError when there are not exactly 32 bytes.
 */
export const statementKeyFromSeed = (seed: Uint8Array): StatementKey => statementKey(privateKeyFromSeed(seed))

/** A new statement key. */
export const generateStatementKey = (random: Random): StatementKey => statementKeyFromSeed(random(32))

/**
 * Reads a statement key from PKCS #8 PEM (RFC 5958, RFC 8410), the form in which it is kept on disk.
 *
 * @throws TypeError when the key is of another type; Error when the text is no key.
 */
export const statementKeyFromPem = (pem: string): StatementKey =>
  statementKey(createPrivateKey({ key: pem, format: 'pem' }))

/** The PKCS #8 PEM of a statement key: a secret, to be written with mode 0600. */
export const statementKeyToPem = (key: StatementKey): string => privateKeyToPem(key.privateKey)

/**
 * Reads a statement key from a private JWK (RFC 8037 §2), the form in which an environment variable carries it.
 *
 * @throws TypeError when it is not an Ed25519 key, or when `x` does not belong to `d`.
 */
export const statementKeyFromJwk = (jwk: {
  readonly kty: string
  readonly crv: string
  readonly d: string
  readonly x: string
}): StatementKey => {
  const seed = fromBase64url(jwk.d)
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || seed?.length !== 32)
    throw new TypeError('A statement key is an Ed25519 private key.')
  const key = statementKeyFromSeed(seed)
  if (key.jwk.x !== jwk.x)
    throw new TypeError('The public key of this JWK does not belong to its private key.')
  return key
}

/** The public half of a statement key by its `x`, base64url. */
export const statementJwk = (x: string): StatementJwk => ({
  kty: 'OKP',
  crv: 'Ed25519',
  x,
  kid: thumbprint(x),
  alg: 'EdDSA',
  use: 'sig',
})

/** The JWKS of these keys. */
export const statementJwks = (keys: readonly StatementKey[]): StatementJwks => ({
  keys: keys.map(({ jwk }) => jwk),
})

/** Ed25519 signature over bytes, 64 bytes. */
export const signWith = (key: StatementKey, bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(sign(undefined, bytes, key.privateKey))
