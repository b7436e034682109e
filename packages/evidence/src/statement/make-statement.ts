import { shownIn, type Observation } from '@constat/core/consent'
import type { JsonValue } from '@constat/core/canonical'
import type { ErasureGround, EventKind, ObservationGrade, Provenance } from '@constat/core/vocabulary'
import { decoyDigests, disclosureDigest, makeDisclosure } from '../disclosure/disclosure.ts'
import {
  STATEMENT_EVENTS,
  type ConsentPayload,
  type StatementAnchor,
  type StatementNotice,
  type StatementPromise,
} from './payload.ts'
import { newJti, signPayload, toSeconds, type Signer } from './sign-payload.ts'

/** The facts of one event that its statement signs in clear: none of them personal. Times in epoch milliseconds. */
export type StatementFacts = {
  readonly kind: EventKind
  readonly iss: string
  readonly recordedAt: number
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
  /** Of an erasure: why. */
  readonly erasure?: ErasureGround | undefined
  readonly challenge?:
    | { readonly id: string; readonly issuedAt: number; readonly state: 'fresh' | 'late' }
    | undefined
  readonly promise?: StatementPromise | undefined
  readonly anchor?: StatementAnchor | undefined
}

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

/**
 * Signs the statement of one event: an SD-JWT (RFC 9901, flat profile of evidence.md 1.1) whose payload is canonical
 * JSON and whose claims are salted digests.
 *
 * @throws TypeError when a claim stands twice, or a fact is not portable JSON (see `isPortable`).
 */
export const makeStatement = (
  facts: StatementFacts,
  claims: readonly StatementClaim[],
  signer: Signer,
): MadeStatement => {
  const { random } = signer
  const all = [...claims, ...observed(facts)]
  if (new Set(all.map(({ name }) => name)).size !== all.length)
    throw new TypeError('A statement carries each claim once.')
  const disclosures = all.map((claim) => makeDisclosure(claim, random))
  const decoys = decoyDigests(digestCount(all) - all.length, random)
  const jti = newJti(random)
  const { challenge } = facts
  const payload: ConsentPayload = {
    v: 1,
    event: STATEMENT_EVENTS[facts.kind],
    iss: facts.iss,
    jti,
    iat: toSeconds(facts.recordedAt),
    occurred_at: facts.occurredAt === undefined ? undefined : toSeconds(facts.occurredAt),
    tenant: facts.tenant,
    site: facts.site,
    provenance: facts.provenance,
    ref: facts.ref,
    notice: facts.notice,
    widget: facts.observation?.widget,
    observation: facts.observation && shownIn(facts.observation),
    grade: facts.grade,
    erasure: facts.erasure && { ground: facts.erasure },
    challenge: challenge && {
      id: challenge.id,
      iat: toSeconds(challenge.issuedAt),
      state: challenge.state,
    },
    promise: facts.promise,
    anchor: facts.anchor,
    _sd_alg: 'sha-256',
    _sd: [...disclosures.map(disclosureDigest), ...decoys].toSorted(),
  }
  return { jti, jws: signPayload(payload, signer), disclosures }
}
