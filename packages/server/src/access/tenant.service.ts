import { newId } from '@constat/core/id'
import { insertApiKey, insertTenant, setAllowedOrigins, type TenantScope } from '@constat/store'
import { ensureFirstLog } from '../log/first-log.ts'
import type { Deps, KeyKind, Scope } from '../platform/context.ts'
import { SCOPES_OF } from './access.service.ts'
import { newApiKey } from './api-key.ts'

/** Creates a tenant. Its log, and the origin of that log, are fixed from then on. */
export const createTenant = (deps: Deps, name: string): Promise<TenantScope> =>
  deps.store.write(async (trx) => {
    const { logId } = await ensureFirstLog(deps, trx)
    const tenant = { tenantId: newId('tenant', deps.clock, deps.random), logId }
    await insertTenant(trx, { ...tenant, name, createdAt: deps.clock() })
    return tenant
  })

/** Creates an API key of a tenant and gives its text, which is kept nowhere. */
export const createApiKey = async (
  deps: Deps,
  tenant: TenantScope,
  input: {
    readonly kind: KeyKind
    readonly name: string
    readonly allowedOrigins?: readonly string[]
    readonly scopes?: readonly Scope[]
  },
): Promise<{ readonly keyId: string; readonly text: string }> => {
  const key = newApiKey(input.kind, deps.random)
  await deps.store.write((trx) =>
    insertApiKey(trx, tenant, {
      keyId: key.keyId,
      kind: input.kind,
      name: input.name,
      hint: key.hint,
      secretSha256: key.secretSha256,
      scopes: input.scopes ?? SCOPES_OF[input.kind],
      allowedOrigins: input.allowedOrigins ?? [],
      createdAt: deps.clock(),
      expiresAt: null,
      revokedAt: null,
    }),
  )
  return { keyId: key.keyId, text: key.text }
}

/** Replaces the origins from which a site key may be used. */
export const allowOrigins = (
  deps: Deps,
  tenant: TenantScope,
  keyId: string,
  origins: readonly string[],
): Promise<boolean> => deps.store.write((trx) => setAllowedOrigins(trx, tenant, keyId, origins))
