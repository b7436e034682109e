import { newId } from '@constat/core/id'
import {
  changeApiKey,
  insertApiKey,
  insertTenant,
  type NewApiKeyRow,
  type TenantScope,
  type Writer,
} from '@constat/store'
import { ensureFirstLog } from '../log/first-log.ts'
import type { Deps, KeyKind, Scope } from '../platform/context.ts'
import { SCOPES_OF } from './access.service.ts'
import { newApiKey } from './api-key.ts'

/** What making tenants and keys needs of the outside world. */
export type AccessDeps = Pick<Deps, 'store' | 'clock' | 'random'>

/** Creates a tenant. Its log, and the origin of that log, are fixed from then on. */
export const createTenant = (deps: AccessDeps & Pick<Deps, 'issuer'>, name: string): Promise<TenantScope> =>
  deps.store.write(async (trx) => {
    const { logId } = await ensureFirstLog(deps, trx)
    const tenant = { tenantId: newId('tenant', deps.clock, deps.random), logId }
    await insertTenant(trx, { ...tenant, name, createdAt: deps.clock() })
    return tenant
  })

/** What a new key is to be; what is left out is the most that its kind may do. */
export type KeySettings = {
  readonly kind: KeyKind
  readonly name: string
  readonly scopes?: readonly Scope[] | undefined
  /** Of a site key. */
  readonly allowedOrigins?: readonly string[] | undefined
  /** Of a partner's key. */
  readonly party?: string | undefined
  /** Epoch milliseconds. */
  readonly expiresAt?: number | undefined
}

/** A key that was made; `text` is shown once and kept nowhere. */
export type MadeApiKey = { readonly row: NewApiKeyRow; readonly text: string }

/** Makes an API key inside a transaction. */
export const makeApiKey = async (
  { clock, random }: Pick<Deps, 'clock' | 'random'>,
  trx: Writer,
  tenant: TenantScope,
  { kind, name, scopes = SCOPES_OF[kind], allowedOrigins = [], party, expiresAt }: KeySettings,
): Promise<MadeApiKey> => {
  const { text, ...key } = newApiKey(kind, random)
  const row: NewApiKeyRow = {
    ...key,
    kind,
    name,
    scopes,
    allowedOrigins,
    party: party ?? null,
    createdAt: clock(),
    expiresAt: expiresAt ?? null,
  }
  await insertApiKey(trx, tenant, row)
  return { row, text }
}

/** Creates an API key of a tenant, as the program that runs the server wishes, and gives its text. */
export const createApiKey = async (
  deps: AccessDeps,
  tenant: TenantScope,
  settings: KeySettings,
): Promise<{ readonly keyId: string; readonly text: string }> => {
  const { row, text } = await deps.store.write((trx) => makeApiKey(deps, trx, tenant, settings))
  return { keyId: row.keyId, text }
}

/** Replaces the origins from which a site key may be used. */
export const allowOrigins = (
  deps: AccessDeps,
  tenant: TenantScope,
  keyId: string,
  origins: readonly string[],
): Promise<boolean> =>
  deps.store.write((trx) => changeApiKey(trx, tenant, keyId, { allowedOrigins: origins }))
