import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import type { InputIssue, Parsed } from '@constat/core/problem'
import { ed25519 } from '@noble/curves/ed25519.js'
import { z } from 'zod'
import { fromBase64url } from '../platform/base64url.ts'
import { thumbprint } from './statement-key.ts'

/** The statement keys a verifier has chosen to believe, by `kid`. Made by {@link trustJwks} alone. */
export type TrustedKeys = ReadonlyMap<string, KeyObject>

const jwks = z.object({
  keys: z
    .array(z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() }))
    .max(1000),
})

// Under a key of low or mixed order two honest verifiers can disagree about one signature (evidence.md 1.10).
const isSound = (bytes: Uint8Array): boolean => {
  try {
    const point = ed25519.Point.fromBytes(bytes)
    return !point.isSmallOrder() && point.isTorsionFree()
  } catch {
    return false
  }
}

const issue = (index: number, member: string, rule: string, message: string): InputIssue => ({
  path: ['keys', String(index), member],
  rule,
  message,
})

/**
 * Takes a JWKS (RFC 7517 §5) as trusted: only Ed25519 keys, each on the curve, of full order, and named by its
 * RFC 7638 thumbprint. One unsound key refuses the whole set.
 */
export const trustJwks = (input: unknown): Parsed<TrustedKeys> => {
  const parsed = jwks.safeParse(input)
  if (!parsed.success) {
    const message = 'Give a JWKS whose keys are all Ed25519 public keys with a kid.'
    return { ok: false, issues: [{ path: ['keys'], rule: 'jwks-shape', message }] }
  }
  const issues = parsed.data.keys.flatMap(({ x, kid }, index): InputIssue[] => {
    const bytes = fromBase64url(x)
    if (bytes?.length !== 32 || !isSound(bytes))
      return [issue(index, 'x', 'unsound-key', 'This is no Ed25519 public key of full order.')]
    return kid === thumbprint(x)
      ? []
      : [issue(index, 'kid', 'thumbprint', 'The kid must be the RFC 7638 thumbprint of the key.')]
  })
  if (issues.length > 0) return { ok: false, issues }
  const value = new Map(
    parsed.data.keys.map(({ kty, crv, x, kid }) => [
      kid,
      createPublicKey({ key: { kty, crv, x }, format: 'jwk' }),
    ]),
  )
  return { ok: true, value }
}

/** Whether this is the Ed25519 signature of these bytes under this key. */
export const isSignedBy = (key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean =>
  verify(undefined, bytes, key, signature)
