/** A part of a server and what ends it. */
export type Ending = readonly [name: string, end: () => Promise<unknown>]

/**
 * Ends one part after the other. When the time is up, the part that is ending is waited for no more, and of those behind it only what
 * they do at once: a database that does not answer must not keep a process from ending.
 *
 * @param milliseconds for all of them together
 * @returns names of the parts that did not end
 * @throws what a part throws that ended in time
 */
export const endInTime = async (
  milliseconds: number,
  parts: readonly Ending[],
): Promise<readonly string[]> => {
  const { promise: over, resolve } = Promise.withResolvers<'OVER'>()
  const timer = setTimeout(() => resolve('OVER'), milliseconds)
  const givenUp = new Set<string>()
  try {
    for (const [name, end] of parts) {
      const ending = end()
      if ((await Promise.race([ending, over])) !== 'OVER') continue
      givenUp.add(name)
      // What it says later is said to nobody.
      ending.catch(() => undefined)
    }
  } finally {
    clearTimeout(timer)
  }
  return [...givenUp]
}
