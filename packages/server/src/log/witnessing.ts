import { StorageUnavailable, type Checkpoint } from '@constat/store'
import type { PolicyWitness } from '@constat/tlog'
import { inRounds, type AfterPublication } from './after-publication.ts'
import type { LogDeps, OpenLog } from './log-deps.ts'
import { askWitness } from './witness-client.ts'

/** From the end of a round to the next, milliseconds, when nothing else is said. */
export const INTERVAL = 10_000
/** How long a witness is waited for, milliseconds, when nothing else is said. */
export const DEADLINE = 5_000

/** How witnesses are asked. */
export type WitnessingOptions = {
  readonly witnesses: readonly PolicyWitness[]
  /** From the end of a round to the next, milliseconds; 10,000 when absent: witnesses ask for a slow rate. */
  readonly interval?: number | undefined
  /** How long a witness is waited for, milliseconds; 5,000 when absent. */
  readonly deadline?: number | undefined
  /** Told of each round's checkpoint once all have answered or were waited for. */
  readonly onRound?: ((checkpoint: Checkpoint) => Promise<void>) | undefined
}

// What `fetch` throws is a TypeError whatever happened; its cause says what: ECONNREFUSED, ENOTFOUND, a bad certificate.
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown'
  const { cause } = error
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message
  return error.name === 'TimeoutError' ? 'no answer in time' : error.name
}

/** Asks all witnesses at once for each round's newest checkpoint; one that does not answer holds nobody up. */
export const startWitnessing = (
  deps: LogDeps,
  log: OpenLog,
  { witnesses, interval = INTERVAL, deadline = DEADLINE, onRound }: WitnessingOptions,
): AfterPublication => {
  const askOne = async (
    witness: PolicyWitness,
    checkpoint: Checkpoint,
    stopping: AbortSignal,
  ): Promise<boolean> => {
    const seen = { witness: witness.name, origin: log.origin, size: checkpoint.size }
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(deadline)])
    try {
      const witnessed = await askWitness(deps, log, witness, checkpoint, signal)
      if (witnessed === 'INCONSISTENT') deps.log.error(seen, 'a witness holds another tree of this log')
      else if (witnessed !== 'COSIGNED') deps.log.warn({ ...seen, witnessed }, 'a witness did not cosign')
      return witnessed === 'COSIGNED'
    } catch (error) {
      if (!stopping.aborted) deps.log.warn({ ...seen, reason: reasonOf(error) }, 'a witness did not answer')
      return false
    }
  }
  return inRounds({
    interval,
    ask: async (checkpoint, stopping) => {
      const cosigned = await Promise.all(witnesses.map((each) => askOne(each, checkpoint, stopping)))
      try {
        await onRound?.(checkpoint)
      } catch (error) {
        if (!(error instanceof StorageUnavailable)) throw error
        deps.log.warn(
          { origin: log.origin, reason: error.reason },
          'a round of the witnesses was not looked at',
        )
        return false
      }
      return cosigned.every(Boolean)
    },
  })
}
