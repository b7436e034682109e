/** A notice as the server gave it, and when, epoch milliseconds. */
type Copy = { readonly sha256: string; readonly document: unknown; readonly at: number }

const cache = (): Promise<Cache> => caches.open('constat')

/**
 * The last good copy of a notice in this browser (Cache API): public text, nothing about the person. Where the browser
 * refuses storage there is none.
 */
export const lastCopy = (server: string, key: string, lang: string) => {
  const address = `${server}?${new URLSearchParams({ key, lang }).toString()}`
  return {
    read: async (): Promise<Copy | undefined> => {
      try {
        return await (await (await cache()).match(address))?.json()
      } catch {
        return undefined
      }
    },
    write: async (copy: Copy): Promise<void> => {
      try {
        await (await cache()).put(address, Response.json(copy))
      } catch {
        // The next visit asks the server again.
      }
    },
  }
}
