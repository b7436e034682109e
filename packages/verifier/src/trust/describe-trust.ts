import type { Trust } from '@constat/evidence/verify'
import { formatPolicy } from '@constat/tlog'
import type { Locale, Said } from '../command/said.ts'

const SINCE: Said = { fr: 'valide depuis le', en: 'valid since' }
const UNTIL: Said = { fr: 'jusqu’au', en: 'until' }

// An instant that no calendar reaches is shown as the number it is.
const dateOf = (seconds: number): string =>
  seconds <= 8.64e12 ? new Date(seconds * 1000).toISOString() : `${seconds} s`

const keyLine = (
  kid: string,
  { notBefore, notAfter }: { notBefore?: number | undefined; notAfter?: number | undefined },
  locale: Locale,
): string =>
  [
    `key ${kid}`,
    ...(notBefore === undefined ? [] : [`${SINCE[locale]} ${dateOf(notBefore)}`]),
    ...(notAfter === undefined ? [] : [`${UNTIL[locale]} ${dateOf(notAfter)}`]),
  ].join(' ')

/** What a trust believes, one line each: the policy in its one spelling, then the statement keys by their thumbprints. */
export const trustLines = ({ policy, keys }: Trust, locale: Locale): readonly string[] => [
  ...formatPolicy(policy).split('\n').filter(Boolean),
  ...[...keys].map(([kid, key]) => keyLine(kid, key, locale)),
]

/** The lines that are only in one of two trusts. */
export const trustChanges = (
  before: Trust,
  after: Trust,
  locale: Locale,
): { readonly gone: readonly string[]; readonly added: readonly string[] } => {
  const old = trustLines(before, locale)
  const now = trustLines(after, locale)
  return { gone: old.filter((line) => !now.includes(line)), added: now.filter((line) => !old.includes(line)) }
}
