import { z } from 'zod'
import type { InputIssue, Parsed } from '@constat/core/problem'
import { readBy } from '@constat/core/problem/zod'

const toList = (text: string): string[] => text.split(/[\s,]+/).filter((each) => each !== '')

const config = z.object({
  CONSTAT_HOST: z.string().min(1).default('127.0.0.1'),
  CONSTAT_PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  CONSTAT_DATA: z.string().min(1).default('./data'),
  CONSTAT_ORIGINS: z
    .string()
    .transform(toList)
    .pipe(z.array(z.url({ protocol: /^https?$/ })))
    .default([]),
  CONSTAT_WITNESSES: z.string().min(1).optional(),
  CONSTAT_TSA_URL: z.url({ protocol: /^https?$/ }).optional(),
  CONSTAT_TSA_CHAIN: z.string().min(1).optional(),
  CONSTAT_TSA_MINUTES: z.coerce.number().int().min(1).max(1_440).default(60),
})

const NAMES = Object.keys(config.shape)
// Knobs of the test command, which starts servers too.
const OF_TESTS = /^CONSTAT_(TEST|KILL|FUZZ|MUTATION)_/

/**
 * Where the server listens, where it keeps its data, from which further origins the demo's site key may be used, the
 * tlog-policy file of the witnesses that cosign its log, and the authority that time-stamps it.
 */
export type Config = {
  readonly host: string
  readonly port: number
  readonly data: string
  readonly origins: readonly string[]
  readonly witnesses?: string | undefined
  readonly tsaUrl?: string | undefined
  /** Path of a PEM file with the certificates that the authority's tokens do not carry. */
  readonly tsaChain?: string | undefined
  /** From one time stamp to the next. */
  readonly tsaMinutes?: number | undefined
}

/** Reads the configuration from environment variables; every fault at once, unknown `CONSTAT_*` names among them. */
export const parseConfig = (env: { readonly [name: string]: string | undefined }): Parsed<Config> => {
  const unknown = Object.keys(env)
    .filter((name) => name.startsWith('CONSTAT_') && !NAMES.includes(name) && !OF_TESTS.test(name))
    .map((name): InputIssue => ({
      path: [name],
      rule: 'unknown-name',
      message: `There is no such setting; known are ${NAMES.join(', ')}.`,
    }))
  const parsed = readBy(config, env)
  if (!parsed.ok) return { ok: false, issues: [...unknown, ...parsed.issues] }
  if (unknown.length > 0) return { ok: false, issues: unknown }
  const { CONSTAT_HOST: host, CONSTAT_PORT: port, CONSTAT_DATA: data } = parsed.value
  const { CONSTAT_ORIGINS, CONSTAT_WITNESSES: witnesses, CONSTAT_TSA_URL: tsaUrl } = parsed.value
  const { CONSTAT_TSA_CHAIN: tsaChain, CONSTAT_TSA_MINUTES: tsaMinutes } = parsed.value
  const origins = CONSTAT_ORIGINS.map((url) => new URL(url).origin)
  return { ok: true, value: { host, port, data, origins, witnesses, tsaUrl, tsaChain, tsaMinutes } }
}
