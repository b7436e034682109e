import type { Profile } from '@constat/core/vocabulary'
import { decide } from '../decision/decide.ts'
import { evaluateContact } from '../decision/evaluate.ts'
import { parseQuestion, type Question } from '../question/question.ts'

/** Ids of the provisions by which something was found: for a contact, or against it. */
export const speaking = (question: Question, profile: Profile): ReadonlySet<string> => {
  const parsed = parseQuestion(question)
  if (!parsed.ok || parsed.value.kind !== 'CONTACT') return new Set()
  const { findings } = evaluateContact(parsed.value, parsed.value.at, profile === 'strict')
  return new Set(findings.map(({ by }) => by.id))
}

/** Ids of the provisions that bear on a question, or by which something was found. */
export const bearing = (question: Question, profile: Profile): ReadonlySet<string> =>
  new Set([...decide(question, { profile }).ruleIds, ...speaking(question, profile)])
