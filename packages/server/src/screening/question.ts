import type { Parsed } from '@constat/core/problem'
import { readBy } from '@constat/core/problem/zod'
import { CHANNELS, PROFILES, PURPOSES } from '@constat/core/vocabulary'
import { z } from 'zod'
import type { ScreenedFile } from '@constat/evidence/screening'
import type { StatedFacts } from '@constat/law'
import { issue } from '../platform/problem.ts'
import { instant } from './instant.ts'
import type { ScreeningQuestion } from './screen.ts'

/** What the address of a stream asks of every contact that comes. */
export type StreamQuestion = {
  readonly question: ScreeningQuestion
  /** Where an earlier stream of the same file stood, as the server gave it; not opened. */
  readonly point: string | undefined
  /** The file that the caller says the lines were made from. */
  readonly source: ScreenedFile | undefined
}

const whole = z
  .string()
  .regex(/^\d{1,15}$/, 'Give a whole number.')
  .transform(Number)
const parameters = z.strictObject({
  channel: z.enum(CHANNELS),
  advertiser: z.string().min(1).max(64),
  goods: z.string().min(1).max(64).optional(),
  purpose: z.enum(PURPOSES).default('COMMERCIAL_PROSPECTING'),
  profile: z.enum(PROFILES).default('strict'),
  at: instant.optional(),
  facts: z.string().max(4_000).default('{}'),
  point: z.string().max(128).optional(),
  sourceSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'Give SHA-256 in lower-case hexadecimal.')
    .optional(),
  sourceBytes: whole.optional(),
})

const readFacts = (text: string): StatedFacts | undefined => {
  try {
    const facts: unknown = JSON.parse(text)
    return typeof facts === 'object' && facts !== null && !Array.isArray(facts) ? facts : undefined
  } catch {
    return undefined
  }
}

const repeated = (query: URLSearchParams): string | undefined =>
  [...query.keys()].find((name) => query.getAll(name).length > 1)

/**
 * Reads the question from the parameters of an address. The law reads facts, keys and purpose when the screening begins.
 * Paths of issues start at the parameter.
 */
export const readStreamQuestion = (query: URLSearchParams): Parsed<StreamQuestion> => {
  const twice = repeated(query)
  if (twice !== undefined) return { ok: false, issues: [issue([twice], 'once', 'Give this parameter once.')] }
  const parsed = readBy(parameters, Object.fromEntries(query))
  if (!parsed.ok) return parsed
  const { channel, advertiser, goods, purpose, profile, at, point, ...rest } = parsed.value
  const facts = readFacts(rest.facts)
  if (!facts) return { ok: false, issues: [issue(['facts'], 'json', 'Give facts as a JSON object.')] }
  const { sourceSha256: sha256, sourceBytes: bytes } = rest
  if ((sha256 === undefined) !== (bytes === undefined))
    return {
      ok: false,
      issues: [
        issue(
          [sha256 === undefined ? 'sourceSha256' : 'sourceBytes'],
          'both',
          'Give sourceSha256 and sourceBytes of the file, or neither.',
        ),
      ],
    }
  return {
    ok: true,
    value: {
      question: { channel, advertiser, goods: goods ?? null, purpose, profile, at: at ?? null, facts },
      point,
      source: sha256 === undefined || bytes === undefined ? undefined : { sha256, bytes },
    },
  }
}
