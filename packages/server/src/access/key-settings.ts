import type { InputIssue, Parsed } from '@constat/core/problem'
import { printable } from '@constat/evidence/verify'
import { knownParties, type TenantScope } from '@constat/store'
import { SCOPES, type Deps, type KeyKind, type Scope } from '../platform/context.ts'
import { issue } from '../platform/problem.ts'
import { isScope, SCOPES_OF } from './access.service.ts'
import type { KeySettings } from './tenant.service.ts'

const MAX_NAME = 100
const MAX_ORIGINS = 50
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** A key to create, as the API and the command line receive it. */
export type CreateApiKeyInput = {
  readonly kind: KeyKind
  readonly name: string
  readonly scopes?: readonly string[] | null | undefined
  readonly allowedOrigins?: readonly string[] | null | undefined
  readonly party?: string | null | undefined
  readonly expiresAt?: Date | null | undefined
}

/** Who gives keys away: nobody gives a scope that he has not. */
export type Giver = { readonly tenant: TenantScope; readonly scopes: readonly Scope[] }

const nameIssues = (name: string): readonly InputIssue[] => {
  if (name.trim() === '' || name.length > MAX_NAME)
    return [issue(['name'], 'length', `Name the key by what uses it, in 1 to ${MAX_NAME} characters.`)]
  // The operator's terminal shows it too.
  return printable(name) === name
    ? []
    : [issue(['name'], 'plain-text', 'Name the key in one line of characters that can be seen.')]
}

// Origins are compared as they are: what stands for several would match none.
const standsForSeveral = (text: string): boolean => text.includes('*')

// The element runs in secure contexts alone, which http is on the developer's own machine only.
const isOrigin = (text: string): boolean => {
  if (!URL.canParse(text) || standsForSeveral(text)) return false
  const { origin, protocol, hostname } = new URL(text)
  return origin === text && (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname)))
}

const originIssues = (kind: KeyKind, origins: readonly string[]): readonly InputIssue[] => {
  if (kind !== 'SITE')
    return origins.length === 0
      ? []
      : [issue(['allowedOrigins'], 'site-keys-only', 'Only site keys have origins: leave them out.')]
  if (origins.length === 0 || origins.length > MAX_ORIGINS)
    return [
      issue(
        ['allowedOrigins'],
        'count',
        `A site key needs the origins of its pages, 1 to ${MAX_ORIGINS}, such as "https://www.example.fr".`,
      ),
    ]
  return origins.flatMap((origin, index) =>
    isOrigin(origin)
      ? []
      : [
          issue(
            ['allowedOrigins', String(index)],
            'origin',
            standsForSeveral(origin)
              ? 'An origin is one host: list each, as "https://www.example.fr" and "https://devis.example.fr"; "*" stands for none.'
              : 'Give scheme and host, as "https://www.example.fr": no path, no final slash; http on this machine only.',
          ),
        ],
  )
}

const scopeIssue = (kind: KeyKind, held: readonly Scope[], scope: string): readonly [string, string][] => {
  if (!isScope(scope)) return [['unknown-scope', `There is no such scope; known are ${SCOPES.join(', ')}.`]]
  const { [kind]: allowed } = SCOPES_OF
  if (!allowed.includes(scope))
    return [['scope-of-kind', `${kind} keys may have ${allowed.join(', ')} and nothing else.`]]
  return held.includes(scope)
    ? []
    : [['scope-not-held', `You have not the scope ${scope} yourself, so you cannot give it.`]]
}

const scopeIssues = (
  kind: KeyKind,
  held: readonly Scope[],
  scopes: readonly string[] | undefined,
): readonly InputIssue[] => {
  // The most that a secret key may do is everything: that is said, never meant.
  if (kind === 'SECRET' && (scopes ?? []).length === 0)
    return [issue(['scopes'], 'required', `Name what the key may do: ${SCOPES.join(', ')}.`)]
  if (scopes?.length === 0)
    return [issue(['scopes'], 'required', 'Name what the key may do, or leave scopes out.')]
  return (scopes ?? SCOPES_OF[kind]).flatMap((scope, index) =>
    scopeIssue(kind, held, scope).map(([rule, message]) =>
      issue(scopes ? ['scopes', String(index)] : ['scopes'], rule, message),
    ),
  )
}

const partyIssues = async (
  { store }: Pick<Deps, 'store'>,
  tenant: TenantScope,
  kind: KeyKind,
  party: string | undefined,
): Promise<readonly InputIssue[]> => {
  if (kind !== 'PARTNER')
    return party === undefined
      ? []
      : [issue(['party'], 'partner-keys-only', 'Only partner keys are for a party: leave it out.')]
  const isKnown = party !== undefined && (await knownParties(store.reader, tenant, [party])).has(party)
  return isKnown
    ? []
    : [issue(['party'], 'known-party', 'Give the key of a party that a published notice names.')]
}

/** Holds a key to create against the rules of its kind; every fault at once. */
export const readKeySettings = async (
  deps: Pick<Deps, 'store' | 'clock'>,
  { tenant, scopes: held }: Giver,
  input: CreateApiKeyInput,
): Promise<Parsed<KeySettings>> => {
  const { kind, name } = input
  const scopes = input.scopes ?? undefined
  const party = input.party ?? undefined
  const origins = input.allowedOrigins ?? []
  const expiresAt = input.expiresAt?.getTime()
  const issues = [
    ...nameIssues(name),
    ...scopeIssues(kind, held, scopes),
    ...originIssues(kind, origins),
    ...(await partyIssues(deps, tenant, kind, party)),
    ...(expiresAt === undefined || expiresAt > deps.clock()
      ? []
      : [issue(['expiresAt'], 'in-the-future', 'Give an instant to come, or leave it out.')]),
  ]
  if (issues.length > 0) return { ok: false, issues }
  return {
    ok: true,
    value: {
      kind,
      name,
      scopes: scopes && [...new Set(scopes.filter(isScope))],
      allowedOrigins: [...new Set(origins)],
      party,
      expiresAt,
    },
  }
}
