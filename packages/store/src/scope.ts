import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { TenantScope } from './store.ts'

/** The scope of what the operator states of itself, for all tenants of a log. */
export const operatorOf = (logId: string): TenantScope => ({ logId, tenantId: '' })

/** The two columns that every tenant-owned row carries: the filter of each read and the start of each insert. */
export const owner = (scope: TenantScope): { log_id: string; tenant_id: string } => ({
  log_id: scope.logId,
  tenant_id: scope.tenantId,
})

/** A column that several tables have under one name. */
type SharedColumn = 'jti' | 'event_id' | 'webhook_id' | 'kind' | 'bidx'

/**
 * On what two tables of tenants are joined, by table name or alias: rows of one owner that agree in these columns. The owner
 * comes first, so that Citus joins within a shard.
 */
export const ofOneOwner = (
  left: string,
  right: string,
  ...columns: readonly SharedColumn[]
): RawBuilder<SqlBool> =>
  sql.join(
    ['log_id', 'tenant_id', ...columns].map(
      (column) => sql<SqlBool>`${sql.ref(`${left}.${column}`)} = ${sql.ref(`${right}.${column}`)}`,
    ),
    sql` and `,
  )
