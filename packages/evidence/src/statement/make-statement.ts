import { shownIn, type Observation } from '@constat/core/consent'
import { canonicalBytes, type JsonValue } from '@constat/core/canonical'
import type { Random } from '@constat/core/id'
import type { EventKind, ObservationGrade, Provenance } from '@constat/core/vocabulary'
import { decoyDigests, disclosureDigest, makeDisclosure } from '../disclosure/disclosure.ts'
import { signWith, type StatementKey } from '../key/statement-key.ts'
import { toBase64url } from '../platform/base64url.ts'
import {
  isPortable,
  PUBLICATION_EVENTS,
  STATEMENT_EVENTS,
  STATEMENT_TYPE,
  type ConsentPayload,
  type PublicationPayload,
  type StatementAnchor,
  type StatementNotice,
  type StatementPayload,
  type StatementPromise,
  type StatementWidget,
} from './payload.ts'

/** Who says it, when, and what ties it to the log. */
type Circumstances = {
  readonly iss: string
  /** Epoch milliseconds. */
  readonly recordedAt: number
  readonly anchor?: StatementAnchor | undefined
  readonly promise?: StatementPromise | undefined
}

/** The facts of one event that its statement signs in clear: none of them personal. Times in epoch milliseconds. */
export type StatementFacts = Circumstances & {
  readonly kind: EventKind
  /** When the caller says that it happened. */
  readonly occurredAt?: number | undefined
  readonly tenant: string
  readonly site?: string | undefined
  readonly provenance: Provenance
  readonly ref?: string | undefined
  readonly notice?: StatementNotice | undefined
  /** Its trail and the address of the page are disclosed as `trail` and `page_url`, the rest is signed in clear. */
  readonly observation?: Observation | undefined
  readonly grade: ObservationGrade
  readonly challenge?:
    | { readonly id: string; readonly issuedAt: number; readonly state: 'fresh' | 'late' }
    | undefined
}

/** The facts of a publication: a notice version of a tenant, or a build of the widget. */
export type PublicationFacts = Circumstances &
  (
    | { readonly kind: 'NOTICE'; readonly tenant: string; readonly notice: StatementNotice }
    | { readonly kind: 'WIDGET'; readonly widget: Required<StatementWidget> }
  )

/** Who signs, and where identifiers, salts and decoys come from. */
export type StatementSigner = { readonly key: StatementKey; readonly random: Random }

/**
 * Names of the claims that can be disclosed beside the answers. `phone` is E.164; `scope` is what a withdrawal or an
 * objection reaches; `trail` the acts on the boxes, which tell the answers; `net` is `{ip, ua}`; `fields` are other fields of the lead.
 */
export const CLAIM_NAMES = ['phone', 'email', 'scope', 'trail', 'name', 'net', 'page_url', 'fields'] as const

/** One of {@link CLAIM_NAMES}, or `choice.` and the key of a question. */
export type ClaimName = (typeof CLAIM_NAMES)[number] | `choice.${string}`

/** A fact to commit to, each name once. */
export type StatementClaim = { readonly name: ClaimName; readonly value: JsonValue }

/** A signed statement, and the disclosures that open its digests. */
export type MadeStatement = {
  readonly jti: string
  /** Compact JWS (RFC 7515 §7.1). */
  readonly jws: string
  /** In the order of the claims, then what was observed. */
  readonly disclosures: readonly string[]
}

/**
 * How many digests a statement carries: room for every answer and for every other claim there is, to the next multiple
 * of four. So the count depends on the answers alone, whose number the public notice tells anyway, and never on
 * whether an e-mail address was given.
 */
const digestCount = (claims: readonly StatementClaim[]): number => {
  const choices = claims.filter(({ name }) => name.startsWith('choice.')).length
  return Math.ceil((choices + CLAIM_NAMES.length) / 4) * 4
}

const observed = ({ observation }: StatementFacts): StatementClaim[] =>
  observation
    ? [
        { name: 'trail', value: observation.trail },
        { name: 'page_url', value: `${observation.page.origin}${observation.page.path}` },
      ]
    : []

const toSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)

// What every statement begins and ends with.
const stated = (
  { iss, recordedAt, anchor, promise }: Circumstances,
  jti: string,
  digests: readonly string[],
) =>
  ({
    v: 1,
    iss,
    jti,
    iat: toSeconds(recordedAt),
    anchor,
    promise,
    _sd_alg: 'sha-256',
    _sd: digests.toSorted(),
  }) as const

const sign = (payload: StatementPayload, key: StatementKey): string => {
  if (!isPortable(payload)) throw new TypeError('The facts of a statement are whole numbers and NFC strings.')
  const header = { alg: 'EdDSA', kid: key.kid, typ: STATEMENT_TYPE }
  const input = [header, payload].map((part) => toBase64url(canonicalBytes(part))).join('.')
  return `${input}.${toBase64url(signWith(key, Buffer.from(input)))}`
}

/**
 * Signs the statement of one consent event: an SD-JWT (RFC 9901, flat profile of evidence.md 1.1) whose payload is
 * canonical JSON and whose claims are salted digests.
 *
 * @throws TypeError when a claim stands twice, or a fact is not portable JSON (see `isPortable`).
 */
export const makeStatement = (
  facts: StatementFacts,
  claims: readonly StatementClaim[],
  { key, random }: StatementSigner,
): MadeStatement => {
  const all = [...claims, ...observed(facts)]
  if (new Set(all.map(({ name }) => name)).size !== all.length)
    throw new TypeError('A statement carries each claim once.')
  const disclosures = all.map((claim) => makeDisclosure(claim, random))
  const decoys = decoyDigests(digestCount(all) - all.length, random)
  const jti = toBase64url(random(16))
  const { challenge } = facts
  const payload: ConsentPayload = {
    ...stated(facts, jti, [...disclosures.map(disclosureDigest), ...decoys]),
    event: STATEMENT_EVENTS[facts.kind],
    occurred_at: facts.occurredAt === undefined ? undefined : toSeconds(facts.occurredAt),
    tenant: facts.tenant,
    site: facts.site,
    provenance: facts.provenance,
    ref: facts.ref,
    notice: facts.notice,
    widget: facts.observation?.widget,
    observation: facts.observation && shownIn(facts.observation),
    grade: facts.grade,
    challenge: challenge && {
      id: challenge.id,
      iat: toSeconds(challenge.issuedAt),
      state: challenge.state,
    },
  }
  return { jti, jws: sign(payload, key), disclosures }
}

/**
 * Signs the statement of a publication, so that the log shows what was public before a consent that relies on it. It
 * has nothing to disclose.
 *
 * @throws TypeError when a fact is not portable JSON (see `isPortable`).
 */
export const makePublication = (
  facts: PublicationFacts,
  { key, random }: StatementSigner,
): Omit<MadeStatement, 'disclosures'> => {
  const jti = toBase64url(random(16))
  const common = stated(facts, jti, [])
  const payload: PublicationPayload =
    facts.kind === 'NOTICE'
      ? { ...common, event: PUBLICATION_EVENTS.NOTICE, tenant: facts.tenant, notice: facts.notice }
      : { ...common, event: PUBLICATION_EVENTS.WIDGET, widget: facts.widget }
  return { jti, jws: sign(payload, key) }
}
