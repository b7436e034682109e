import { newestCheckpoint, type Checkpoint } from '@constat/store'
import type { Deps } from '../platform/context.ts'
import { restatePublications } from '../signing-key/restate.ts'
import type { LogDeps } from './log-deps.ts'
import { openLog } from './open-log.ts'
import { startSequencer, type Sequencer } from './sequencer.ts'
import { startTimestamping } from './timestamping.ts'
import { startWitnessing } from './witnessing.ts'

/** A log that grows by itself. */
export type RunningLog = Pick<Sequencer, 'flush' | 'stop'> & { readonly origin: string }

const minutes = (count: number | undefined): number | undefined =>
  count === undefined ? undefined : count * 60_000

/**
 * Opens the log of a server and lets it grow, a turn a second; its checkpoints are put before the witnesses and the
 * time-stamping authority of the configuration.
 *
 * @param onFault told once when the log must not grow any more: the server should end then, since it can no longer keep
 *   what its statements promise.
 * @throws LogFault saying what differs and what to do; StorageUnavailable
 */
export const startLog = async (
  deps: Deps & LogDeps,
  onFault: (error: unknown) => void,
): Promise<RunningLog> => {
  const log = await openLog(deps)
  // Of keys that were ended before ending one did so.
  await deps.store.write((trx) => restatePublications(deps, trx))
  const { witnesses = [] } = deps.witnesses ?? {}
  const signers = [
    ...(witnesses.length > 0 ? [startWitnessing(deps, log, { witnesses })] : []),
    ...(deps.tsaUrl === undefined
      ? []
      : [startTimestamping(deps, log, { url: deps.tsaUrl, interval: minutes(deps.tsaMinutes) })]),
  ]
  const onPublished = (checkpoint: Checkpoint): void => {
    for (const signer of signers) signer.onPublished(checkpoint)
  }
  const shown = await newestCheckpoint(deps.store.reader, log.logId)
  if (shown) onPublished(shown)
  const sequencer = startSequencer(deps, log, { onPublished, onFault })
  return {
    origin: log.origin,
    flush: sequencer.flush,
    stop: async () => {
      await sequencer.stop()
      await Promise.all(signers.map((signer) => signer.stop()))
    },
  }
}
