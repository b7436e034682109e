import type { Consent } from '../question/question.ts'
import type { ConsentStanding, ConsentUse } from '../rules/contact.ts'
import { lawOf } from '../rules/pack.ts'
import { deny, type Finding } from '../rules/rule.ts'

/** Holds a consent against law.md §3.6 for one use. */
export const consentStanding = (consent: Consent | null, use: ConsentUse): ConsentStanding => {
  if (consent === null) return null
  const tests = lawOf(use.date).consentTests.filter((test) => test.applies(use))
  const defects = tests
    .filter((test) => !test.holds(consent, use))
    .map((test): Finding => ({ ...deny(test.code), by: test }))
  return { valid: defects.length === 0, defects, ruleIds: tests.map(({ id }) => id) }
}
