import { timeTeller, type Trust } from '@constat/evidence/verify'
import { formatPolicy, QUORUM_NONE, type Policy } from '@constat/tlog'
import type { Locale, Said } from '../command/said.ts'

const SINCE: Said = { fr: 'valide depuis le', en: 'valid since' }
const UNTIL: Said = { fr: 'jusqu’au', en: 'until' }

const keyLine = (
  kid: string,
  { notBefore, notAfter }: { notBefore?: number | undefined; notAfter?: number | undefined },
  locale: Locale,
): string => {
  const time = timeTeller(locale)
  return [
    `key ${kid}`,
    ...(notBefore === undefined ? [] : [`${SINCE[locale]} ${time(notBefore)}`]),
    ...(notAfter === undefined ? [] : [`${UNTIL[locale]} ${time(notAfter)}`]),
  ].join(' ')
}

const NO_WITNESSES = { witnesses: [], groups: [], quorum: QUORUM_NONE }

const linesOf = (policy: Policy): readonly string[] => formatPolicy(policy).split('\n').filter(Boolean)

/** What a server can say of itself, one line each: its logs in their one spelling, then its keys by their thumbprints. */
export const keyLines = ({ policy: { logs }, keys }: Trust, locale: Locale): readonly string[] => [
  ...linesOf({ logs, ...NO_WITNESSES }).slice(0, -1),
  ...[...keys].map(([kid, key]) => keyLine(kid, key, locale)),
]

/** What only the person who verifies can say: whose cosignatures are wanted. Empty where there is nothing of the kind. */
export const witnessLines = (policy: Policy): readonly string[] =>
  policy.witnesses.length === 0 && policy.quorum === QUORUM_NONE ? [] : linesOf({ ...policy, logs: [] })

/** The logs and keys that are only in one of two trusts. */
export const keyChanges = (
  before: Trust,
  after: Trust,
  locale: Locale,
): { readonly gone: readonly string[]; readonly added: readonly string[] } => {
  const old = keyLines(before, locale)
  const now = keyLines(after, locale)
  return { gone: old.filter((line) => !now.includes(line)), added: now.filter((line) => !old.includes(line)) }
}
