import type { Sector } from '@constat/core/vocabulary'
import { prepared, scopeIn } from '../prepared.ts'
import { owner } from '../scope.ts'
import type { Handle, TenantScope } from '../store.ts'

const selectSectors = prepared(
  ({ keys }: { readonly scope: TenantScope; readonly keys: readonly string[] }) => keys,
  (db, value, keys) =>
    db
      .selectFrom('goods')
      .select(['key', 'sector'])
      .where((eb) => eb.and(owner(scopeIn(value))))
      .where('key', 'in', keys),
)

/** The sectors that these goods keys mean in this tenant; unknown ones are left out. */
export const sectorsOfGoods = async (
  db: Handle,
  scope: TenantScope,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Sector>> =>
  new Map((await selectSectors(db, { scope, keys })).map(({ key, sector }) => [key, sector]))
