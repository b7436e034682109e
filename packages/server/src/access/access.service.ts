import { findApiKey, type ApiKeyOfTenant } from '@constat/store'
import { GraphQLError } from 'graphql'
import { SCOPES, type Deps, type KeyKind, type Principal, type Scope } from '../platform/context.ts'
import { parseApiKey, secretMatches } from './api-key.ts'

/** What each kind of key may do; a site key is public and only collects. */
export const SCOPES_OF: { readonly [kind in KeyKind]: readonly Scope[] } = {
  SITE: ['notice:read', 'capture:write', 'consent:write'],
  SECRET: SCOPES,
}

const unauthenticated = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } })

const originDenied = (origin: string | null): GraphQLError =>
  new GraphQLError(
    origin === null
      ? 'A site key needs the Origin header that browsers send; from a server, use a secret key.'
      : `This site key does not list the origin ${origin}. Add it to the key's allowed origins.`,
    {
      extensions: {
        code: 'ORIGIN_DENIED',
        issues: [
          {
            path: ['headers', 'origin'],
            rule: 'allowed-origin',
            message: 'Not among the allowed origins of this key.',
          },
        ],
        http: { status: 403 },
      },
    },
  )

const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text)

/** The live key that this text is, with its tenant; undefined for anything else. */
export const findKey = async (deps: Deps, text: string): Promise<ApiKeyOfTenant | undefined> => {
  const parsed = parseApiKey(text)
  const row = parsed && (await findApiKey(deps.store.reader, parsed.keyId))
  if (!parsed || !row || !secretMatches(parsed.secret, row.secretSha256)) return undefined
  const over = row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt <= deps.clock())
  return over ? undefined : row
}

/**
 * Finds who presents an API key. One answer for every wrong key, so that nothing tells an unknown id from a wrong
 * secret, or an expired key from a revoked one.
 *
 * @param authorization the request's `Authorization` header
 * @param origin the request's `Origin` header
 * @throws GraphQLError UNAUTHENTICATED (401) or ORIGIN_DENIED (403)
 */
export const authenticate = async (
  deps: Deps,
  authorization: string | null,
  origin: string | null,
): Promise<Principal> => {
  const presented = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
  if (presented === undefined) throw unauthenticated('Send an API key: "Authorization: Bearer constat_…".')
  const key = await findKey(deps, presented)
  if (!key) throw unauthenticated('This API key is not valid: check that it is whole and was not revoked.')
  if (key.kind === 'SITE' && (origin === null || !key.allowedOrigins.includes(origin)))
    throw originDenied(origin)
  return {
    tenant: key.scope,
    keyId: key.keyId,
    kind: key.kind,
    scopes: key.scopes.filter(isScope),
    origin: key.kind === 'SITE' ? origin : null,
  }
}
