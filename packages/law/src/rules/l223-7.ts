import type { Held } from './contact.ts'
import { found, type Found } from '../decision/evaluation.ts'
import type { Provision } from './provision.ts'
import { review } from './rule.ts'

/** The doubt whether both texts must be satisfied. */
export const CUMULATION: Provision = {
  id: 'L223-7:cumulation',
  citation: 'C. conso. L223-1, L223-7; CPCE L34-5 (D-1, D-2)',
  from: '2026-08-11',
  to: null,
}

/** What one prohibition came to: the ground that lifts it, or why none does. */
export type Lifting = { readonly held: Held | null; readonly findings: readonly Found[] }

/**
 * C. conso. L223-7 sends automated calls to CPCE L34-5 while L223-1 covers every call (D-2): where both texts forbid,
 * both must be lifted. When only one is, strict denies and standard leaves the doubt to a person.
 */
export const reconcile = (liftings: readonly Lifting[], strict: boolean): readonly Found[] => {
  const unlifted =
    liftings.length === 1 ? (liftings[0]?.findings ?? []) : liftings.flatMap(({ findings }) => findings)
  if (strict || unlifted.length === 0 || liftings.every(({ held }) => held === null)) return unlifted
  return [
    found(review('LAW_DOUBTFUL'), CUMULATION, 'consent'),
    ...(liftings.some(({ held }) => held?.basis === 'SOFT_OPT_IN')
      ? [found(review('SOFT_OPT_IN_CHANNEL_DOUBT'), CUMULATION, 'exception')]
      : []),
    ...unlifted
      .filter(({ gate }) => gate === 'exception')
      .map((finding): Found => ({ ...finding, weight: 'REVIEW' })),
  ]
}
