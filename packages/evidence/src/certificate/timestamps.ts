import { fromBase64, type Result } from '@constat/tlog'
import type { Trust } from '../trust/trust.ts'
import type { CertificateTimestamp } from './certificate.ts'
import { CLOCK_SKEW_S } from './logged.ts'

/** A token to be verified, as `verifyTimestamp` of `@constat/evidence/timestamp` takes it. */
export type TimestampToCheck = {
  readonly token: Uint8Array
  readonly body: Uint8Array
  readonly roots: readonly string[]
  readonly chain: readonly string[]
}

/** What it answers; seconds since the Unix epoch. */
export type CheckedTimestamp =
  | {
      readonly ok: true
      readonly genTime: number
      readonly accuracy: number | null
      readonly tsa: string
    }
  | {
      readonly ok: false
      readonly fault: string
      /** That of the token, where the roots it leads to are believed for other policies alone. */
      readonly policy?: string
    }

/** Verifies an RFC 3161 token. It weighs much, so a page loads it when a certificate has tokens. */
export type VerifyTimestamp = (input: TimestampToCheck) => Promise<CheckedTimestamp>

/** A time stamp by an authority that the verifier trusts. Seconds since the Unix epoch. */
export type TrustedTimestamp = {
  readonly time: number
  /** By how much it may be off. */
  readonly accuracy: number
  readonly tsa: string
  /** Whether the verifier's own list names the authority as qualified. */
  readonly isQualified: boolean
}

/** What the time stamps of one checkpoint say. */
export type Timestamped = {
  readonly trusted: readonly TrustedTimestamp[]
  /** How many are by authorities that the verifier does not know. */
  readonly untrusted: number
  /** Policies of those by authorities that the verifier believes for other policies alone, as dotted OIDs. */
  readonly policies: readonly string[]
  /** How many nobody looked at, for want of `verifyTimestamp`. */
  readonly unexamined: number
}

type TimestampsFault = {
  readonly ok: false
  readonly code: 'timestamp-invalid' | 'timestamp-future'
  readonly detail?: string
}

// What `verifyTimestamp` says when no path leads to one of the roots.
const UNTRUSTED = 'chain-untrusted'

/**
 * Verifies the time stamps of a checkpoint, each over its body. One that is broken refuses them all; one whose authority
 * the verifier does not trust, or not for its policy, counts for nothing. Which authorities are qualified, the verifier's own list says.
 *
 * @param now - Seconds since the Unix epoch.
 */
export const verifyTimestamps = async (
  timestamps: readonly CertificateTimestamp[],
  body: string,
  trust: Trust,
  now: number,
  verify: VerifyTimestamp | undefined,
): Promise<Extract<Result<Timestamped, never>, { ok: true }> | TimestampsFault> => {
  if (!verify)
    return { ok: true, value: { trusted: [], untrusted: 0, policies: [], unexamined: timestamps.length } }
  const stamped = new TextEncoder().encode(body)
  const trusted: TrustedTimestamp[] = []
  const policies: string[] = []
  let untrusted = 0
  for (const { token_der_b64: encoded, chain_pem: chain } of timestamps) {
    const input = { token: fromBase64(encoded) ?? new Uint8Array(), body: stamped, chain }
    const qualified = trust.qualified.length > 0 && (await verify({ ...input, roots: trust.qualified }))
    const isQualified = qualified !== false && qualified.ok
    const checked = isQualified ? qualified : await verify({ ...input, roots: trust.tsaRoots })
    if (!checked.ok && checked.fault !== UNTRUSTED && !checked.policy)
      return { ok: false, code: 'timestamp-invalid', detail: checked.fault }
    if (checked.ok && checked.genTime > now + CLOCK_SKEW_S) return { ok: false, code: 'timestamp-future' }
    if (checked.ok) {
      const { genTime: time, tsa } = checked
      trusted.push({ time, accuracy: checked.accuracy ?? 0, tsa, isQualified })
    } else {
      const policy = checked.policy ?? (qualified !== false && !qualified.ok && qualified.policy)
      if (policy) policies.push(policy)
      else untrusted += 1
    }
  }
  return { ok: true, value: { trusted, untrusted, policies, unexamined: 0 } }
}
