import type { Checkpoint } from '@constat/store'

const RETRY = 60_000

/** What is done with checkpoints after they are shown. */
export type AfterPublication = {
  /** Takes note of the newest checkpoint; whatever is done with it is done later. */
  readonly onPublished: (checkpoint: Checkpoint) => void
  /** Ends what is under way. */
  readonly stop: () => Promise<void>
}

/** What others are asked to sign of a round's checkpoint, and how often. */
export type Rounds = {
  /** From the end of a round to the next, milliseconds of a monotonic timer. */
  readonly interval: number
  /** Asks for a checkpoint; false when some did not answer and should be asked again. It does not throw. */
  readonly ask: (checkpoint: Checkpoint, signal: AbortSignal) => Promise<boolean>
}

/**
 * Has a round for the newest checkpoint, then none for an interval: the checkpoints between are skipped, since whoever signs
 * a later one signs all leaves of those before. Nothing here holds the log up.
 */
export const inRounds = ({ interval, ask }: Rounds): AfterPublication => {
  const stopping = new AbortController()
  let newest: Checkpoint | undefined
  let round: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const take = async (checkpoint: Checkpoint): Promise<void> => {
    const isDone = await ask(checkpoint, stopping.signal)
    if (!isDone) newest ??= checkpoint
    round = undefined
    if (stopping.signal.aborted) return
    timer = setTimeout(
      () => {
        timer = undefined
        next()
      },
      isDone ? interval : Math.min(interval, RETRY),
    )
  }
  const next = (): void => {
    if (stopping.signal.aborted || round || timer || !newest) return
    const checkpoint = newest
    newest = undefined
    round = take(checkpoint)
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
