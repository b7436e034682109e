import type { ContactKind } from '@constat/core/vocabulary'
import type { ConsentPayload } from '../statement/payload.ts'
import type { DatedCheckpoint, TimeBracket } from './bracket.ts'
import type { ShownClaims } from './claims.ts'
import type { LoggedEntry } from './logged.ts'
import type { ShownNotice } from './publications.ts'
import type { Timestamped } from './timestamps.ts'

/** What the steps of a verification have established so far. */
export type Established = {
  readonly statement?: { readonly kid: string; readonly payload: ConsentPayload } | undefined
  readonly claims?: ShownClaims | undefined
  readonly entry?: LoggedEntry | undefined
  /** Whether as many witnesses as the policy asks for, and one at least, cosigned. */
  readonly isWitnessed: boolean
  readonly timestamped?: Timestamped | undefined
  /** Whether the verifier has a list of qualified authorities at all. */
  readonly trustsQualified: boolean
  readonly bracket?: TimeBracket | undefined
  readonly anchor?: DatedCheckpoint | undefined
  readonly shown?: ShownNotice | undefined
  /** How the contacts that are shown compare with those of the lead in hand; a kind that only one of them has is absent. */
  readonly compared: { readonly [kind in ContactKind]?: 'EQUAL' | 'DIFFERENT' }
  /** Legal name of the recipient, once an answer that agrees was found to name it. */
  readonly recipient?: string | undefined
  readonly hintsDiffer: readonly ('policy' | 'jwks')[]
}
