/** Keeps what was used last, by a text. */
export type Cache<T> = {
  readonly get: (key: string) => T | undefined
  readonly set: (key: string, value: T) => void
}

/** A cache of at most so many; the one not used for longest goes first. */
export const createCache = <T>(most: number): Cache<T> => {
  // A Map keeps the order of insertion.
  const kept = new Map<string, T>()
  const set = (key: string, value: T): void => {
    kept.delete(key)
    kept.set(key, value)
    const [oldest] = kept.keys()
    if (kept.size > most && oldest !== undefined) kept.delete(oldest)
  }
  return {
    set,
    get: (key) => {
      const value = kept.get(key)
      if (value !== undefined) set(key, value)
      return value
    },
  }
}
