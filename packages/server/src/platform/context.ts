import type { Clock, Random } from '@constat/core/id'
import type { Store, TenantScope } from '@constat/store'
import type { Logger } from 'pino'
import type { Loaders } from '../consent/loaders.ts'
import type { WitnessPolicy } from '../log/policy.ts'
import type { KeyRing } from '@constat/evidence'
import type { WebhookReach } from '../webhook/post.ts'
import type { Confirming } from '../confirmation/sender.ts'
import type { Observer } from './observer.ts'
import type { Quotas } from './quotas.ts'

/** What the services need of the outside world; tests pass their own clock and randomness. */
export type Deps = {
  readonly store: Store
  readonly keys: KeyRing
  readonly clock: Clock
  readonly random: Random
  /** Public base URL without a final slash: issuer of statements and base of the person's links. */
  readonly issuer: string
  readonly log: Logger
  /** Is told what the server does, for metrics. */
  readonly observer?: Observer | undefined
  /** Who has asked how much; nobody is refused for it when absent. */
  readonly quotas?: Quotas | undefined
  /** Who is asked to cosign the log, and how many a verifier should insist on; nobody when absent. */
  readonly witnesses?: WitnessPolicy | undefined
  /** The time-stamping authority (RFC 3161) that stamps checkpoints; without one, times are claims of this server. */
  readonly tsaUrl?: string | undefined
  /** Minutes from one time stamp to the next; 60 when absent. */
  readonly tsaMinutes?: number | undefined
  /** PEM of the authority's certificates that its tokens do not carry, for certificates to carry them. */
  readonly tsaChain?: readonly string[] | undefined
  /** How webhooks are reached; nothing but public addresses over https when absent. */
  readonly webhooks?: WebhookReach | undefined
  /** How contacts are asked to confirm; not at all when absent. */
  readonly confirming?: Confirming | undefined
}

/** Every scope there is; a new one comes with the field that demands it. */
export const SCOPES = [
  'notice:read',
  'notice:write',
  'capture:write',
  'consent:read',
  'consent:write',
  'eligibility:read',
  'suppression:write',
  'attempt:write',
  'certificate:read',
  'certificate:write',
  'consent:erase',
  'confirmation:write',
  'webhook:read',
  'webhook:write',
  'key:read',
  'key:write',
] as const
/** What a key may do, `area:verb`. */
export type Scope = (typeof SCOPES)[number]

/** Kinds of API key that exist; the kind picks the graph. */
export type KeyKind = 'SITE' | 'SECRET' | 'PARTNER'

/** Who is asking, as the API key and the request prove it. */
export type Principal = {
  readonly tenant: TenantScope
  readonly keyId: string
  readonly kind: KeyKind
  readonly scopes: readonly Scope[]
  /** Origin of the page, for a site key; null for the other kinds. */
  readonly origin: string | null
  /** Key of the party that a partner's key is for, whose certificates it opens; null for the other kinds. */
  readonly party: string | null
}

/** What every resolver gets. */
export type Context = { readonly deps: Deps; readonly principal: Principal; readonly loaders: Loaders }
