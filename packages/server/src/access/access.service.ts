import { timingSafeEqual } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import {
  changeApiKey,
  findApiKey,
  keptUntilCommit,
  StorageUnavailable,
  type ApiKeyOfTenant,
} from '@constat/store'
import type { GraphQLError } from 'graphql'
import { SCOPES, type Deps, type KeyKind, type Principal, type Scope } from '../platform/context.ts'
import { codedError, issue } from '../platform/problem.ts'
import { parseApiKey, secretHash } from './api-key.ts'

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

const KEPT_KEYS = 1_000

// By the hash of the secret that was right: whoever has a wrong one learns nothing of what is kept.
const liveKeys = keptUntilCommit<ApiKeyOfTenant>(KEPT_KEYS)

/**
 * The live key that this text is, with its tenant; undefined for anything else. Whatever is wrong with a text that is a key by
 * its checksum, one row is asked for and one secret compared. A live key is known until the database
 * changes.
 *
 * @param isSecret how the hash of a secret is compared with that of the right one
 */
export const findKey = async (
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  text: string,
  isSecret: (one: Uint8Array, other: Uint8Array) => boolean = timingSafeEqual,
): Promise<ApiKeyOfTenant | undefined> => {
  const parsed = parseApiKey(text)
  if (!parsed) return undefined
  const digest = secretHash(parsed.secret)
  const known = liveKeys(store.reader)
  const name = `${parsed.kind} ${parsed.keyId} ${Buffer.from(digest).toString('base64')}`
  const row = known?.get(name) ?? (await findApiKey(store.reader, parsed.keyId))
  if (!isSecret(digest, row?.secretSha256 ?? NO_SECRET) || !row) return undefined
  if (row.kind !== parsed.kind || !isLive(row, clock())) return undefined
  known?.set(name, row)
  return row
}

const INVALID = 'This API key is not valid: check that it is whole and was not revoked.'

/**
 * Reads a key that was let in again, for work that outlasts one answer.
 *
 * @throws GraphQLError UNAUTHENTICATED (401) once it is revoked or past its expiry
 */
export const requireLive = async (
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  { keyId }: Pick<Principal, 'keyId'>,
): Promise<void> => {
  const key = await findApiKey(store.reader, keyId)
  if (!key || !isLive(key, clock())) throw unauthenticated(INVALID)
}

/** Who presents a key, and when the key was used before. */
export type Authenticated = { readonly principal: Principal; readonly lastUsedOn: string | null }

/**
 * Finds who presents an API key. One answer for every wrong key, so that nothing tells an unknown id from a wrong
 * secret, or an expired key from a revoked one. A revocation holds at once.
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
  if (!key) throw unauthenticated(INVALID)
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

const DAY_MS = 86_400_000

let day = { number: 0, text: '1970-01-01' }

/** The day (UTC, `YYYY-MM-DD`) of an instant, epoch milliseconds; written once a day, as it is asked at each request. */
const dayOf = (instant: number): string => {
  const number = Math.floor(instant / DAY_MS)
  if (number !== day.number) day = { number, text: new Date(instant).toISOString().slice(0, 10) }
  return day.text
}

// A write takes some milliseconds; behind the lock of another process it takes seconds, and is then left to itself.
const NOTE_PATIENCE = 100

/**
 * Notes on which day (UTC) a key was last used for what may change something, by POST: one write for each key and day. Storage that takes no write now does not
 * stop what only reads, nor hold it up.
 */
export const noteUse = async (deps: Deps, { principal, lastUsedOn }: Authenticated): Promise<void> => {
  const today = dayOf(deps.clock())
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
