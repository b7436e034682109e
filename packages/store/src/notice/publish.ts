import type { Sector } from '@constat/core/vocabulary'
import { lockTenant } from '../access/tenant.ts'
import { owner } from '../scope.ts'
import type { TenantScope, Writer } from '../store.ts'
import { findNoticeBySha256, type NoticeVersion } from './notice-version.ts'

/** A version to publish, with the keys that its document gives a meaning to. */
export type NewNoticeVersion = Omit<NoticeVersion, 'version'> & {
  readonly parties: readonly { readonly key: string; readonly legalName: string }[]
  readonly goods: readonly { readonly key: string; readonly sector: Sector }[]
}

/** A key that already means something else in this tenant; `stored` is what it means. */
export type KeyConflict = { readonly of: 'party' | 'goods'; readonly key: string; readonly stored: string }

/** What became of a publication. */
export type PublishOutcome =
  | { readonly outcome: 'PUBLISHED' | 'ALREADY_PUBLISHED'; readonly notice: NoticeVersion }
  | { readonly outcome: 'CONFLICT'; readonly conflicts: readonly KeyConflict[] }

type Meaning = { readonly key: string; readonly stored: string }

const conflictsOf = (
  of: KeyConflict['of'],
  stored: readonly Meaning[],
  meant: ReadonlyMap<string, string>,
): readonly KeyConflict[] =>
  stored.filter((row) => meant.get(row.key) !== row.stored).map((row) => ({ of, ...row }))

const keyConflicts = async (
  trx: Writer,
  scope: TenantScope,
  { parties, goods }: NewNoticeVersion,
): Promise<readonly KeyConflict[]> => {
  const names = new Map(parties.map(({ key, legalName }) => [key, legalName]))
  const sectors = new Map(goods.map(({ key, sector }) => [key, sector]))
  const storedParties = await trx
    .selectFrom('party')
    .select(['key', 'legal_name as stored'])
    .where((eb) => eb.and([eb.and(owner(scope)), eb('key', 'in', [...names.keys()])]))
    .execute()
  const storedGoods = await trx
    .selectFrom('goods')
    .select(['key', 'sector as stored'])
    .where((eb) => eb.and([eb.and(owner(scope)), eb('key', 'in', [...sectors.keys()])]))
    .execute()
  return [...conflictsOf('party', storedParties, names), ...conflictsOf('goods', storedGoods, sectors)]
}

const insertKeys = async (
  trx: Writer,
  scope: TenantScope,
  { parties, goods }: NewNoticeVersion,
): Promise<void> => {
  if (parties.length > 0)
    await trx
      .insertInto('party')
      .values(parties.map(({ key, legalName }) => ({ ...owner(scope), key, legal_name: legalName })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  if (goods.length > 0)
    await trx
      .insertInto('goods')
      .values(goods.map(({ key, sector }) => ({ ...owner(scope), key, sector })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/**
 * Publishes a version under the next number of its series and records its parties and goods. The same bytes again
 * give back the version that is there. On CONFLICT nothing is written.
 */
export const insertNoticeVersion = async (
  trx: Writer,
  scope: TenantScope,
  notice: NewNoticeVersion,
): Promise<PublishOutcome> => {
  await lockTenant(trx, scope)
  const published = await findNoticeBySha256(trx, scope, notice.sha256)
  if (published !== undefined) return { outcome: 'ALREADY_PUBLISHED', notice: published }
  const conflicts = await keyConflicts(trx, scope, notice)
  if (conflicts.length > 0) return { outcome: 'CONFLICT', conflicts }
  await insertKeys(trx, scope, notice)

  const { id, key, locale, sha256, document, publishedAt } = notice
  const { latest } = await trx
    .selectFrom('notice_version')
    .select((eb) => eb.fn.coalesce(eb.fn.max('version'), eb.lit(0)).as('latest'))
    .where((eb) => eb.and({ ...owner(scope), key, locale }))
    .executeTakeFirstOrThrow()
  const version = latest + 1
  await trx
    .insertInto('notice_version')
    .values({ ...owner(scope), id, key, locale, version, sha256, document, published_at: publishedAt })
    .execute()
  return { outcome: 'PUBLISHED', notice: { id, key, locale, version, sha256, document, publishedAt } }
}
