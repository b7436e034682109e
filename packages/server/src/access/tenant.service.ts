import { newId } from '@constat/core/id'
import {
  findLog,
  insertApiKey,
  insertLog,
  insertTenant,
  setAllowedOrigins,
  type TenantScope,
} from '@constat/store'
import type { Deps, KeyKind, Scope } from '../platform/context.ts'
import { SCOPES_OF } from './access.service.ts'
import { newApiKey } from './api-key.ts'

// Entries of a log are opaque hashes, so tenants share the first log until one needs its own.
const FIRST_LOG = '1'

/** Creates a tenant. Its log, and the origin of that log, are fixed from then on. */
export const createTenant = async (deps: Deps, name: string): Promise<TenantScope> => {
  const tenant = { tenantId: newId('tenant', deps.clock, deps.random), logId: FIRST_LOG }
  const createdAt = deps.clock()
  await deps.store.write(async (trx) => {
    const log = await findLog(trx, FIRST_LOG)
    if (!log)
      await insertLog(trx, {
        logId: FIRST_LOG,
        origin: `${new URL(deps.issuer).host}/log/${FIRST_LOG}`,
        createdAt,
      })
    await insertTenant(trx, { ...tenant, name, createdAt })
  })
  return tenant
}

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
