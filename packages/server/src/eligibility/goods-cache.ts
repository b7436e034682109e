import type { Sector } from '@constat/core/vocabulary'
import { sectorsOfGoods, type Store, type TenantScope } from '@constat/store'

/** A store of which only the reader is used: the caches of one are its own. */
type ReadStore = Pick<Store, 'reader'>

// Far more than a tenant deals in; a bound, so that many tenants cannot fill the memory.
const MAX_CACHED = 10_000

const caches = new WeakMap<ReadStore, Map<string, Sector>>()

const nameOf = ({ tenantId }: TenantScope, key: string): string => `${tenantId} ${key}`

/**
 * The sectors that these goods keys mean in a tenant; unknown ones are left out. A key means one sector for ever, so each is
 * read once it is known, and asked for again while it is not.
 */
export const sectorsByKeys = async (
  store: ReadStore,
  tenant: TenantScope,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Sector>> => {
  const cache = caches.get(store) ?? new Map<string, Sector>()
  caches.set(store, cache)
  if (cache.size > MAX_CACHED) cache.clear()
  const missing = keys.filter((key) => !cache.has(nameOf(tenant, key)))
  const read = missing.length > 0 ? await sectorsOfGoods(store.reader, tenant, missing) : []
  for (const [key, sector] of read) cache.set(nameOf(tenant, key), sector)
  return new Map(
    keys.flatMap((key) => {
      const sector = cache.get(nameOf(tenant, key))
      return sector === undefined ? [] : [[key, sector] as const]
    }),
  )
}
