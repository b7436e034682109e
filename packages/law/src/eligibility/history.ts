import type { ObservationFlag, Slot } from '@constat/core/consent'
import type {
  Answer,
  Audience,
  Channel,
  Control,
  Provenance,
  Purpose,
  QuestionKind,
  Sector,
  SuppressionScope,
  SuppressionSource,
} from '@constat/core/vocabulary'
import type { SubjectState } from '../question/words.ts'

/** One answered question of one submission, with what ended it since. Instants are epoch milliseconds. */
export type StoredChoice = {
  /** Identifier of the consent event that records it. */
  readonly event: string
  /** Key of the question in its notice. */
  readonly question: string
  readonly answer: Answer
  readonly kind: QuestionKind
  readonly control: Control
  readonly purpose: Purpose
  readonly channel: Channel
  readonly audience: Audience
  /** Party keys. */
  readonly advertisers: readonly string[]
  readonly goods: readonly { readonly key: string; readonly sector: Sector }[]
  readonly periodDays: number | null
  /** Ids of the items that the notice version carries. */
  readonly noticeItems: readonly string[]
  /** Party key of the notice's controller, who collected the answer. */
  readonly controller: string
  /** Whether the same notice showed an objection box for this channel. */
  readonly optoutOffered: boolean
  readonly slot: Slot | null
  readonly recordedAt: number
  readonly occurredAt: number
  readonly provenance: Provenance
  readonly flags: readonly ObservationFlag[]
  readonly withdrawals: readonly {
    readonly event: string
    readonly at: number
    readonly advertisers: readonly string[]
  }[]
}

/**
 * An objection of the person; `advertisers` null is everyone the tenant contacts for. It has effect from `at`, and is known
 * from `recordedAt` on.
 */
export type StoredObjection = {
  readonly event: string
  readonly scope: SuppressionScope
  readonly source: SuppressionSource
  readonly advertisers: readonly string[] | null
  readonly at: number
  readonly recordedAt: number
}

/** A call made or tried at an instant, by the advertiser or for it, and known from `recordedAt` on. */
export type StoredAttempt = {
  readonly advertiser: string
  readonly channel: Channel
  readonly at: number
  readonly recordedAt: number
}

/** What became of the person's data; `event` null where only the suppression entry is left. */
export type StoredState = {
  readonly event: string | null
  readonly state: Exclude<SubjectState, 'ACTIVE'>
  readonly at: number
}

/**
 * What is stored of one contact and bears on a decision, in any order. It may hold more than was recorded by the instant
 * asked about: `assess` looks at nothing later.
 */
export type History = {
  readonly choices: readonly StoredChoice[]
  readonly objections: readonly StoredObjection[]
  readonly attempts: readonly StoredAttempt[]
  readonly states: readonly StoredState[]
}
