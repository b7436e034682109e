import {
  apiKeyOf,
  apiKeysPage,
  changeApiKey,
  countLiveApiKeys,
  holdApiKey,
  type ApiKey,
  type ApiKeyOfTenant,
  type ApiKeyPlace,
  type Handle,
  type TenantScope,
  type Writer,
} from '@constat/store'
import type { Deps } from '../platform/context.ts'
import { inputError, issue, problem, under, type Problem } from '../platform/problem.ts'
import { isLive, isScope } from './access.service.ts'
import { readKeySettings, type CreateApiKeyInput, type Giver } from './key-settings.ts'
import { makeApiKey, type AccessDeps, type MadeApiKey } from './tenant.service.ts'

const HOUR = 3_600_000
const MAX_GRACE_HOURS = 720
const MAX_PAGE = 100
// Each has rates of its own, so that a tenant with any number of keys would have any rate.
const MAX_LIVE = 100
const ID = /^key_([0-9A-Za-z]{16})$/
const CURSOR = /^k(0|[1-9][0-9]{0,15})\.([0-9A-Za-z]{16})$/

/** The identifier of a key in the API: the public part of its text under a prefix of its own. */
export const apiKeyId = ({ keyId }: Pick<ApiKey, 'keyId'>): string => `key_${keyId}`

/** The public part that an identifier of the API names; undefined when it names no key. */
export const keyIdIn = (id: string): string | undefined => ID.exec(id)?.[1]

/** A key of this tenant by its identifier. */
export const findOwnKey = async (
  db: Handle,
  tenant: TenantScope,
  id: string,
): Promise<ApiKeyOfTenant | undefined> => {
  const keyId = keyIdIn(id)
  return keyId === undefined ? undefined : apiKeyOf(db, tenant, keyId)
}

/** The same in a transaction that changes it, which no other does meanwhile. */
const holdOwnKey = async (
  trx: Writer,
  tenant: TenantScope,
  id: string,
): Promise<ApiKeyOfTenant | undefined> => {
  const keyId = keyIdIn(id)
  return keyId === undefined ? undefined : holdApiKey(trx, tenant, keyId)
}

const unknownKey = (): Problem<'NotFound'> =>
  problem('NotFound', [issue(['input', 'id'], 'unknown-key', 'No key of this tenant has this id.')])

export type CreateApiKeyPayload = {
  readonly __typename: 'CreateApiKeyPayload'
  readonly apiKey: ApiKeyOfTenant
  readonly secret: string
}

const madeIn = (scope: TenantScope, { row }: MadeApiKey): ApiKeyOfTenant => ({
  ...row,
  revokedAt: null,
  lastUsedOn: null,
  replacedBy: null,
  scope,
})

const tooManyKeys = async (
  deps: AccessDeps,
  db: Handle,
  tenant: TenantScope,
): Promise<Problem<'InvalidInput'> | undefined> =>
  (await countLiveApiKeys(db, tenant, deps.clock())) < MAX_LIVE
    ? undefined
    : problem('InvalidInput', [
        issue(
          ['input'],
          'live-keys',
          `A tenant has at most ${MAX_LIVE} keys that open something: revoke one that is not used.`,
        ),
      ])

/** Creates a key with no more scopes than its giver has. Its text is in the answer and nowhere else. */
export const createApiKeyFor = async (
  deps: AccessDeps,
  giver: Giver,
  input: CreateApiKeyInput,
): Promise<CreateApiKeyPayload | Problem<'InvalidInput'>> => {
  const settings = await readKeySettings(deps, giver, input)
  if (!settings.ok) return problem('InvalidInput', under(['input'], settings.issues))
  return deps.store.write(async (trx) => {
    const refusal = await tooManyKeys(deps, trx, giver.tenant)
    if (refusal) return refusal
    const made = await makeApiKey(deps, trx, giver.tenant, settings.value)
    return { __typename: 'CreateApiKeyPayload', apiKey: madeIn(giver.tenant, made), secret: made.text }
  })
}

export type RevokeApiKeyPayload = {
  readonly __typename: 'RevokeApiKeyPayload'
  readonly apiKey: ApiKeyOfTenant
}

/** Revokes a key for good, from the next request on; again changes nothing. */
export const revokeApiKey = async (
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  tenant: TenantScope,
  id: string,
): Promise<RevokeApiKeyPayload | Problem<'NotFound'>> =>
  store.write(async (trx) => {
    const found = await holdOwnKey(trx, tenant, id)
    if (!found) return unknownKey()
    const apiKey = { ...found, revokedAt: found.revokedAt ?? clock() }
    await changeApiKey(trx, tenant, found.keyId, { revokedAt: apiKey.revokedAt })
    return { __typename: 'RevokeApiKeyPayload', apiKey }
  })

/** Which key to rotate, and for how many hours the old one still opens. */
export type RotateApiKeyInput = { readonly id: string; readonly graceHours?: number | null | undefined }

export type RotateApiKeyPayload = {
  readonly __typename: 'RotateApiKeyPayload'
  readonly apiKey: ApiKeyOfTenant
  readonly secret: string
  readonly replaced: ApiKeyOfTenant
}

const notRotatable = (rule: string, message: string): Problem<'Conflict'> =>
  problem('Conflict', [issue(['input', 'id'], rule, message)])

/**
 * Gives a key a successor with the same settings, and lets both open until the grace is over. A key that was to expire
 * has a successor that lives as long as it was to live.
 */
export const rotateApiKey = async (
  deps: AccessDeps,
  { tenant, scopes }: Giver,
  { id, graceHours }: RotateApiKeyInput,
): Promise<RotateApiKeyPayload | Problem<'InvalidInput' | 'NotFound' | 'Conflict'>> => {
  const grace = graceHours ?? 24
  if (grace < 0 || grace > MAX_GRACE_HOURS)
    return problem('InvalidInput', [
      issue(['input', 'graceHours'], 'range', `Give 0 to ${MAX_GRACE_HOURS} hours.`),
    ])
  return deps.store.write(async (trx) => {
    const old = await holdOwnKey(trx, tenant, id)
    if (!old) return unknownKey()
    const now = deps.clock()
    if (!isLive(old, now))
      return notRotatable('live-key', 'This key opens nothing any more: create a new one.')
    if (old.replacedBy !== null)
      return notRotatable('not-replaced', 'This key was rotated before: rotate the key that replaced it.')
    const kept = old.scopes.filter(isScope)
    if (kept.some((scope) => !scopes.includes(scope)))
      return problem('InvalidInput', [
        issue(['input', 'id'], 'scope-not-held', 'This key may do what you may not, so you cannot renew it.'),
      ])
    // One that opens nothing from now on makes room for its successor.
    const refusal = grace === 0 ? undefined : await tooManyKeys(deps, trx, tenant)
    if (refusal) return refusal
    const made = await makeApiKey(deps, trx, tenant, {
      kind: old.kind,
      name: old.name,
      scopes: kept,
      allowedOrigins: old.allowedOrigins,
      party: old.party ?? undefined,
      expiresAt: old.expiresAt === null ? undefined : now + (old.expiresAt - old.createdAt),
    })
    const replaced = {
      ...old,
      expiresAt: Math.min(old.expiresAt ?? Number.MAX_SAFE_INTEGER, now + grace * HOUR),
      replacedBy: made.row.keyId,
    }
    const { expiresAt, replacedBy } = replaced
    await changeApiKey(trx, tenant, old.keyId, { expiresAt, replacedBy })
    return {
      __typename: 'RotateApiKeyPayload',
      apiKey: madeIn(tenant, made),
      secret: made.text,
      replaced,
    }
  })
}

/** The opaque place of a key in a page. */
export const keyCursor = ({ createdAt, keyId }: ApiKeyPlace): string =>
  Buffer.from(`k${createdAt}.${keyId}`).toString('base64url')

const placeIn = (cursor: string): ApiKeyPlace | undefined => {
  const [, createdAt, keyId] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  return createdAt === undefined || keyId === undefined ? undefined : { createdAt: Number(createdAt), keyId }
}

/** One page of keys. */
export type ApiKeysPage = { readonly keys: readonly ApiKeyOfTenant[]; readonly hasNextPage: boolean }

/**
 * The keys of a tenant, oldest first, those that open nothing any more among them.
 *
 * @throws GraphQLError INVALID_INPUT when the size or the cursor is none.
 */
export const apiKeysOf = async (
  { store }: Pick<Deps, 'store'>,
  tenant: TenantScope,
  { first, after }: { readonly first: number; readonly after?: string | null | undefined },
): Promise<ApiKeysPage> => {
  const place = typeof after === 'string' ? placeIn(after) : undefined
  const issues = [
    ...(first >= 1 && first <= MAX_PAGE
      ? []
      : [issue(['first'], 'page-size', `Ask for 1 to ${MAX_PAGE} keys.`)]),
    ...(typeof after === 'string' && !place
      ? [issue(['after'], 'cursor', 'Pass on a cursor that an earlier page gave.')]
      : []),
  ]
  if (issues.length > 0) throw inputError(issues)
  return apiKeysPage(store.reader, tenant, { first, after: place })
}
