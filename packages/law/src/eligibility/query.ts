import type { z } from 'zod'
import type { Channel, ContactKind, Purpose, Sector } from '@constat/core/vocabulary'
import { readBy } from '@constat/core/problem/zod'
import { InvalidQuestion } from '../question/question.ts'
import { readQuery as readFaultless } from '../generated/readers.ts'
import { query, type facts } from './query-schema.ts'

/**
 * What only the caller knows, with the names and values of `FactsInput` (schema.graphql); all optional. Instants are ISO
 * 8601 with an offset or epoch milliseconds, dates `YYYY-MM-DD`.
 */
export type StatedFacts = z.input<typeof facts>

/** "May I contact this person on this channel, for this advertiser and these goods, for this purpose, then?" */
export type EligibilityQuery = {
  /** Normalised (`@constat/core/contact`). */
  readonly contact: { readonly kind: ContactKind; readonly value: string }
  readonly channel: Channel
  /** Party key. */
  readonly advertiser: string
  /** Goods key; null asks about the goods that the consent names. */
  readonly goods: string | null
  readonly purpose: Purpose
  /** The instant of the contact, epoch milliseconds. */
  readonly at: number
  /** Of the goods, as the tenant's notices say; null when none does. */
  readonly sector: Sector | null
  readonly facts?: StatedFacts
}

/** A query as read: absent facts null, instants in epoch milliseconds. */
export type Query = z.output<typeof query>

/**
 * Reads a query.
 *
 * @throws InvalidQuestion with the path of each fault; never with the contact.
 */
export const readQuery = (input: EligibilityQuery): Query => {
  const read: Query | undefined = readFaultless(input)
  if (read !== undefined) return read
  const parsed = readBy(query, input)
  if (!parsed.ok) throw new InvalidQuestion(parsed.issues)
  return parsed.value
}
