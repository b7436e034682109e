import { setTimeout as wait } from 'node:timers/promises'
import { changeApiKey, findApiKey, StorageUnavailable, type ApiKeyOfTenant } from '@constat/store'
import type { GraphQLError } from 'graphql'
import { SCOPES, type Deps, type KeyKind, type Principal, type Scope } from '../platform/context.ts'
import { codedError, issue } from '../platform/problem.ts'
import { parseApiKey, secretMatches } from './api-key.ts'

/** What each kind of key may do: a site key is public and only collects, a partner's opens what was issued to its party. */
export const SCOPES_OF: { readonly [kind in KeyKind]: readonly Scope[] } = {
  SITE: ['notice:read', 'capture:write', 'consent:write'],
  SECRET: SCOPES,
  PARTNER: ['certificate:read'],
}

const unauthenticated = (message: string): GraphQLError =>
  codedError('UNAUTHENTICATED', message, { http: { status: 401 } })

const originDenied = (origin: string | null): GraphQLError =>
  codedError(
    'ORIGIN_DENIED',
    origin === null
      ? 'A site key needs the Origin header that browsers send; from a server, use a secret key.'
      : `This site key does not list the origin ${origin}. Add it to the key's allowed origins.`,
    {
      issues: [issue(['headers', 'origin'], 'allowed-origin', 'Not among the allowed origins of this key.')],
      http: { status: 403 },
    },
  )

export const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text)

/** Whether a key still opens anything at this instant, epoch milliseconds. */
export const isLive = (
  { revokedAt, expiresAt }: Pick<ApiKeyOfTenant, 'revokedAt' | 'expiresAt'>,
  now: number,
): boolean => revokedAt === null && (expiresAt === null || expiresAt > now)

// What a secret is compared with when there is no such key: an unknown id costs what a wrong secret costs.
const NO_SECRET = new Uint8Array(32)

/**
 * The live key that this text is, with its tenant; undefined for anything else. Whatever is wrong with a text that is a key by
 * its checksum, one row is asked for and one secret compared.
 *
 * @param isSecret how a secret is compared with the hash of one
 */
export const findKey = async (
  deps: Deps,
  text: string,
  isSecret = secretMatches,
): Promise<ApiKeyOfTenant | undefined> => {
  const parsed = parseApiKey(text)
  if (!parsed) return undefined
  const row = await findApiKey(deps.store.reader, parsed.keyId)
  const matches = isSecret(parsed.secret, row?.secretSha256 ?? NO_SECRET)
  return row && matches && row.kind === parsed.kind && isLive(row, deps.clock()) ? row : undefined
}

/** Who presents a key, and when the key was used before. */
export type Authenticated = { readonly principal: Principal; readonly lastUsedOn: string | null }

/**
 * Finds who presents an API key. One answer for every wrong key, so that nothing tells an unknown id from a wrong
 * secret, or an expired key from a revoked one. The row is read at each request, so that a revocation holds at once.
 *
 * @param authorization the request's `Authorization` header
 * @param origin where the request comes from, as the browser says
 * @throws GraphQLError UNAUTHENTICATED (401) or ORIGIN_DENIED (403)
 */
export const authenticate = async (
  deps: Deps,
  authorization: string | null,
  origin: string | null,
): Promise<Authenticated> => {
  const presented = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
  if (presented === undefined) throw unauthenticated('Send an API key: "Authorization: Bearer constat_…".')
  const key = await findKey(deps, presented)
  if (!key) throw unauthenticated('This API key is not valid: check that it is whole and was not revoked.')
  if (key.kind === 'SITE' && (origin === null || !key.allowedOrigins.includes(origin)))
    throw originDenied(origin)
  return {
    principal: {
      tenant: key.scope,
      keyId: key.keyId,
      kind: key.kind,
      scopes: key.scopes.filter(isScope),
      origin: key.kind === 'SITE' ? origin : null,
      party: key.party,
    },
    lastUsedOn: key.lastUsedOn,
  }
}

// A write takes some milliseconds; behind the lock of another process it takes seconds, and is then left to itself.
const NOTE_PATIENCE = 100

/**
 * Notes on which day (UTC) a key was last used: one write for each key and day. Storage that takes no write now does not
 * stop what only reads, nor hold it up.
 */
export const noteUse = async (deps: Deps, { principal, lastUsedOn }: Authenticated): Promise<void> => {
  const today = new Date(deps.clock()).toISOString().slice(0, 10)
  if (lastUsedOn !== null && lastUsedOn >= today) return
  const noted = deps.store
    .write((trx) => changeApiKey(trx, principal.tenant, principal.keyId, { lastUsedOn: today }))
    .catch((error: unknown) => {
      if (!(error instanceof StorageUnavailable)) throw error
    })
  const patience = new AbortController()
  const given = wait(NOTE_PATIENCE, undefined, { signal: patience.signal }).catch(() => undefined)
  await Promise.race([noted, given]).finally(() => patience.abort())
}
