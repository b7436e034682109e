import type { LegalBasis } from '@constat/core/vocabulary'
import type { Gate, Obligation, ReasonCode } from '../decision/reason-code.ts'
import type { Consent } from '../question/question.ts'
import type { Contact, ConsentUse, Situation } from './contact.ts'
import type { Finding, Provision } from './provision.ts'

/** To what a provision is addressed. */
type Addressed = Provision & {
  /** Of which situations the text speaks. */
  readonly applies: (situation: Situation) => boolean
  /** On which further facts; on any when absent. */
  readonly when?: ((contact: Contact) => boolean) | undefined
}

/** A rule that every contact it is addressed to must satisfy. */
export type Rule = Addressed & {
  readonly gate: Gate
  /** Empty when satisfied. */
  readonly test: (contact: Contact) => readonly Finding[]
}

/** Whether a ground bears a contact; if not, what it lacks (nothing when it was never in question). */
export type Outcome =
  | {
      readonly holds: true
      readonly code: ReasonCode
      readonly basis: LegalBasis | null
      /** The precise time to which the person limited it. */
      readonly slot?: { readonly start: number; readonly end: number } | null
    }
  | { readonly holds: false; readonly findings: readonly Finding[] }

/** One way in which a prohibition is lifted. */
export type Ground = Provision & { readonly test: (contact: Contact) => Outcome }

/** A text that forbids a contact unless one of its grounds holds. Where several texts apply, each must be satisfied. */
export type Prohibition = Omit<Addressed, 'when'> & {
  readonly grounds: readonly Ground[]
}

/** What the caller has to do when the contact is lawful. */
export type Duty = Addressed & { readonly obligation: Obligation }

/** One condition of a valid consent (law.md §3.6). */
export type ConsentTest = Provision & {
  readonly code: ReasonCode
  readonly applies: (use: Pick<ConsentUse, 'channel' | 'strict'>) => boolean
  readonly holds: (consent: Consent, use: ConsentUse) => boolean
  /** Whether the law leaves it open that it does not hold: then a person judges. */
  readonly isDoubtful?: ((consent: Consent, use: ConsentUse) => boolean) | undefined
}

/** What one legal text says about contacting a person. */
export type LegalText = {
  readonly rules?: readonly Rule[]
  readonly prohibitions?: readonly Prohibition[]
  readonly duties?: readonly Duty[]
  readonly consentTests?: readonly ConsentTest[]
}

const NONE: readonly Finding[] = []

/** A finding that forbids. */
export const deny = (code: ReasonCode): Finding => ({ code, weight: 'DENY' })
/** A finding that a person, not this program, must judge. */
export const review = (code: ReasonCode): Finding => ({ code, weight: 'REVIEW' })
/** Findings that forbid when their condition is met. */
export const denyIf = (condition: boolean, code: ReasonCode): readonly Finding[] =>
  condition ? [deny(code)] : NONE

/** Findings of two conditions. */
export const andAlso = (one: readonly Finding[], other: readonly Finding[]): readonly Finding[] =>
  one.length === 0 ? other : other.length === 0 ? one : [...one, ...other]

/** A ground that bears the contact. */
export const holds = (code: ReasonCode, basis: LegalBasis | null): Outcome => ({ holds: true, code, basis })
/** A ground that lacks something. */
export const fails = (...findings: readonly Finding[]): Outcome => ({ holds: false, findings })
/** A ground that was never in question. */
export const NOT_INVOKED: Outcome = { holds: false, findings: [] }
