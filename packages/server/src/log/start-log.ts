import { newestCheckpoint } from '@constat/store'
import type { Deps } from '../platform/context.ts'
import type { LogDeps } from './log-deps.ts'
import { openLog } from './open-log.ts'
import { startSequencer, type Sequencer } from './sequencer.ts'
import { startWitnessing } from './witnessing.ts'

/** A log that grows by itself. */
export type RunningLog = Pick<Sequencer, 'flush' | 'stop'> & { readonly origin: string }

/**
 * Opens the log of a server and lets it grow, a turn a second; its checkpoints are put before the witnesses of the
 * configuration.
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
  const witnessing = startWitnessing(deps, log, { witnesses: deps.witnesses?.witnesses ?? [] })
  const shown = await newestCheckpoint(deps.store.reader, log.logId)
  if (shown) witnessing.onPublished(shown)
  const sequencer = startSequencer(deps, log, { onPublished: witnessing.onPublished, onFault })
  return {
    origin: log.origin,
    flush: sequencer.flush,
    stop: async () => {
      await sequencer.stop()
      await witnessing.stop()
    },
  }
}
