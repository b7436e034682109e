import { CONTACT_KINDS, type ContactKind } from '@constat/core/vocabulary'
import type { NoticeDocument } from '@constat/core/notice'
import { QUORUM_NONE, type Cosignature } from '@constat/tlog'
import type { ConsentPayload } from '../statement/payload.ts'
import { qualifiedNotAfter, type TimeBracket } from './bracket.ts'
import { grantedAnswers, type ShownAnswer } from './claims.ts'
import type { Established } from './established.ts'
import { findingsOf, type Finding } from './findings.ts'
import type { EarlierPublication } from './publications.ts'
import { STEP_NAMES, type VerificationFault, type VerificationStep } from './steps.ts'
import type { Trust } from '../trust/trust.ts'
import type { TrustedTimestamp } from './timestamps.ts'

/** How well the log vouches for the statement, weakest first. */
export const LOG_LEVELS = ['SIGNED', 'LOGGED', 'WITNESSED'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** How well others vouch for its time, weakest first. */
export const TIME_LEVELS = ['CLAIMED', 'TIMESTAMPED', 'QUALIFIED'] as const
export type TimeLevel = (typeof TIME_LEVELS)[number]

/** Whether a contact is the one of the lead in hand; NONE where that one was not given. */
export type Comparison = 'EQUAL' | 'DIFFERENT' | 'NONE'

/** A contact that the certificate discloses, and how it compares with the lead in hand. */
export type ReportedContact = {
  readonly kind: ContactKind
  readonly value: string
  readonly comparison: Comparison
}

/**
 * What a verification found: data alone, for a program, a command or a page. Where it was refused, what was established
 * before the fault is there and the rest is null or empty. Instants are seconds since the Unix epoch.
 */
export type VerificationReport = {
  readonly verdict: 'VERIFIED' | 'REFUSED'
  /** SHOWN where it verified and an answer shown agrees to something: without, it proves no consent. */
  readonly agreement: 'SHOWN' | 'NONE'
  readonly fault: VerificationFault | null
  readonly steps: readonly {
    readonly step: VerificationStep
    /** NOTHING_TO_CHECK: the certificate or the verifier gave nothing that this step could hold to anything. */
    readonly outcome: 'PASSED' | 'NOTHING_TO_CHECK' | 'FAILED' | 'NOT_REACHED'
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
    /** By when it existed, as an authority says that the verifier's list names as qualified. */
    readonly qualifiedNotAfter: number | null
    readonly timestamps: readonly TrustedTimestamp[]
    /** Those of the anchor. */
    readonly anchorTimestamps: readonly TrustedTimestamp[]
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

// The steps that had nothing to hold to anything, if they were reached.
const idleSteps = (
  { claims, entry, timestamped, bracket, shown, compared, recipient }: Established,
  { policy }: Trust,
): readonly VerificationStep[] => {
  const idle: { readonly [step in VerificationStep]?: boolean | undefined } = {
    disclosures: claims?.count === 0,
    witnesses: policy.quorum === QUORUM_NONE && entry?.cosignatures.length === 0,
    timestamps: timestamped?.trusted.length === 0,
    // Nobody but the server dates anything, and its word is not held to itself.
    bracket: bracket?.notBefore === null && bracket.notAfter === null,
    notice: shown?.notice === null,
    publications: shown?.publications.length === 0,
    lead: Object.keys(compared).length === 0 && recipient === undefined,
  }
  return STEP_NAMES.filter((step) => idle[step])
}

const stepsUntil = (
  fault: VerificationFault | undefined,
  idle: readonly VerificationStep[],
): VerificationReport['steps'] => {
  const end = fault ? STEP_NAMES.indexOf(fault.step) : STEP_NAMES.length
  return STEP_NAMES.map((step, at) => {
    if (at === end) return { step, outcome: 'FAILED' }
    if (at > end) return { step, outcome: 'NOT_REACHED' }
    return { step, outcome: idle.includes(step) ? 'NOTHING_TO_CHECK' : 'PASSED' }
  })
}

const logLevel = ({ statement, entry, isWitnessed }: Established): LogLevel | null => {
  if (isWitnessed) return 'WITNESSED'
  if (entry) return 'LOGGED'
  return statement ? 'SIGNED' : null
}

const timeLevel = ({ statement, timestamped }: Established): TimeLevel | null => {
  if (timestamped?.trusted.some(({ isQualified }) => isQualified)) return 'QUALIFIED'
  if (timestamped && timestamped.trusted.length > 0) return 'TIMESTAMPED'
  return statement ? 'CLAIMED' : null
}

/** The report of what was established until a fault, or to the end. */
export const reportOf = (
  known: Established,
  trust: Trust,
  fault: VerificationFault | undefined,
): VerificationReport => {
  const { statement, claims, entry, timestamped, shown, compared } = known
  return {
    verdict: fault ? 'REFUSED' : 'VERIFIED',
    fault: fault ?? null,
    agreement:
      !fault && statement && claims && grantedAnswers(statement.payload.event, claims).length > 0
        ? 'SHOWN'
        : 'NONE',
    steps: stepsUntil(fault, idleSteps(known, trust)),
    log: {
      level: logLevel(known),
      origin: entry?.checkpoint.origin ?? null,
      index: entry?.index ?? null,
      size: entry?.checkpoint.size ?? null,
      witnesses: entry?.cosignatures ?? [],
      of: trust.policy.witnesses.length,
    },
    time: {
      level: timeLevel(known),
      bracket: known.bracket ?? null,
      qualifiedNotAfter: qualifiedNotAfter(timestamped),
      timestamps: timestamped?.trusted ?? [],
      anchorTimestamps: known.anchor?.timestamped.trusted ?? [],
    },
    statement: statement?.payload ?? null,
    kid: statement?.kid ?? null,
    contacts: CONTACT_KINDS.flatMap((kind) => {
      const value = claims?.contacts[kind]
      return value === undefined ? [] : [{ kind, value, comparison: compared[kind] ?? 'NONE' }]
    }),
    answers: claims?.answers ?? [],
    notice: shown?.notice ?? null,
    publications: shown?.publications ?? [],
    ...findingsOf(known),
    hintsDiffer: known.hintsDiffer,
  }
}
