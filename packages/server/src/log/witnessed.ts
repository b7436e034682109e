import {
  cosignaturesAfter,
  cosignaturesOf,
  latestCosignatures,
  type CosignedBy,
  type Handle,
} from '@constat/store'
import { isQuorumMet, isSameKey, parseSignatures, type PolicyWitness } from '@constat/tlog'
import type { Deps } from '../platform/context.ts'
import type { WitnessPolicy } from './policy.ts'

// Rounds to look back for one that had its quorum, when the last ones missed a witness.
const ROUNDS = 16
// Bounds what one search reads, should a witness have been silent for days.
const PAGE = 1_024
const PAGES = 16

// By its key and not its name alone: a witness that has another key now signs the policy's heads no more.
const isSignedBy = ({ vkey }: PolicyWitness, { witness, line }: CosignedBy): boolean => {
  if (witness !== vkey.name) return false
  const parsed = parseSignatures(line)
  return parsed.ok && parsed.value.some((signature) => isSameKey(vkey, signature))
}

// Where the policy asks for no quorum, one signature of a witness that it names is wanted all the same.
const isWitnessedBy = (policy: WitnessPolicy, cosignatures: readonly CosignedBy[]): boolean => {
  const names = policy.witnesses
    .filter((witness) => cosignatures.some((each) => isSignedBy(witness, each)))
    .map(({ name }) => name)
  return names.length > 0 && isQuorumMet({ logs: [], ...policy }, names)
}

/** Whether anybody is asked to cosign. */
const isAsked = (policy: WitnessPolicy | undefined): policy is WitnessPolicy =>
  policy !== undefined && policy.witnesses.length > 0

/** Whether a quorum of the configured witnesses signed the checkpoint of this size. */
export const isWitnessed = async (
  { witnesses: policy }: Pick<Deps, 'witnesses'>,
  db: Handle,
  logId: string,
  size: number,
): Promise<boolean> => isAsked(policy) && isWitnessedBy(policy, await cosignaturesOf(db, logId, size))

const firstIn = (policy: WitnessPolicy, cosignatures: readonly CosignedBy[]): number | undefined => {
  for (const [size, round] of Map.groupBy(cosignatures, (each) => each.size))
    if (isWitnessedBy(policy, round)) return size
  return undefined
}

/**
 * The size of the newest checkpoint that a quorum of the configured witnesses signed, as far back as the last rounds go;
 * undefined when there is none, and where nobody is asked.
 */
export const newestWitnessedSize = async (
  { witnesses: policy }: Pick<Deps, 'witnesses'>,
  db: Handle,
  logId: string,
): Promise<number | undefined> =>
  isAsked(policy)
    ? firstIn(policy, await latestCosignatures(db, logId, ROUNDS * policy.witnesses.length))
    : undefined

/**
 * The size of the smallest checkpoint larger than `after` that a quorum of the configured witnesses signed: for a leaf at
 * index `after`, the one that bounds its time most closely. With `stamped`, of those over which there is a token too. Where
 * the witnesses were silent for long, the newest; undefined when there is none.
 */
export const firstWitnessedSize = async (
  deps: Pick<Deps, 'witnesses'>,
  db: Handle,
  logId: string,
  { after, stamped }: { readonly after: number; readonly stamped: boolean },
): Promise<number | undefined> => {
  const { witnesses: policy } = deps
  if (!isAsked(policy)) return undefined
  for (let page = 0, from = after; page < PAGES; page += 1) {
    const read = await cosignaturesAfter(db, logId, { after: from, stamped, limit: PAGE })
    const last = read.at(-1)?.size
    const isEnd = read.length < PAGE
    // The last round of a page may go on in the next.
    const found = firstIn(policy, isEnd ? read : read.filter(({ size }) => size !== last))
    if (found !== undefined || isEnd || last === undefined) return found
    from = read.findLast(({ size }) => size !== last)?.size ?? last
  }
  const newest = stamped ? undefined : await newestWitnessedSize(deps, db, logId)
  return newest !== undefined && newest > after ? newest : undefined
}
