import { z } from 'zod'
import { CHANNELS, CONTACT_KINDS, PURPOSES, SECTORS } from '@constat/core/vocabulary'
import { fact, instant, key, statedFacts } from '../question/facts.ts'

/** What only the caller knows. */
export const facts = z.strictObject(statedFacts)

const NOTHING_STATED = facts.parse({})

/** An eligibility query. */
export const query = z.strictObject({
  contact: z.strictObject({ kind: z.enum(CONTACT_KINDS), value: z.string().min(1).max(320) }),
  channel: z.enum(CHANNELS),
  advertiser: key,
  goods: fact(key),
  purpose: z.enum(PURPOSES),
  at: instant,
  sector: fact(z.enum(SECTORS)),
  facts: facts.default(NOTHING_STATED),
})
