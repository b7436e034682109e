import { canonicalBytes, type JsonValue } from '@constat/core/canonical'
import type { Random } from '@constat/core/id'
import { fromBase64url, toBase64url } from '../platform/base64url.ts'
import { sha256Base64url } from '../platform/digest.ts'
import { parseCanonical } from '../platform/text.ts'

/** A fact that a statement commits to and that its holder may show or keep (RFC 9901 §4.2.1). */
export type Claim = { readonly name: string; readonly value: JsonValue }

/** base64url(UTF-8(JSON [salt, name, value])), salt of 128 random bits (RFC 9901 §4.2.1). */
export const makeDisclosure = (claim: Claim, random: Random): string =>
  toBase64url(canonicalBytes([toBase64url(random(16)), claim.name, claim.value]))

/** What a statement holds of a disclosure: base64url(SHA-256(ASCII(disclosure))) (RFC 9901 §4.2.3). */
export const disclosureDigest = (disclosure: string): string => sha256Base64url(disclosure)

/** Digests that belong to no disclosure (RFC 9901 §4.2.5), from one draw of randomness. */
export const decoyDigests = (count: number, random: Random): string[] => {
  const seeds = random(32 * count)
  return Array.from({ length: count }, (_, at) => sha256Base64url(seeds.subarray(32 * at, 32 * (at + 1))))
}

/**
 * The claim of a disclosure, or undefined when it is not `[salt, name, value]` in strict base64url and in the spelling of
 * RFC 8785. RFC 9901 leaves the spelling to the issuer, and ours has one: no member can stand twice, to be read one way
 * here and another way elsewhere.
 */
export const parseDisclosure = (disclosure: string): Claim | undefined => {
  const bytes = fromBase64url(disclosure)
  const parts = bytes && parseCanonical(bytes)
  if (!Array.isArray(parts) || parts.length !== 3) return undefined
  const [salt, name, value] = parts
  return typeof salt === 'string' && typeof name === 'string' ? { name, value } : undefined
}
