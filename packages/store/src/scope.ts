import type { TenantScope } from './store.ts'

/** The scope of what the operator states of itself, for all tenants of a log. */
export const operatorOf = (logId: string): TenantScope => ({ logId, tenantId: '' })

/** The two columns that every tenant-owned row carries: the filter of each read and the start of each insert. */
export const owner = (scope: TenantScope): { log_id: string; tenant_id: string } => ({
  log_id: scope.logId,
  tenant_id: scope.tenantId,
})
