import type { Checkpoint } from '@constat/store'
import type { PolicyWitness } from '@constat/tlog'
import type { LogDeps, OpenLog } from './log-deps.ts'
import { askWitness } from './witness-client.ts'

const INTERVAL = 10_000
const DEADLINE = 5_000

/** What is done with checkpoints after they are shown. */
export type AfterPublication = {
  /** Takes note of the newest checkpoint; whatever is done with it is done later. */
  readonly onPublished: (checkpoint: Checkpoint) => void
  /** Ends what is under way. */
  readonly stop: () => Promise<void>
}

/** How witnesses are asked. */
export type WitnessingOptions = {
  readonly witnesses: readonly PolicyWitness[]
  /** From the end of a round to the next, milliseconds; 10,000 when absent: witnesses ask for a slow rate. */
  readonly interval?: number | undefined
  /** How long a witness is waited for, milliseconds; 5,000 when absent. */
  readonly deadline?: number | undefined
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')

/**
 * Asks all witnesses at once for each round's newest checkpoint; those between rounds are skipped, since a cosignature
 * covers all leaves before it. A witness that does not answer holds nobody up.
 */
export const startWitnessing = (
  deps: LogDeps,
  log: OpenLog,
  { witnesses, interval = INTERVAL, deadline = DEADLINE }: WitnessingOptions,
): AfterPublication => {
  const stopping = new AbortController()
  let newest: Checkpoint | undefined
  let round: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const askOne = async (witness: PolicyWitness, checkpoint: Checkpoint): Promise<void> => {
    const seen = { witness: witness.name, origin: log.origin, size: checkpoint.size }
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(deadline)])
    try {
      const witnessed = await askWitness(deps, log, witness, checkpoint, signal)
      if (witnessed === 'INCONSISTENT') deps.log.error(seen, 'a witness holds another tree of this log')
      else if (witnessed !== 'COSIGNED') deps.log.warn({ ...seen, witnessed }, 'a witness did not cosign')
    } catch (error) {
      if (!stopping.signal.aborted)
        deps.log.warn({ ...seen, reason: reasonOf(error) }, 'a witness did not answer')
    }
  }
  const askAll = async (checkpoint: Checkpoint): Promise<void> => {
    await Promise.all(witnesses.map((witness) => askOne(witness, checkpoint)))
    round = undefined
    if (stopping.signal.aborted) return
    timer = setTimeout(() => {
      timer = undefined
      next()
    }, interval)
  }
  const next = (): void => {
    if (stopping.signal.aborted || round || timer || !newest) return
    const checkpoint = newest
    newest = undefined
    round = askAll(checkpoint)
  }
  return {
    onPublished: (checkpoint) => {
      // The empty tree says nothing that is worth a signature.
      if (checkpoint.size === 0) return
      newest = checkpoint
      next()
    },
    stop: async () => {
      stopping.abort()
      clearTimeout(timer)
      await round
    },
  }
}
