import type {
  Answer,
  Channel,
  ContactKind,
  EventKind,
  ObservationGrade,
  Provenance,
  Sector,
  SuppressionScope,
  SuppressionSource,
} from '@constat/core/vocabulary'
import type { Generated } from 'kysely'

/** Bytes as every engine takes and gives them. */
export type Bytes = Uint8Array<ArrayBuffer>

/** Why a webhook takes part in nothing. */
export type WebhookDisabledReason = 'BY_HAND' | 'RETRIES_EXHAUSTED' | 'GONE'

/** How a contact is asked to confirm. */
export type ConfirmationMeans = 'CODE' | 'LINK'

/** What became of a code or link. */
export type ConfirmationState = 'REQUESTED' | 'SENT' | 'FAILED' | 'CONFIRMED'

/** Every tenant-owned row: `log_id` is the distribution column, both stand in each unique key. */
type Owned = { log_id: string; tenant_id: string }

/** Rows of a log as a whole, which belong to no tenant: every value in them may be published. */
type OfLog = { log_id: string }

/**
 * The tables as every engine stores them. Times are epoch milliseconds; JSON that is only read back is text; bytes that are
 * signed or hashed are BLOB (`bytea`), because a JSON type may reorder them.
 */
export type Tables = {
  /** Append-only logs; a tenant writes to one, chosen when it is created. */
  log: { log_id: string; origin: string; created_at: number; issuer: string | null }
  tenant: Owned & { name: string; created_at: number }
  api_key: Owned & {
    key_id: string
    kind: 'SITE' | 'SECRET' | 'PARTNER'
    name: string
    /** Enough of the key to tell it from others, not to use it. */
    hint: string
    secret_sha256: Bytes
    scopes: string
    allowed_origins: string
    created_at: number
    expires_at: number | null
    revoked_at: number | null
    /** Of a PARTNER key alone. */
    party: string | null
    /** Day (UTC), `YYYY-MM-DD`. */
    last_used_on: string | null
    replaced_by: string | null
  }
  /** One key means one legal name in a tenant. */
  party: Owned & { key: string; legal_name: string }
  /** One key means one sector in a tenant. */
  goods: Owned & { key: string; sector: Sector }
  notice_version: Owned & {
    id: string
    key: string
    locale: string
    version: number
    sha256: string
    /** The canonical bytes (RFC 8785) that `sha256` is the hash of. */
    document: Bytes
    published_at: number
  }
  /**
   * The position of the latest event of a tenant, 0 before the first; `has_states` 1 once `contact_state` holds all of its
   * contacts.
   */
  position_counter: Owned & { position: number; has_states: Generated<number> }
  consent_event: Owned & {
    event_id: string
    position: number
    kind: EventKind
    occurred_at: number
    recorded_at: number
    provenance: Provenance
    grade: ObservationGrade
    flags: string
    notice_id: string | null
    supersedes: string | null
    jti: string
    site: string | null
  }
  choice: Owned & {
    event_id: string
    question_key: string
    answer: Answer
    slot_start: number | null
    slot_end: number | null
  }
  /** What a WITHDRAWN event ended: one row per question and advertiser of the event it supersedes. */
  withdrawal: Owned & { event_id: string; supersedes: string; question_key: string; advertiser_key: string }
  /** `advertisers` null: everyone this tenant contacts for. */
  objection: Owned & {
    event_id: string
    ordinal: number
    scope: SuppressionScope
    source: SuppressionSource
    advertisers: string | null
    at: number
  }
  /** Calls made. It holds no contact in clear and is bound to the blind index alone, so that erasure of a contact removes it. */
  attempt: Owned & {
    kind: ContactKind
    bidx: Bytes
    epoch: number
    advertiser: string
    channel: Channel
    at: number
    recorded_at: number
  }
  challenge_use: Owned & { challenge_id: string; event_id: string }
  /**
   * Of an event, of a notice version or, where `tenant_id` is empty, of what the operator says for all: exactly one of the
   * three is named.
   */
  statement: Owned & {
    jti: string
    event_id: string | null
    notice_id: string | null
    subject: string | null
    jws: string
  }
  /** Entries that wait for an index; `entry` is SHA-256 of the JWS, the order is (`created_at`, `jti`), in which no two are of one time. */
  pending: Owned & { jti: string; entry: Bytes; created_at: number }
  /** Which statement stands at which index of its log, for ever. */
  leaf: Owned & { leaf_index: number; jti: string; entry: Bytes }
  /**
   * How far a log is: `next` the first free index, `size` how many leaves the tree has, with its `root` and compact
   * `range`. `epoch` counts the integrations.
   */
  log_state: OfLog & { next: number; size: number; root: Bytes; range: Bytes; epoch: number }
  /** Tiles of hashes by `level`, and entry bundles under level -1 (C2SP tlog-tiles). */
  tile: OfLog & { level: number; n: number; width: number; bytes: Bytes }
  /** Keys of statements, for ever; `added_at` null of the first, `used_at` when a server last began to sign with it. */
  statement_key: OfLog & {
    kid: string
    x: string
    added_at: number | null
    used_at: number | null
    retired_at: number | null
    is_compromised: number
  }
  /** Signed heads that were shown: `note` has the signature of the log alone. */
  checkpoint: OfLog & { size: number; root: Bytes; note: string; signed_at: number }
  /** `line` is the signature line of a witness, with its newline. */
  cosignature: OfLog & { size: number; witness: string; line: string; cosigned_at: number }
  /** RFC 3161 tokens over the body of a checkpoint. */
  timestamp_token: OfLog & { size: number; tsa: string; der: Bytes; received_at: number }
  /** Which certificates were issued; `questions` null: all that name the recipient. */
  certificate: Owned & {
    certificate_id: string
    event_id: string
    recipient: string
    questions: string | null
    contacts: string
    issued_at: number
  }
  /** Disclosures under the event's own key (evidence.md 1.8). */
  disclosure: Owned & { event_id: string; ct: Bytes }
  dek: Owned & { event_id: string; kek_id: string; wrapped: Bytes }
  blind_index: Owned & { kind: ContactKind; bidx: Bytes; event_id: string; epoch: number }
  /**
   * What of a contact's events may bear on a decision, derived from them and made anew by `constat store rebuild`. `events` is
   * text of our own (state-event.ts). Where the state was folded, it answers for instants from `since` on, to a position of
   * `folded_to` at least; it is folded again once it is longer than `fold_at`.
   */
  contact_state: Owned & {
    kind: ContactKind
    bidx: Bytes
    events: string
    since: number
    folded_to: number
    fold_at: number
  }
  /** How far a tenant's states are made anew: the last contact done, in order of kind and keyed hash; there while it goes on. */
  state_rebuild: Owned & { kind: ContactKind; bidx: Bytes; done: number; started_at: number }
  manage_token: Owned & { token_sha256: Bytes; event_id: string }
  /** Links that led to a record which is erased. */
  erased_link: Owned & { token_sha256: Bytes; erased_at: number }
  idempotency: Owned & {
    operation: string
    key: string
    fingerprint: Bytes
    event_ids: string
    created_at: number
  }
  /** The events that an entry of `idempotency` tells of. */
  idempotency_event: Owned & { event_id: string; operation: string; key: string }
  /**
   * Who is told of events. `position` is the last event taken over from `consent_event`, which is the outbox; `waiting` how many
   * of those are not delivered, `due_at` when the first of them is to be tried, as the last turn left them. A turn holds the
   * row by `lease` until `lease_until`.
   */
  webhook: Owned & {
    webhook_id: string
    url: string
    description: string | null
    /** Null: events of every kind. */
    kinds: string | null
    state: 'ENABLED' | 'DISABLED'
    disabled_reason: WebhookDisabledReason | null
    disabled_at: number | null
    created_at: number
    position: number
    waiting: Generated<number>
    due_at: number | null
    lease: string | null
    lease_until: Generated<number>
    delivered_at: number | null
  }
  /** Secrets that sign, encrypted under the KEK; `expires_at` null: the newest one. */
  webhook_secret: Owned & {
    webhook_id: string
    secret_id: string
    kek_id: string
    sealed: Bytes
    created_at: number
    expires_at: number | null
  }
  /** What was taken over and is not delivered: it goes once it is. */
  webhook_delivery: Owned & {
    webhook_id: string
    position: number
    event_id: string
    state: 'WAITING' | 'DEAD'
    attempts: Generated<number>
    first_at: number | null
    due_at: number
    dead_at: number | null
  }
  /** Every attempt, for as long as the log of attempts is kept. */
  webhook_attempt: Owned & {
    webhook_id: string
    attempt_id: string
    message_id: string
    event_id: string | null
    outcome: string
    status: number | null
    at: number
    duration: number
  }
  /** Codes and links that contacts were sent, as keyed hashes, for the two days in which they count. */
  confirmation: Owned & {
    confirmation_id: string
    /** The submission. */
    event_id: string
    kind: ContactKind
    bidx: Bytes
    means: ConfirmationMeans
    secret_mac: Bytes
    address_mac: Bytes | null
    idempotency_key: string
    fingerprint: Bytes
    state: ConfirmationState
    tries: Generated<number>
    requested_at: number
    expires_at: number
    confirmed_by: string | null
  }
}
