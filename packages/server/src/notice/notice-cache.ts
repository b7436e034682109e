import type { Sha256 } from '@constat/core/canonical'
import type { NoticeDocument } from '@constat/core/notice'
import {
  findNoticeBySha256,
  noticeVersionsByIds,
  type NoticeVersion,
  type Store,
  type TenantScope,
} from '@constat/store'

/** A store of which only the reader is used: the caches of one are its own. */
type ReadStore = Pick<Store, 'reader'>

// Far more than a tenant shows at a time; a bound, so that many tenants cannot fill the memory.
const MAX_CACHED = 2_000

const caches = new WeakMap<ReadStore, Map<string, NoticeVersion>>()

const cacheOf = (store: ReadStore): Map<string, NoticeVersion> => {
  const cache = caches.get(store) ?? new Map<string, NoticeVersion>()
  caches.set(store, cache)
  if (cache.size > MAX_CACHED) cache.clear()
  return cache
}

const nameOf = ({ tenantId }: TenantScope, address: string): string => `${tenantId} ${address}`

/** The versions of these ids that a tenant published; a version never changes, so each is read and parsed once. */
export const noticesByIds = async (
  store: ReadStore,
  tenant: TenantScope,
  ids: readonly string[],
): Promise<readonly NoticeVersion[]> => {
  const cache = cacheOf(store)
  const missing = ids.filter((id) => !cache.has(nameOf(tenant, id)))
  const read = missing.length > 0 ? await noticeVersionsByIds(store.reader, tenant, missing) : []
  for (const notice of read) cache.set(nameOf(tenant, notice.id), notice)
  return ids.flatMap((id) => cache.get(nameOf(tenant, id)) ?? [])
}

/** The version of this address that a tenant published. */
export const noticeBySha256 = async (
  store: ReadStore,
  tenant: TenantScope,
  sha256: Sha256,
): Promise<NoticeVersion | undefined> => {
  const cache = cacheOf(store)
  const known = cache.get(nameOf(tenant, sha256))
  if (known) return known
  const notice = await findNoticeBySha256(store.reader, tenant, sha256)
  if (notice) cache.set(nameOf(tenant, sha256), notice)
  return notice
}

const DOCUMENTS = new WeakMap<Uint8Array, NoticeDocument>()

/** The document of a version; read once per row, as the bytes never change. */
export const documentOf = ({ document }: NoticeVersion): NoticeDocument => {
  const known = DOCUMENTS.get(document)
  if (known) return known
  const parsed: NoticeDocument = JSON.parse(new TextDecoder().decode(document))
  DOCUMENTS.set(document, parsed)
  return parsed
}
