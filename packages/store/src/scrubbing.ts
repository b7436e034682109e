import { StorageUnavailable } from './store.ts'

/** Takes what was deleted out of where an engine still keeps it, as often as it must be tried. */
export type Scrubbing = {
  /**
   * Tries now, behind an attempt that runs. True once an attempt that began after the call was the last that was needed; false
   * when it was not, or takes long: then it is tried again until it is.
   */
  readonly scrub: () => Promise<boolean>
  /** Tries no more; what is left is for the next who opens the database. */
  readonly stop: () => Promise<void>
}

/** How often it is tried, milliseconds. */
export type Attempts = {
  /** From the first attempt to the second; each wait is twice the last. */
  readonly first: number
  /** The longest wait. */
  readonly longest: number
}

// What waits for the answer is a request that has done its work.
const PATIENCE = 1_000

/**
 * Keeps on trying by a timer, since what is in the way ends by itself: a reader of an older state.
 *
 * @param attempt whether nothing is left. It must not hold the process up.
 * @param onScrub is told after each attempt whether another is owed
 */
export const keepScrubbing = (
  attempt: () => Promise<boolean>,
  { first, longest }: Attempts,
  onScrub?: (isOwed: boolean) => void,
): Scrubbing => {
  let isStopped = false
  let delay = first
  let timer: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()
  let waiting: Promise<boolean> | undefined

  const later = (): void => {
    if (isStopped) return
    // Nobody waits for it who could be told of a fault; that it is owed was told, and it is tried again.
    timer = setTimeout(() => void next().catch(() => undefined), delay)
    timer.unref()
    delay = Math.min(2 * delay, longest)
  }
  const turn = async (): Promise<boolean> => {
    waiting = undefined
    clearTimeout(timer)
    if (isStopped) return false
    let isDone = false
    try {
      isDone = await attempt()
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error
    } finally {
      onScrub?.(!isDone)
      if (isDone) delay = first
      else later()
    }
    return isDone
  }
  // One after the other, and one for all who ask meanwhile: what was deleted during an attempt is in the next.
  const next = (): Promise<boolean> => {
    waiting ??= last.then(turn)
    last = waiting.catch(() => undefined)
    return waiting
  }
  return {
    scrub: async () => {
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const impatient = setTimeout(() => resolve(false), PATIENCE)
      try {
        return await Promise.race([next(), promise])
      } finally {
        clearTimeout(impatient)
      }
    },
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await last
    },
  }
}
