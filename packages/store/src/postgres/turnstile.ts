/** Lets so many through at once; who comes later waits, first come first served. */
export type Turnstile = {
  /** Whether a turn was given within so many milliseconds, 0 for however long it takes; who gave up is never given one. */
  readonly enter: (patience: number) => Promise<boolean>
  readonly leave: () => void
}

export const turnstile = (width: number): Turnstile => {
  // In the order in which they came; one that gives up leaves from the middle.
  const waiting = new Set<() => void>()
  let free = width
  return {
    enter: async (patience) => {
      if (free > 0) {
        free -= 1
        return true
      }
      return new Promise((resolve) => {
        const take = (): void => {
          clearTimeout(timer)
          resolve(true)
        }
        const giveUp = (): void => {
          waiting.delete(take)
          resolve(false)
        }
        const timer = patience > 0 ? setTimeout(giveUp, patience) : undefined
        waiting.add(take)
      })
    },
    leave: () => {
      const [next] = waiting
      if (!next) free += 1
      else {
        waiting.delete(next)
        next()
      }
    },
  }
}
