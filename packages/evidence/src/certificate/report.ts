import type { ContactKind } from '@constat/core/vocabulary'
import type { NoticeDocument } from '@constat/core/notice'
import type { Cosignature } from '@constat/tlog'
import type { ConsentPayload } from '../statement/payload.ts'
import type { TimeBracket } from './bracket.ts'
import type { ShownAnswer } from './claims.ts'
import type { Finding } from './findings.ts'
import type { EarlierPublication } from './publications.ts'
import type { VerificationFault, VerificationStep } from './steps.ts'
import type { TrustedTimestamp } from './timestamps.ts'

/** How well the log vouches for the statement, weakest first. */
export const LOG_LEVELS = ['SIGNED', 'LOGGED', 'WITNESSED'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** How well others vouch for its time, weakest first. */
export const TIME_LEVELS = ['CLAIMED', 'TIMESTAMPED', 'QUALIFIED'] as const
export type TimeLevel = (typeof TIME_LEVELS)[number]

/** A contact that the certificate discloses, and whether it is the one of the lead in hand. */
export type ReportedContact = {
  readonly kind: ContactKind
  readonly value: string
  readonly compared: boolean
}

/**
 * What a verification found: data alone, for a program, a command or a page. Where it was refused, what was established
 * before the fault is there and the rest is null or empty. Instants are seconds since the Unix epoch.
 */
export type VerificationReport = {
  readonly verdict: 'VERIFIED' | 'REFUSED'
  readonly fault: VerificationFault | null
  readonly steps: readonly {
    readonly step: VerificationStep
    readonly outcome: 'PASSED' | 'FAILED' | 'NOT_REACHED'
  }[]
  /** Two axes, not one score; null while not even the weakest level is established. */
  readonly log: {
    readonly level: LogLevel | null
    readonly origin: string | null
    readonly index: number | null
    readonly size: number | null
    readonly witnesses: readonly Cosignature[]
    /** Witnesses that the verifier's policy knows. */
    readonly of: number
  }
  readonly time: {
    readonly level: TimeLevel | null
    readonly bracket: TimeBracket | null
    readonly timestamps: readonly TrustedTimestamp[]
  }
  readonly statement: ConsentPayload | null
  readonly kid: string | null
  readonly contacts: readonly ReportedContact[]
  readonly answers: readonly ShownAnswer[]
  readonly notice: NoticeDocument | null
  readonly publications: readonly EarlierPublication[]
  readonly proved: readonly Finding[]
  readonly claimed: readonly Finding[]
  readonly notCovered: readonly Finding[]
  /** Which of the certificate's hints are not what the verifier trusts. */
  readonly hintsDiffer: readonly ('policy' | 'jwks')[]
}
