import { prepared } from '../prepared.ts'
import { owner } from '../scope.ts'
import type { Bytes, Handle, TenantScope, Writer } from '../store.ts'

/** An API key without its secret, of which only the SHA-256 is kept. */
export type ApiKey = {
  readonly keyId: string
  readonly kind: 'SITE' | 'SECRET' | 'PARTNER'
  readonly name: string
  /** Enough of the key to recognise it, not to use it. */
  readonly hint: string
  /** 32 bytes. */
  readonly secretSha256: Bytes
  readonly scopes: readonly string[]
  /** Origins (RFC 6454) a site key may be used from. */
  readonly allowedOrigins: readonly string[]
  /** Key of the party whose certificates a PARTNER key opens; null for the other kinds. */
  readonly party: string | null
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly revokedAt: number | null
  /** The day (UTC, `YYYY-MM-DD`) it was last used by POST; null when never. */
  readonly lastUsedOn: string | null
  /** Identifier of the key that took its place when it was rotated. */
  readonly replacedBy: string | null
}

/** A key with the tenant it opens. */
export type ApiKeyOfTenant = ApiKey & { readonly scope: TenantScope }

/** A key before anything happened to it. */
export type NewApiKeyRow = Omit<ApiKey, 'revokedAt' | 'lastUsedOn' | 'replacedBy'>

/** Adds a key; `keyId` is unique over all tenants. */
export const insertApiKey = async (trx: Writer, scope: TenantScope, key: NewApiKeyRow): Promise<void> => {
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
      party: key.party,
      created_at: key.createdAt,
      expires_at: key.expiresAt,
    })
    .execute()
}

const COLUMNS = [
  'key_id as keyId',
  'kind',
  'name',
  'hint',
  'secret_sha256 as secretSha256',
  'scopes',
  'allowed_origins as allowedOrigins',
  'party',
  'created_at as createdAt',
  'expires_at as expiresAt',
  'revoked_at as revokedAt',
  'last_used_on as lastUsedOn',
  'replaced_by as replacedBy',
  'tenant_id as tenantId',
  'log_id as logId',
] as const

type Row = Omit<ApiKey, 'scopes' | 'allowedOrigins'> &
  TenantScope & { readonly scopes: string; readonly allowedOrigins: string }

const toKey = ({ tenantId, logId, scopes, allowedOrigins, ...key }: Row): ApiKeyOfTenant => ({
  ...key,
  scopes: JSON.parse(scopes),
  allowedOrigins: JSON.parse(allowedOrigins),
  scope: { tenantId, logId },
})

const selectKey = prepared(
  (keyId: string) => [keyId],
  (db, _value, keyIds) => db.selectFrom('api_key').select(COLUMNS).where('key_id', 'in', keyIds),
)

/** The key of this identifier with its tenant, revoked and expired ones too; it takes no scope, since it finds the tenant. */
export const findApiKey = async (db: Handle, keyId: string): Promise<ApiKeyOfTenant | undefined> => {
  const [row] = await selectKey(db, keyId)
  return row && toKey(row)
}

/** The key of this identifier, if it is this tenant's. */
export const apiKeyOf = async (
  db: Handle,
  scope: TenantScope,
  keyId: string,
): Promise<ApiKeyOfTenant | undefined> => {
  const row = await db
    .selectFrom('api_key')
    .select(COLUMNS)
    .where((eb) => eb.and(owner(scope)))
    .where('key_id', '=', keyId)
    .executeTakeFirst()
  return row && toKey(row)
}

/**
 * The same, held until the transaction ends: whoever else is about to change it waits, and then finds it changed. PostgreSQL
 * lets two transactions read a row that both will write.
 */
export const holdApiKey = async (
  trx: Writer,
  scope: TenantScope,
  keyId: string,
): Promise<ApiKeyOfTenant | undefined> => {
  const row = await trx
    .updateTable('api_key')
    .set((eb) => ({ last_used_on: eb.ref('last_used_on') }))
    .where((eb) => eb.and(owner(scope)))
    .where('key_id', '=', keyId)
    .returning(COLUMNS)
    .executeTakeFirst()
  return row && toKey(row)
}

/** The place of a key among those of its tenant. */
export type ApiKeyPlace = Pick<ApiKey, 'createdAt' | 'keyId'>

/**
 * The keys of a tenant, oldest first, revoked and expired ones too.
 *
 * @param page how many, at least 1, and the place of the last key of the page before.
 */
export const apiKeysPage = async (
  db: Handle,
  scope: TenantScope,
  { first, after }: { readonly first: number; readonly after?: ApiKeyPlace | undefined },
): Promise<{ readonly keys: readonly ApiKeyOfTenant[]; readonly hasNextPage: boolean }> => {
  const rows = await db
    .selectFrom('api_key')
    .select(COLUMNS)
    .where((eb) => eb.and(owner(scope)))
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple('created_at', 'key_id'), '>', eb.tuple(after?.createdAt ?? 0, after?.keyId ?? '')),
      ),
    )
    .orderBy('created_at')
    .orderBy('key_id')
    .limit(first + 1)
    .execute()
  return { keys: rows.slice(0, first).map(toKey), hasNextPage: rows.length > first }
}

/** How many keys of a tenant open something at this instant, epoch milliseconds. */
export const countLiveApiKeys = async (db: Handle, scope: TenantScope, now: number): Promise<number> => {
  const { count } = await db
    .selectFrom('api_key')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where((eb) => eb.and(owner(scope)))
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .executeTakeFirstOrThrow()
  return count
}

/** What may change of a key once it is made. */
export type ApiKeyChange = Partial<
  Pick<ApiKey, 'allowedOrigins' | 'expiresAt' | 'revokedAt' | 'lastUsedOn' | 'replacedBy'>
>

/**
 * Changes a key; what is left out stays.
 *
 * @returns whether this tenant has such a key.
 */
export const changeApiKey = async (
  trx: Writer,
  scope: TenantScope,
  keyId: string,
  { allowedOrigins, expiresAt, revokedAt, lastUsedOn, replacedBy }: ApiKeyChange,
): Promise<boolean> => {
  const result = await trx
    .updateTable('api_key')
    .set({
      ...(allowedOrigins === undefined ? {} : { allowed_origins: JSON.stringify(allowedOrigins) }),
      ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
      ...(revokedAt === undefined ? {} : { revoked_at: revokedAt }),
      ...(lastUsedOn === undefined ? {} : { last_used_on: lastUsedOn }),
      ...(replacedBy === undefined ? {} : { replaced_by: replacedBy }),
    })
    .where((eb) => eb.and(owner(scope)))
    .where('key_id', '=', keyId)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
