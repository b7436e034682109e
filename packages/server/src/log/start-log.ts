import { newestCheckpoint, type Checkpoint } from '@constat/store'
import type { Deps } from '../platform/context.ts'
import { restatePublications } from '../signing-key/restate.ts'
import type { AfterPublication } from './after-publication.ts'
import type { LogDeps, OpenLog } from './log-deps.ts'
import { openLog } from './open-log.ts'
import { isQuorumRequired } from './policy.ts'
import { startSequencer, type Sequencer } from './sequencer.ts'
import { startTimestamping } from './timestamping.ts'
import { isWitnessed } from './witnessed.ts'
import { startWitnessing, type WitnessingOptions } from './witnessing.ts'

/** A log that grows by itself. */
export type RunningLog = Pick<Sequencer, 'flush' | 'stop'> & { readonly origin: string }

const minutes = (count: number | undefined): number | undefined =>
  count === undefined ? undefined : count * 60_000

/** How often a running log does what it does, milliseconds; as the parts say when absent. */
export type Rhythm = {
  readonly turn?: number | undefined
  readonly witnesses?: Pick<WitnessingOptions, 'interval' | 'deadline'> | undefined
  readonly timestamps?: number | undefined
}

/** What puts checkpoints before others. With witnesses, an authority stamps what their quorum signed: a head that both vouch for. */
const startSigners = (deps: Deps & LogDeps, log: OpenLog, rhythm: Rhythm): readonly AfterPublication[] => {
  const { witnesses, tsaUrl } = deps
  const timestamping =
    tsaUrl === undefined
      ? undefined
      : startTimestamping(deps, log, {
          url: tsaUrl,
          interval: rhythm.timestamps ?? minutes(deps.tsaMinutes),
        })
  if (witnesses === undefined || witnesses.witnesses.length === 0) return timestamping ? [timestamping] : []
  const onRound = async (checkpoint: Checkpoint): Promise<void> => {
    const isBelieved =
      !isQuorumRequired(deps) || (await isWitnessed(deps, deps.store.reader, log.logId, checkpoint.size))
    if (isBelieved) timestamping?.onPublished(checkpoint)
  }
  const witnessing = startWitnessing(deps, log, {
    ...rhythm.witnesses,
    witnesses: witnesses.witnesses,
    onRound,
  })
  return [
    {
      onPublished: witnessing.onPublished,
      stop: async () => {
        await witnessing.stop()
        await timestamping?.stop()
      },
    },
  ]
}

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
  rhythm: Rhythm = {},
): Promise<RunningLog> => {
  const log = await openLog(deps)
  // Of keys that were ended before ending one did so.
  await deps.store.write((trx) => restatePublications(deps, trx))
  const signers = startSigners(deps, log, rhythm)
  const onPublished = (checkpoint: Checkpoint): void => {
    for (const signer of signers) signer.onPublished(checkpoint)
  }
  const shown = await newestCheckpoint(deps.store.reader, log.logId)
  if (shown) onPublished(shown)
  const sequencer = startSequencer(deps, log, { interval: rhythm.turn, onPublished, onFault })
  return {
    origin: log.origin,
    flush: sequencer.flush,
    stop: async () => {
      await sequencer.stop()
      await Promise.all(signers.map((signer) => signer.stop()))
    },
  }
}
