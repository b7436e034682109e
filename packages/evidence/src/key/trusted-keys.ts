import type { InputIssue, Parsed } from '@constat/core/problem'
import { canonicalJson } from '@constat/core/canonical'
import { isSoundPublicKey } from '@constat/tlog'
import { fromBase64url } from '../platform/base64url.ts'
import { sha256Base64url } from '../platform/digest.ts'
import { listOf, objectWith, oneOf, text, whole } from '../platform/shape.ts'

/** Where a key was replaced: it signed only entries of this log below the index. */
export type RetiredKey = { readonly log: string; readonly index: number }

/**
 * A statement key that a verifier has chosen to believe. Instants are seconds since the Unix epoch; what is absent sets
 * no bound.
 */
export type TrustedKey = {
  readonly key: CryptoKey
  readonly notBefore?: number | undefined
  /** The key signs nothing from here on: it has expired or was revoked. */
  readonly notAfter?: number | undefined
  readonly retired?: RetiredKey | undefined
}

/** The statement keys a verifier has chosen to believe, by `kid`. Made by {@link trustJwks} alone. */
export type TrustedKeys = ReadonlyMap<string, TrustedKey>

type Jwk = {
  readonly x: string
  readonly kid: string
  readonly nbf?: number
  readonly exp?: number
  readonly revoked?: { readonly revoked_at: number }
  readonly retired?: RetiredKey
}

const jwk = objectWith(
  { kty: oneOf('OKP'), crv: oneOf('Ed25519'), x: text, kid: text },
  {
    use: oneOf('sig'),
    alg: oneOf('EdDSA', 'Ed25519'),
    nbf: whole(0),
    exp: whole(0),
    revoked: objectWith({ revoked_at: whole(0) }),
    retired: objectWith({ log: text, index: whole(0) }),
  },
)
const jwks = objectWith({ keys: listOf(jwk, 1000) })

const isJwks = (value: unknown): value is { readonly keys: readonly Jwk[] } => jwks(value)

/** RFC 7638 thumbprint of an Ed25519 public key given as base64url `x` (RFC 8037 §2 names the members). */
export const thumbprint = (x: string): string =>
  sha256Base64url(canonicalJson({ crv: 'Ed25519', kty: 'OKP', x }))

const issue = (index: number, member: string, rule: string, message: string): InputIssue => ({
  path: ['keys', String(index), member],
  rule,
  message,
})

const faultOf = (key: Jwk, index: number, keys: readonly Jwk[]): InputIssue[] => {
  const bytes = fromBase64url(key.x)
  if ('d' in key)
    return [
      issue(index, 'd', 'private-key', 'This is a private key: keep it secret, and give its public half.'),
    ]
  if (!bytes || !isSoundPublicKey(bytes))
    return [issue(index, 'x', 'unsound-key', 'This is no Ed25519 public key of full order.')]
  if (key.kid !== thumbprint(key.x))
    return [issue(index, 'kid', 'thumbprint', 'The kid must be the RFC 7638 thumbprint of the key.')]
  return keys.findIndex(({ kid }) => kid === key.kid) === index
    ? []
    : [issue(index, 'kid', 'unique-key', 'This key stands twice; give each key once.')]
}

const trustJwk = async ({
  x,
  kid,
  nbf,
  exp,
  revoked,
  retired,
}: Jwk): Promise<readonly [string, TrustedKey]> => {
  const key = await crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x }, 'Ed25519', false, [
    'verify',
  ])
  const ends = [exp, revoked?.revoked_at].filter((end) => end !== undefined)
  const notAfter = ends.length > 0 ? Math.min(...ends) : undefined
  return [kid, { key, notBefore: nbf, notAfter, retired }]
}

/**
 * Takes a JWKS (RFC 7517 §5) as trusted: only Ed25519 keys, each on the curve, of full order, and named by its
 * RFC 7638 thumbprint. One unsound key refuses the whole set. A key may say since when and until when it signs: `nbf`,
 * `exp` and `revoked.revoked_at`, as OpenID Federation 1.0 §8.7 gives them for keys of the past. One that was replaced says
 * by `retired` which entries of its log are its own: their order needs no clock.
 */
export const trustJwks = async (input: unknown): Promise<Parsed<TrustedKeys>> => {
  if (!isJwks(input)) {
    const message = 'Give a JWKS whose keys are all Ed25519 public keys with a kid.'
    return { ok: false, issues: [{ path: ['keys'], rule: 'jwks-shape', message }] }
  }
  const issues = input.keys.flatMap(faultOf)
  return issues.length > 0
    ? { ok: false, issues }
    : { ok: true, value: new Map(await Promise.all(input.keys.map(trustJwk))) }
}

/** Whether this is the Ed25519 signature (RFC 8032) of these bytes under this key. */
export const isSignedBy = (
  { key }: TrustedKey,
  bytes: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> => crypto.subtle.verify('Ed25519', key, signature, bytes)
