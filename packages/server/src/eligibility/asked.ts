import type { Contact } from '@constat/core/contact'
import type { InputIssue, Parsed } from '@constat/core/problem'
import type { Channel, Profile, Purpose } from '@constat/core/vocabulary'
import type { StatedFacts } from '@constat/law'
import { readContactKey, type RawContacts } from '../consent/contacts.ts'
import { issue } from '../platform/problem.ts'

const YEAR_MS = 366 * 24 * 60 * 60 * 1000

/** "May I contact this person, on this channel, for this, then?" */
export type EligibilityInput = {
  readonly contact: RawContacts
  readonly channel: Channel
  readonly advertiser: string
  readonly goods: string | null
  readonly purpose: Purpose
  /** Instant of the contact, epoch milliseconds; null for now. */
  readonly at: number | null
  readonly profile: Profile
  readonly facts: StatedFacts
}

/** A question whose contact and instant are read. */
export type Asked = Omit<EligibilityInput, 'contact' | 'at'> & {
  readonly contact: Contact
  readonly at: number
}

/** The faults of the instant asked about. */
export const instantIssues = (at: number, now: number, path: readonly string[]): readonly InputIssue[] =>
  at > now + YEAR_MS ? [issue(path, 'within-a-year', 'Ask at most a year ahead.')] : []

/** Reads the contact and the instant of a question; the law reads the rest. Paths start at the input. */
export const readAsked = (input: EligibilityInput, now: number): Parsed<Asked> => {
  const contact = readContactKey(input.contact, ['contact'])
  const at = input.at ?? now
  const issues = [...(contact.ok ? [] : contact.issues), ...instantIssues(at, now, ['at'])]
  return contact.ok && issues.length === 0
    ? { ok: true, value: { ...input, contact: contact.value, at } }
    : { ok: false, issues }
}
