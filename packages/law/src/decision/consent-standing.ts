import type { Consent } from '../question/question.ts'
import type { ConsentStanding, ConsentUse } from '../rules/contact.ts'
import type { ConsentLaw } from '../rules/pack.ts'
import type { Finding } from '../rules/provision.ts'

const NO_DEFECTS: readonly Finding[] = []

/** Holds a consent against the conditions of law.md §3.6 that a means of contact has on a day, for one use. */
export const consentStanding = (
  { tests, ruleIds }: ConsentLaw,
  consent: Consent,
  use: ConsentUse,
): NonNullable<ConsentStanding> => {
  let defects: Finding[] | null = null
  for (const test of tests)
    if (!test.holds(consent, use)) {
      defects ??= []
      defects.push(
        test.isDoubtful?.(consent, use) === true
          ? { code: 'LAW_DOUBTFUL', weight: 'REVIEW', by: test }
          : { code: test.code, weight: 'DENY', by: test },
      )
    }
  return { valid: defects === null, defects: defects ?? NO_DEFECTS, ruleIds }
}
