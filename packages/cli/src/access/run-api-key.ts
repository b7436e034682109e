import { printable } from '@constat/evidence/verify'
import {
  apiKeyId,
  apiKeysOf,
  createApiKeyFor,
  keyCursor,
  keyIdIn,
  parseApiKey,
  revokeApiKey,
  rotateApiKey,
  SCOPES,
  type AccessDeps,
  type KeyKind,
  type Problem,
} from '@constat/server'
import { findApiKey, findTenant, type ApiKeyOfTenant, type TenantScope } from '@constat/store'
import { CallFault, type Call, type ExitCode } from '@constat/verifier'
import { withAccess } from './open-access.ts'

const KINDS: { readonly [word: string]: KeyKind } = { site: 'SITE', secret: 'SECRET', partner: 'PARTNER' }
const PAGE = 100

const refuse = (fr: string, en: string): never => {
  throw new CallFault({ fr, en })
}

// A refusal names its fault by the place in the input, which the options are named after.
const refuseProblem = ({ issues }: Problem): never => {
  const faults = issues.map(({ path, message }) => `${path.slice(1).join('.')}: ${message}`).join('\n')
  return refuse(faults, faults)
}

const tenantOf = async ({ store }: AccessDeps, id: string): Promise<TenantScope> =>
  (await findTenant(store.reader, id)) ??
  refuse(
    `Il n’y a pas d’organisation ${id} : « tenant list » les montre.`,
    `There is no organisation ${id}: "tenant list" shows them.`,
  )

const keyOf = async ({ store }: AccessDeps, text: string): Promise<ApiKeyOfTenant> => {
  const keyId = keyIdIn(text) ?? parseApiKey(text)?.keyId
  const key = keyId === undefined ? undefined : await findApiKey(store.reader, keyId)
  return (
    key ??
    refuse(
      'Il n’y a pas de telle clé : donnez son identifiant (key_…) ou la clé entière.',
      'There is no such key: give its id (key_…) or the whole key.',
    )
  )
}

const listOf = (text: string | undefined): string[] | undefined =>
  text
    ?.split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')

const kindOf = (text: string | undefined): KeyKind => {
  const words = Object.keys(KINDS).join(', ')
  return (
    (text !== undefined && Object.hasOwn(KINDS, text) ? KINDS[text] : undefined) ??
    refuse(`Dites par --kind laquelle : ${words}.`, `Say by --kind which: ${words}.`)
  )
}

const instantOf = (text: string | undefined): Date | undefined => {
  if (text === undefined) return undefined
  const instant = new Date(text)
  return Number.isNaN(instant.getTime())
    ? refuse(
        '--expires attend un instant, comme 2027-12-31 ou 2027-12-31T12:00:00Z.',
        '--expires needs an instant, such as 2027-12-31 or 2027-12-31T12:00:00Z.',
      )
    : instant
}

const graceOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  return /^\d{1,4}$/.test(text)
    ? Number(text)
    : refuse('--grace attend un nombre d’heures.', '--grace needs a number of hours.')
}

// The key alone goes to the output, so that it can be put where it belongs without being seen.
const show = ({ io, locale }: Call, key: ApiKeyOfTenant, secret: string): void => {
  io.out(`${secret}\n`)
  io.err(
    {
      fr: `${apiKeyId(key)} : gardez cette clé, elle ne sera plus montrée.\n`,
      en: `${apiKeyId(key)}: keep this key, it is not shown again.\n`,
    }[locale],
  )
}

/** Makes a key with any scopes that its kind may have: whoever has the data folder has all of them. */
export const runApiKeyCreate = (call: Call): Promise<ExitCode> =>
  withAccess(call, async (deps) => {
    const { operands, values } = call
    const kind = kindOf(values['kind'])
    const scopes = values['scopes'] === 'all' && kind === 'SECRET' ? SCOPES : listOf(values['scopes'])
    const tenant = await tenantOf(deps, operands[0] ?? '')
    const made = await createApiKeyFor(
      deps,
      { tenant, scopes: SCOPES },
      {
        kind,
        name: values['name'] ?? '',
        scopes,
        allowedOrigins: listOf(values['origins']),
        party: values['party'],
        expiresAt: instantOf(values['expires']),
      },
    )
    if (made.__typename !== 'CreateApiKeyPayload') return refuseProblem(made)
    show(call, made.apiKey, made.secret)
    return 0
  })

const stateOf = ({ revokedAt, expiresAt, replacedBy }: ApiKeyOfTenant, now: number): string => {
  if (revokedAt !== null) return 'revoked'
  if (expiresAt !== null && expiresAt <= now) return 'expired'
  return replacedBy === null ? 'live' : 'replaced'
}

/** Prints the keys of a tenant, oldest first. */
export const runApiKeyList = (call: Call): Promise<ExitCode> =>
  withAccess(call, async (deps) => {
    const tenant = await tenantOf(deps, call.operands[0] ?? '')
    const now = call.io.clock()
    let after: string | undefined
    do {
      const { keys, hasNextPage } = await apiKeysOf(deps, tenant, { first: PAGE, after })
      for (const key of keys) {
        const { hint, lastUsedOn, scopes, name } = key
        const fields = [
          apiKeyId(key),
          stateOf(key, now),
          lastUsedOn ?? '-',
          hint,
          scopes.join(','),
          printable(name),
        ]
        call.io.out(`${fields.join('  ')}\n`)
      }
      const last = keys.at(-1)
      after = hasNextPage && last ? keyCursor(last) : undefined
    } while (after !== undefined)
    return 0
  })

/** Revokes a key; one that leaked is named by its text. */
export const runApiKeyRevoke = (call: Call): Promise<ExitCode> =>
  withAccess(call, async (deps) => {
    const key = await keyOf(deps, call.operands[0] ?? '')
    const revoked = await revokeApiKey(deps, key.scope, apiKeyId(key))
    if (revoked.__typename !== 'RevokeApiKeyPayload') return refuseProblem(revoked)
    call.io.out(`${apiKeyId(revoked.apiKey)}\n`)
    return 0
  })

/** Rotates a key and prints its successor. */
export const runApiKeyRotate = (call: Call): Promise<ExitCode> =>
  withAccess(call, async (deps) => {
    const key = await keyOf(deps, call.operands[0] ?? '')
    const graceHours = graceOf(call.values['grace'])
    const giver = { tenant: key.scope, scopes: SCOPES }
    const rotated = await rotateApiKey(deps, giver, { id: apiKeyId(key), graceHours })
    if (rotated.__typename !== 'RotateApiKeyPayload') return refuseProblem(rotated)
    show(call, rotated.apiKey, rotated.secret)
    return 0
  })
