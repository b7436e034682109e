/** How many streams are open at once: each holds a batch, a chunk and a read of the database. */
export const MOST_STREAMS = { key: 4, tenant: 8, server: 32 } as const

/** What has no place left. */
export type Full = keyof typeof MOST_STREAMS

/** A place that was taken, to be given back once; or why there is none. */
export type Place = { readonly leave: () => void } | { readonly full: Full }

const createCounter = () => {
  const open = new Map<string, number>()
  return {
    of: (name: string): number => open.get(name) ?? 0,
    add: (name: string, change: 1 | -1): void => {
      const next = (open.get(name) ?? 0) + change
      if (next === 0) open.delete(name)
      else open.set(name, next)
    },
  }
}

/** Counts the streams of each key and of each tenant, so that no tenant takes the places of all others. */
export const createPlaces = (): ((tenantId: string, keyId: string) => Place) => {
  const keys = createCounter()
  const tenants = createCounter()
  let all = 0
  const change = (tenantId: string, keyId: string, by: 1 | -1): void => {
    keys.add(keyId, by)
    tenants.add(tenantId, by)
    all += by
  }
  return (tenantId, keyId) => {
    if (keys.of(keyId) >= MOST_STREAMS.key) return { full: 'key' }
    if (tenants.of(tenantId) >= MOST_STREAMS.tenant) return { full: 'tenant' }
    if (all >= MOST_STREAMS.server) return { full: 'server' }
    change(tenantId, keyId, 1)
    let taken = true
    return {
      leave: () => {
        if (!taken) return
        taken = false
        change(tenantId, keyId, -1)
      },
    }
  }
}
