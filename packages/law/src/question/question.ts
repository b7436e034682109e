import type { z } from 'zod'
import type { InputIssue, Parsed } from '@constat/core/problem'
import { readBy } from '@constat/core/problem/zod'
import { PROFILES, type Profile } from '@constat/core/vocabulary'
import { readContact } from '../generated/readers.ts'
import {
  question,
  type consent,
  type contact,
  type keepProof,
  type processorTransfer,
  type recordCall,
  type transferData,
  type validateForm,
} from './schema.ts'

/**
 * A question to the law, tagged by `kind` (law.md §2, names in camel case). Instants are ISO 8601 with an offset or
 * epoch milliseconds, dates `YYYY-MM-DD`. Every fact but `kind`, `at` and `channel` may be absent or null: not known.
 */
export type Question = z.input<typeof question>

/** A question as read: instants in epoch milliseconds, absent facts null. */
export type Facts = z.output<typeof question>
export type ContactFacts = z.output<typeof contact>
export type RecordCallFacts = z.output<typeof recordCall>
export type ValidateFormFacts = z.output<typeof validateForm>
export type TransferDataFacts = z.output<typeof transferData>
export type ProcessorTransferFacts = z.output<typeof processorTransfer>
export type KeepProofFacts = z.output<typeof keepProof>
/** A consent as a law question states it. */
export type Consent = z.output<typeof consent>

/** A question that cannot be read: every fault with its path and rule. Never repeats what the question said. */
export class InvalidQuestion extends Error {
  override readonly name = 'InvalidQuestion'
  readonly issues: readonly InputIssue[]
  constructor(issues: readonly InputIssue[]) {
    super(issues.map(({ path, message }) => `${path.join('.') || 'question'}: ${message}`).join(' '))
    this.issues = issues
  }
}

/**
 * Reads how doubtful points are to be read.
 *
 * @throws InvalidQuestion for a word that is no profile: a misspelt one must not mean the laxer.
 */
export const readProfile = (profile: Profile): Profile => {
  if (PROFILES.includes(profile)) return profile
  const message = `Use one of ${PROFILES.join(', ')}.`
  throw new InvalidQuestion([{ path: ['profile'], rule: 'unknown-value', message }])
}

/** Reads a question from untrusted input; an unknown key or value is a fault. */
export const parseQuestion = (input: unknown): Parsed<Facts> => {
  // Most input is a contact without fault; of anything else the schema says what is wrong with it.
  const read: ContactFacts | undefined = readContact(input)
  if (read !== undefined) return { ok: true, value: read }
  return readBy(question, input)
}
