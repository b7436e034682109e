/** A bucket that holds `burst` tokens and is filled by so many each second. */
export type Rate = { readonly burst: number; readonly perSecond: number }

/** Token buckets by name. */
export type Buckets = {
  /**
   * Takes tokens. What costs more than a whole bucket is given when it is full, and is paid for by those that come after.
   *
   * @returns 0, or the milliseconds until there are enough; then nothing was taken
   */
  readonly take: (name: string, rate: Rate, tokens: number) => number
  /** What {@link Buckets.take} would return; takes nothing. */
  readonly wait: (name: string, rate: Rate, tokens: number) => number
  readonly size: () => number
}

// Of a sum of fractions.
const ROUNDING = 1e-6

type Level = { readonly tokens: number; readonly at: number }

const waitFor = (held: number, { burst, perSecond }: Rate, tokens: number): number => {
  const missing = Math.min(tokens, burst) - held
  return missing <= 0 ? 0 : Math.ceil((missing / perSecond) * 1000 - ROUNDING)
}

/**
 * Buckets that begin full. Of more than `most` the one that was not used for longest is forgotten, and is full again.
 *
 * @param elapsed milliseconds that never go back
 */
export const createBuckets = (elapsed: () => number, most: number): Buckets => {
  // A Map keeps the order of insertion: the first is the one not used for longest.
  const levels = new Map<string, Level>()

  const tokensIn = (name: string, { burst, perSecond }: Rate, now: number): number => {
    const level = levels.get(name)
    return level ? Math.min(burst, level.tokens + ((now - level.at) / 1000) * perSecond) : burst
  }
  return {
    take: (name, rate, tokens) => {
      const now = elapsed()
      const held = tokensIn(name, rate, now)
      const wait = waitFor(held, rate, tokens)
      levels.delete(name)
      levels.set(name, { tokens: wait === 0 ? held - tokens : held, at: now })
      if (levels.size > most) {
        const [oldest] = levels.keys()
        if (oldest !== undefined) levels.delete(oldest)
      }
      return wait
    },
    wait: (name, rate, tokens) => waitFor(tokensIn(name, rate, elapsed()), rate, tokens),
    size: () => levels.size,
  }
}
