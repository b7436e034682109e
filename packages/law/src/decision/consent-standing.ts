import type { Consent } from '../question/question.ts'
import type { ConsentStanding, ConsentUse } from '../rules/contact.ts'
import { consentTestsOf } from '../rules/pack.ts'
import type { Finding } from '../rules/rule.ts'

/** Holds a consent against law.md §3.6 for one use. */
export const consentStanding = (consent: Consent | null, use: ConsentUse): ConsentStanding => {
  if (consent === null) return null
  const defects: Finding[] = []
  const ruleIds: string[] = []
  for (const test of consentTestsOf(use.date, use)) {
    ruleIds.push(test.id)
    if (!test.holds(consent, use)) defects.push({ code: test.code, weight: 'DENY', by: test })
  }
  return { valid: defects.length === 0, defects, ruleIds }
}
