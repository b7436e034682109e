import type { Vkey } from '../note/key.ts'

/** A log whose checkpoints are accepted; the name of its key is its origin. */
export type PolicyLog = { readonly vkey: Vkey; readonly url?: string }

/** A witness, under a name of the policy's own. */
export type PolicyWitness = { readonly name: string; readonly vkey: Vkey; readonly url?: string }

/** Names of which so many must have witnessed, each a witness or a group that stands before. */
export type PolicyGroup = {
  readonly name: string
  readonly threshold: number
  readonly members: readonly string[]
}

/** Which logs are believed, and whose cosignatures are enough (tlog-policy; the specification has no version yet). */
export type Policy = {
  readonly logs: readonly PolicyLog[]
  readonly witnesses: readonly PolicyWitness[]
  readonly groups: readonly PolicyGroup[]
  /** The name of a witness or a group, or `none`. */
  readonly quorum: string
}

/** The quorum that no cosignature is needed for. */
export const QUORUM_NONE = 'none'

const witnessTimes = (policy: Policy, times: ReadonlyMap<string, number>): Map<string, number> => {
  const known = new Map<string, number>()
  for (const { name } of policy.witnesses) known.set(name, times.get(name) ?? Infinity)
  for (const { name, threshold, members } of policy.groups) {
    const sorted = members.map((member) => known.get(member) ?? Infinity).toSorted((a, b) => a - b)
    known.set(name, sorted[threshold - 1] ?? Infinity)
  }
  return known
}

/**
 * The earliest time by which the quorum had witnessed: that of the k-th cosignature in each group. Undefined when it never
 * had, and with `quorum none`, which says nothing of time.
 *
 * @param times Seconds since 1970 of the verified cosignatures, by the policy's names of the witnesses.
 */
export const quorumTime = (policy: Policy, times: ReadonlyMap<string, number>): number | undefined => {
  const time = witnessTimes(policy, times).get(policy.quorum)
  return time === undefined || time === Infinity ? undefined : time
}

/** Whether these witnesses, by the policy's names, are enough. */
export const isQuorumMet = (policy: Policy, witnessed: Iterable<string>): boolean =>
  policy.quorum === QUORUM_NONE ||
  quorumTime(policy, new Map([...witnessed].map((name) => [name, 0]))) !== undefined
