import type { Sha256 } from '@constat/core/canonical'
import { owner } from '../scope.ts'
import type { Bytes, Handle, TenantScope } from '../store.ts'

/** A published version of a notice; it never changes. */
export type NoticeVersion = {
  readonly id: string
  readonly key: string
  readonly locale: string
  /** Counts from 1 in the series (key, locale). */
  readonly version: number
  readonly sha256: Sha256
  /** The canonical bytes that `sha256` is the hash of. */
  readonly document: Bytes
  readonly publishedAt: number
}

const versions = (db: Handle, scope: TenantScope) =>
  db
    .selectFrom('notice_version')
    .select(['id', 'key', 'locale', 'version', 'sha256', 'document', 'published_at as publishedAt'])
    .where((eb) => eb.and(owner(scope)))

/** The version whose canonical bytes have this hash. */
export const findNoticeBySha256 = (
  db: Handle,
  scope: TenantScope,
  sha256: Sha256,
): Promise<NoticeVersion | undefined> => versions(db, scope).where('sha256', '=', sha256).executeTakeFirst()

/** The version of this identifier. */
export const findNoticeById = (
  db: Handle,
  scope: TenantScope,
  id: string,
): Promise<NoticeVersion | undefined> => versions(db, scope).where('id', '=', id).executeTakeFirst()

/** The latest published version of a key: in this locale, or without one in that in which the key was published first. */
export const latestNoticeVersion = (
  db: Handle,
  scope: TenantScope,
  key: string,
  locale?: string,
): Promise<NoticeVersion | undefined> =>
  versions(db, scope)
    .where('key', '=', key)
    .where((eb) =>
      eb(
        'locale',
        '=',
        // A translation that is published again changes no page that asks for none.
        locale ??
          eb
            .selectFrom('notice_version as first')
            .select('first.locale')
            .where((of) => of.and({ 'first.log_id': scope.logId, 'first.tenant_id': scope.tenantId }))
            .where('first.key', '=', key)
            .orderBy('first.published_at')
            .orderBy('first.locale')
            .limit(1),
      ),
    )
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The version that followed one in its series. */
export const nextNoticeVersion = (
  db: Handle,
  scope: TenantScope,
  { key, locale, version }: NoticeVersion,
): Promise<NoticeVersion | undefined> =>
  versions(db, scope)
    .where('key', '=', key)
    .where('locale', '=', locale)
    .where('version', '=', version + 1)
    .executeTakeFirst()

/** The latest version of each series (key, locale), in the order of their keys. */
export const latestOfEachNotice = (db: Handle, scope: TenantScope): Promise<readonly NoticeVersion[]> =>
  versions(db, scope)
    .where((eb) =>
      eb(
        'version',
        '=',
        eb
          .selectFrom('notice_version as later')
          .select((of) => of.fn.max('later.version').as('version'))
          .where((of) => of.and({ 'later.log_id': scope.logId, 'later.tenant_id': scope.tenantId }))
          .whereRef('later.key', '=', 'notice_version.key')
          .whereRef('later.locale', '=', 'notice_version.locale'),
      ),
    )
    .orderBy('key')
    .orderBy('locale')
    .execute()

/** Which of these party keys some published notice of the tenant names. */
export const knownParties = async (
  db: Handle,
  scope: TenantScope,
  keys: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (keys.length === 0) return new Set()
  const rows = await db
    .selectFrom('party')
    .select('key')
    .where((eb) => eb.and(owner(scope)))
    .where('key', 'in', keys)
    .execute()
  return new Set(rows.map(({ key }) => key))
}

/** The versions of these identifiers, in no order; unknown ones are left out. */
export const noticeVersionsByIds = async (
  db: Handle,
  scope: TenantScope,
  ids: readonly string[],
): Promise<readonly NoticeVersion[]> =>
  ids.length === 0 ? [] : versions(db, scope).where('id', 'in', ids).execute()
