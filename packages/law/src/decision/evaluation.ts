import type { LegalBasis } from '@constat/core/vocabulary'
import { WEIGHTS, type Finding, type Provision, type Weight } from '../rules/provision.ts'
import type { Gate, Obligation } from './reason-code.ts'

/** A finding with the provision that made it. */
export type Found = Finding & { readonly gate: Gate; readonly by: Provision }

/** A finding as it stands: at its own gate and by its own provision, or else those of the rule that made it. */
export const found = (finding: Finding, by: Provision, gate: Gate): Found => {
  const { code, weight, until } = finding
  return { code, weight, gate: finding.gate ?? gate, by: finding.by ?? by, until }
}

/** What all gates say of a question at an instant. */
export type Evaluation = {
  readonly findings: readonly Found[]
  /** On which the contact would rest. */
  readonly legalBasis: LegalBasis | null
  readonly obligations: readonly Obligation[]
  /** The provisions in force that bear on the question. */
  readonly ruleIds: readonly string[]
}

const RANKS = Object.fromEntries(WEIGHTS.map((weight, rank) => [weight, rank])) as {
  readonly [weight in Weight]: number
}

/** The rank of the heaviest weight found: higher forbids more. */
export const worst = (findings: readonly Finding[]): number => {
  let rank = 0
  for (const { weight } of findings) rank = Math.max(rank, RANKS[weight])
  return rank
}
