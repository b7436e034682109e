import { latestCosignatures, type Handle } from '@constat/store'
import { isQuorumMet } from '@constat/tlog'
import type { Deps } from '../platform/context.ts'

// Rounds to look back for one that had its quorum, when the last ones missed a witness.
const ROUNDS = 16

/**
 * The size of the newest checkpoint that a quorum of the configured witnesses signed, as far back as the last rounds go;
 * undefined when there is none, and where no quorum is configured.
 */
export const newestWitnessedSize = async (
  { witnesses: policy }: Pick<Deps, 'witnesses'>,
  db: Handle,
  logId: string,
): Promise<number | undefined> => {
  if (policy === undefined || policy.witnesses.length === 0) return undefined
  const cosignatures = await latestCosignatures(db, logId, ROUNDS * policy.witnesses.length)
  const rounds = Map.groupBy(cosignatures, ({ size }) => size)
  for (const [size, round] of rounds) {
    const signers = policy.witnesses.filter(({ vkey }) => round.some(({ witness }) => witness === vkey.name))
    const names = signers.map(({ name }) => name)
    if (names.length > 0 && isQuorumMet({ logs: [], ...policy }, names)) return size
  }
  return undefined
}
