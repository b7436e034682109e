import type { InputIssue, Parsed } from '@constat/core/problem'
import { parsePolicy, type Policy } from '@constat/tlog'
import { trustJwks, type TrustedKeys } from '../key/trusted-keys.ts'
import { certificatesInPem } from '../platform/pem.ts'
import { parseJson } from '../platform/text.ts'

/**
 * What a verifier has decided to believe before it looks at any certificate: the logs and witnesses of a policy, statement
 * keys, and time-stamping authorities. Made by {@link readTrust} alone.
 */
export type Trust = {
  readonly policy: Policy
  readonly keys: TrustedKeys
  /** PEM of certificates under which a time stamp counts. */
  readonly tsaRoots: readonly string[]
  /** PEM of certificates under which a time stamp counts as qualified (eIDAS art. 42, a trusted list). */
  readonly qualified: readonly string[]
}

/** The files of a trust folder as text. */
export type TrustTexts = {
  /** C2SP tlog-policy. */
  readonly policy: string
  /** JWKS (RFC 7517 §5) of statement keys. */
  readonly jwks: string
  /** PEM, several certificates in one text or not. */
  readonly tsaRoots: readonly string[]
  /** PEM of services that the verifier's trusted list names as qualified. */
  readonly qualified?: readonly string[] | undefined
}

const MAX_JWKS_LENGTH = 512 * 1024
const MAX_PEM_LENGTH = 2_000_000

const fault = (member: keyof TrustTexts, rule: string, message: string): InputIssue => ({
  path: [member],
  rule,
  message,
})

const pemIssues = (member: 'tsaRoots' | 'qualified', texts: readonly string[]): InputIssue[] =>
  texts.flatMap((text, index): InputIssue[] => {
    const path = [member, String(index)]
    if (text.length > MAX_PEM_LENGTH)
      return [{ path, rule: 'too-long', message: `Give at most ${MAX_PEM_LENGTH} characters.` }]
    return certificatesInPem(text) ? [] : [{ path, rule: 'pem-shape', message: 'Give PEM (RFC 7468).' }]
  })

// The path names the line, 0 for the whole.
const policyIssue = ({ code, line }: { readonly code: string; readonly line: number }): InputIssue => ({
  path: ['policy', String(line)],
  rule: code,
  message: 'Give a C2SP tlog-policy.',
})

const readKeys = async (jwks: string): Promise<Parsed<TrustedKeys>> => {
  const value = jwks.length > MAX_JWKS_LENGTH ? undefined : parseJson(jwks)
  if (value === undefined)
    return {
      ok: false,
      issues: [fault('jwks', 'json', `Give JSON of at most ${MAX_JWKS_LENGTH} characters.`)],
    }
  const keys = await trustJwks(value)
  return keys.ok
    ? keys
    : { ok: false, issues: keys.issues.map((each) => ({ ...each, path: ['jwks', ...each.path] })) }
}

/**
 * Reads a trust folder: each key on its curve, of prime order and named by its hash, or the whole is refused with path
 * and rule.
 */
export const readTrust = async (texts: TrustTexts): Promise<Parsed<Trust>> => {
  const { tsaRoots, qualified = [] } = texts
  const policy = parsePolicy(texts.policy)
  const keys = await readKeys(texts.jwks)
  const issues = [
    ...(policy.ok ? [] : [policyIssue(policy)]),
    ...(keys.ok ? [] : keys.issues),
    ...pemIssues('tsaRoots', tsaRoots),
    ...pemIssues('qualified', qualified),
  ]
  if (!policy.ok || !keys.ok || issues.length > 0) return { ok: false, issues }
  const value: Trust = {
    policy: policy.value,
    keys: keys.value,
    tsaRoots,
    qualified,
  }
  return { ok: true, value }
}
