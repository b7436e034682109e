import { hasPending, sequencePending, StorageUnavailable, type Checkpoint } from '@constat/store'
import { integrate } from './integrate.ts'
import type { LogDeps, OpenLog } from './log-deps.ts'
import { publish } from './publish.ts'

// Bounds the time and memory of one step; what is left over is taken in the next, at once.
const MAX_BATCH = 4096
const INTERVAL = 1000

/** A sequencer that runs. */
export type Sequencer = {
  /**
   * Has a turn now: when it resolves, whatever was acknowledged before the call stands in a published checkpoint.
   *
   * @throws LogFault; StorageUnavailable
   */
  readonly flush: () => Promise<void>
  /** Ends the turn under way and has no other. */
  readonly stop: () => Promise<void>
}

/** How a sequencer runs. */
export type SequencerOptions = {
  /** From the start of a turn to the next, milliseconds of a monotonic timer; 1,000 when absent. */
  readonly interval?: number | undefined
  /** Told of each checkpoint once it is shown: what others sign of it never holds a turn up. */
  readonly onPublished?: ((checkpoint: Checkpoint) => void) | undefined
  /** Told once of what the log cannot survive; the sequencer has stopped then. */
  readonly onFault: (error: unknown) => void
}

/**
 * One turn: gives every statement that waits its index, brings them into the tree and shows its head (evidence.md 7).
 * Each step is repeated safely after a crash, and by a second sequencer at the same time.
 *
 * @throws LogFault; StorageUnavailable
 */
export const takeTurn = async (deps: LogDeps, log: OpenLog): Promise<Checkpoint | undefined> => {
  const { store } = deps
  // What a cut turn left comes first, so that no failure makes the next integration larger than a batch.
  await integrate(deps, log.logId)
  // A batch that is not full has drained the queue; what came since is the next turn's, or this one would never end.
  for (let taken = MAX_BATCH; taken === MAX_BATCH && (await hasPending(store.reader, log.logId));) {
    taken = await store.write((trx) => sequencePending(trx, log.logId, MAX_BATCH))
    await integrate(deps, log.logId)
  }
  return publish(deps, log)
}

/**
 * Has turns until it is stopped, as long as it leads the processes that share the database; the others ask at each turn whether
 * it still does, since a notification can be missed and a question cannot. Storage that does not answer is asked again at the
 * next turn; anything else stops the sequencer, for a log that is in doubt must not grow.
 */
export const startSequencer = (
  deps: LogDeps,
  log: OpenLog,
  { interval = INTERVAL, onPublished, onFault }: SequencerOptions,
): Sequencer => {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

  const turn = async (): Promise<void> => {
    if (stopped) throw new StorageUnavailable('CLOSED')
    const checkpoint = await takeTurn(deps, log)
    if (checkpoint) onPublished?.(checkpoint)
  }
  // One after the other: a turn that waits starts from what the one before left.
  const queue = (): Promise<void> => {
    const next = last.then(turn)
    last = next.catch(() => undefined)
    return next
  }
  const fail = (error: unknown): void => {
    if (stopped) return
    if (error instanceof StorageUnavailable) {
      deps.log.warn({ reason: error.reason, origin: log.origin }, 'the log waits for storage')
      return
    }
    stopped = true
    clearTimeout(timer)
    onFault(error)
  }
  // Of several processes one has the turns, and asks at each whether it still is the one.
  const turnOfLeader = async (): Promise<void> => {
    if (await deps.store.lead(`sequencer of log ${log.logId}`)) await queue()
  }
  const tick = async (): Promise<void> => {
    const started = performance.now()
    await turnOfLeader().catch(fail)
    // Timers and performance.now() are monotonic: a clock that jumps moves neither.
    if (!stopped) timer = setTimeout(() => void tick(), Math.max(0, interval - (performance.now() - started)))
  }

  void tick()
  return {
    flush: async () => {
      try {
        await queue()
      } catch (error) {
        fail(error)
        throw error
      }
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await last
    },
  }
}
