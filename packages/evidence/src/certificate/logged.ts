import {
  hashLeaf,
  parseTlogProof,
  QUORUM_NONE,
  verifyCheckpoint,
  verifyTlogProof,
  type Policy,
  type PolicyProofFault,
  type Result,
  type VerifiedCheckpoint,
} from '@constat/tlog'
import { sha256 } from '@noble/hashes/sha2.js'

/** Clocks of servers, witnesses and authorities may differ by this, seconds. */
export const CLOCK_SKEW_S = 120

/** Why a statement is not in the log that it promises, or a checkpoint not of a log of the policy. */
export type LogFault =
  | Exclude<PolicyProofFault, 'signature-invalid' | 'signature-missing'>
  | 'proof-extra'
  | 'log-mismatch'
  | 'checkpoint-signature-invalid'

/** Why the cosignatures of a checkpoint are not enough. */
export type WitnessFault = 'cosignature-invalid' | 'cosignature-future' | 'quorum-not-met'

/** The place of a statement in a log. */
export type LoggedEntry = VerifiedCheckpoint & { readonly index: number }

/** A refusal, with what holds all the same where only the witnesses are at fault. */
export type LogRefusal<Value> =
  | { readonly ok: false; readonly code: LogFault; readonly logged?: undefined }
  | { readonly ok: false; readonly code: WitnessFault; readonly logged: Value }

export type LogVerification<Value> = { readonly ok: true; readonly value: Value } | LogRefusal<Value>

const ascii = new TextEncoder()

const refused = (code: LogFault) => ({ ok: false, code }) as const

const logFault = (code: PolicyProofFault): LogFault => {
  if (code === 'signature-invalid') return 'checkpoint-signature-invalid'
  return code === 'signature-missing' ? 'log-signature-missing' : code
}

const withoutWitnesses = ({ logs }: Policy): Policy => ({
  logs,
  witnesses: [],
  groups: [],
  quorum: QUORUM_NONE,
})

const originOf = (note: string): string => note.slice(0, Math.max(0, note.indexOf('\n')))

type Expected = {
  readonly policy: Policy
  /** Origin of the log that was promised. */
  readonly origin: string | undefined
  /** Seconds since the Unix epoch. */
  readonly now: number
}

// The checkpoint under the whole policy; where that fails, under its logs alone, to tell their fault from the witnesses'.
const judge = async <Value extends VerifiedCheckpoint>(
  note: string,
  { policy, origin, now }: Expected,
  verify: (policy: Policy) => Promise<Result<Value, PolicyProofFault>>,
): Promise<LogVerification<Value>> => {
  const named = originOf(note)
  if (!policy.logs.some(({ vkey }) => vkey.name === named)) return refused('log-unknown')
  if (origin !== undefined && origin !== named) return refused('log-mismatch')
  const verified = await verify(policy)
  if (!verified.ok) {
    const logged = await verify(withoutWitnesses(policy))
    return logged.ok
      ? { ok: false, code: 'cosignature-invalid', logged: { ...logged.value, quorumMet: false } }
      : refused(logFault(logged.code))
  }
  const { value } = verified
  return value.cosignatures.some(({ time }) => time > now + CLOCK_SKEW_S)
    ? { ok: false, code: 'cosignature-future', logged: { ...value, cosignatures: [], quorumMet: false } }
    : verified
}

/** Verifies that a checkpoint is of a log of the policy, and every cosignature by a witness of it. */
export const verifyAnchor = (
  note: string,
  expected: Expected,
): Promise<LogVerification<VerifiedCheckpoint>> =>
  judge(note, expected, (policy) => verifyCheckpoint(note, policy))

/**
 * Verifies that a statement is in a log of the policy: its entry is SHA-256 of the JWS as it came (evidence.md 1.2), and
 * the checkpoint has the cosignatures that the policy asks for. A proof with extra data, which nothing signs, is refused.
 */
export const verifyLogged = async (
  jws: string,
  proof: string,
  expected: Expected,
): Promise<LogVerification<LoggedEntry>> => {
  const parsed = parseTlogProof(proof)
  if (!parsed.ok) return refused(parsed.code)
  if (parsed.value.extra) return refused('proof-extra')
  const leaf = hashLeaf(sha256(ascii.encode(jws)))
  const logged = await judge(parsed.value.checkpoint, expected, (policy) =>
    verifyTlogProof(proof, leaf, policy),
  )
  if (!logged.ok || logged.value.quorumMet) return logged
  return { ok: false, code: 'quorum-not-met', logged: logged.value }
}
