import { prepared } from '../prepared.ts'
import { owner } from '../scope.ts'
import type { Bytes, Handle, TenantScope, Writer } from '../store.ts'

/** An API key without its secret, of which only the SHA-256 is kept. */
export type ApiKey = {
  readonly keyId: string
  readonly kind: 'SITE' | 'SECRET'
  readonly name: string
  /** Enough of the key to recognise it, not to use it. */
  readonly hint: string
  /** 32 bytes. */
  readonly secretSha256: Bytes
  readonly scopes: readonly string[]
  /** Origins (RFC 6454) a site key may be used from. */
  readonly allowedOrigins: readonly string[]
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly revokedAt: number | null
}

/** A key with the tenant it opens. */
export type ApiKeyOfTenant = ApiKey & { readonly scope: TenantScope }

/** Adds a key; `keyId` is unique over all tenants. */
export const insertApiKey = async (trx: Writer, scope: TenantScope, key: ApiKey): Promise<void> => {
  await trx
    .insertInto('api_key')
    .values({
      ...owner(scope),
      key_id: key.keyId,
      kind: key.kind,
      name: key.name,
      hint: key.hint,
      secret_sha256: key.secretSha256,
      scopes: JSON.stringify(key.scopes),
      allowed_origins: JSON.stringify(key.allowedOrigins),
      created_at: key.createdAt,
      expires_at: key.expiresAt,
      revoked_at: key.revokedAt,
    })
    .execute()
}

const selectKey = prepared(
  (keyId: string) => [keyId],
  (db, _value, keyIds) =>
    db
      .selectFrom('api_key')
      .select([
        'key_id as keyId',
        'kind',
        'name',
        'hint',
        'secret_sha256 as secretSha256',
        'scopes',
        'allowed_origins as allowedOrigins',
        'created_at as createdAt',
        'expires_at as expiresAt',
        'revoked_at as revokedAt',
        'tenant_id as tenantId',
        'log_id as logId',
      ])
      .where('key_id', 'in', keyIds),
)

/** The key of this identifier with its tenant, revoked and expired ones too; it takes no scope, since it finds the tenant. */
export const findApiKey = async (db: Handle, keyId: string): Promise<ApiKeyOfTenant | undefined> => {
  const [row] = await selectKey(db, keyId)
  if (row === undefined) return undefined
  const { tenantId, logId, scopes, allowedOrigins, ...key } = row
  return {
    ...key,
    scopes: JSON.parse(scopes),
    allowedOrigins: JSON.parse(allowedOrigins),
    scope: { tenantId, logId },
  }
}

/**
 * Replaces the origins a key may be used from.
 *
 * @returns whether this tenant has such a key.
 */
export const setAllowedOrigins = async (
  trx: Writer,
  scope: TenantScope,
  keyId: string,
  allowedOrigins: readonly string[],
): Promise<boolean> => {
  const result = await trx
    .updateTable('api_key')
    .set({ allowed_origins: JSON.stringify(allowedOrigins) })
    .where((eb) => eb.and(owner(scope)))
    .where('key_id', '=', keyId)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
