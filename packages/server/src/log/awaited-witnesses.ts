import { checkpointsAfter, newestCosigned, type Handle } from '@constat/store'
import { isQuorumMet, type PolicyWitness } from '@constat/tlog'
import type { Deps } from '../platform/context.ts'
import { DEADLINE, INTERVAL } from './witnessing.ts'

// By then a witness that answers has signed a head: the round under way ends, the next begins and ends.
const PATIENCE = INTERVAL + DEADLINE

/** Who keeps a leaf from standing under a head that the published policy believes. Instants in epoch milliseconds. */
export type AwaitedWitnesses = {
  /** When to ask again, if they answer as they have so far; undefined when too many of them are silent. */
  readonly by: number | undefined
  /** Those that are silent, and since when the oldest head waits for them. */
  readonly silent: readonly { readonly name: string; readonly since: number }[]
}

type Awaited = { readonly name: string; readonly by: number; readonly since: number | undefined }

// What it was asked and did not sign tells of a witness; what nobody asked it yet does not.
const awaited = async (
  { clock }: Pick<Deps, 'clock'>,
  db: Handle,
  logId: string,
  { name, vkey }: PolicyWitness,
): Promise<Awaited> => {
  const signed = (await newestCosigned(db, logId, vkey.name)) ?? 0
  const [unsigned] = await checkpointsAfter(db, logId, signed, 1)
  const now = clock()
  if (unsigned === undefined) return { name, by: now + PATIENCE, since: undefined }
  const by = unsigned.signedAt + PATIENCE
  return by > now ? { name, by, since: undefined } : { name, by: Infinity, since: unsigned.signedAt }
}

/**
 * How long a leaf waits for the witnesses of the published policy, as far as the stored heads tell: which process asks them
 * does not matter.
 */
export const awaitedWitnesses = async (
  deps: Pick<Deps, 'witnesses' | 'clock'>,
  db: Handle,
  logId: string,
): Promise<AwaitedWitnesses> => {
  const { witnesses: policy } = deps
  if (policy === undefined) return { by: undefined, silent: [] }
  const all = await Promise.all(policy.witnesses.map((witness) => awaited(deps, db, logId, witness)))
  const answering = all.filter(({ since }) => since === undefined)
  const names = answering.map(({ name }) => name)
  return {
    by: isQuorumMet({ logs: [], ...policy }, names) ? Math.max(...answering.map(({ by }) => by)) : undefined,
    silent: all.flatMap(({ name, since }) => (since === undefined ? [] : [{ name, since }])),
  }
}
