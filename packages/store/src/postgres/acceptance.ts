import { StorageUnavailable } from '../store.ts'

/** Takes work until it is closed, and then waits for what it took. */
export const acceptance = () => {
  const running = new Set<Promise<unknown>>()
  let closed = false
  return {
    /** @throws StorageUnavailable CLOSED */
    accept: async <T>(work: () => Promise<T>): Promise<T> => {
      if (closed) throw new StorageUnavailable('CLOSED')
      const result = work()
      running.add(result)
      try {
        return await result
      } finally {
        running.delete(result)
      }
    },
    drain: async (): Promise<void> => {
      closed = true
      await Promise.allSettled(running)
    },
  }
}
