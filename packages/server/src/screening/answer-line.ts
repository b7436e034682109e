import { canonicalJson } from '@constat/core/canonical'
import type { InputIssue } from '@constat/core/problem'
import type { AnswerLine } from '@constat/evidence/screening'
import type { ScreeningDecision } from './decider.ts'
import type { ScreeningAnswer } from './screen.ts'

type Parts = {
  readonly middle: string
  readonly tail: string
  readonly outcome: AnswerLine['outcome']
}

const partsOf = ({ verdict, reasons, legalBasis, obligations, nextPossibleAt }: ScreeningDecision): Parts => {
  const codes = reasons.map(({ code }) => code)
  const members = [
    `"legalBasis":${JSON.stringify(legalBasis)}`,
    ...(nextPossibleAt === null ? [] : [`"nextPossibleAt":${nextPossibleAt}`]),
    `"obligations":${JSON.stringify(obligations)}`,
    `"reasons":${JSON.stringify(codes)}`,
  ]
  return {
    middle: `,${members.join()},"ref":`,
    tail: `,"verdict":"${verdict}"}`,
    outcome: { verdict, reason: codes[0] },
  }
}

// Contacts of which the same is known share a decision, so that most lines need no more than their own contact and name.
const known = new WeakMap<ScreeningDecision, Parts>()

const knownParts = (decision: ScreeningDecision): Parts => {
  const found = known.get(decision)
  if (found) return found
  const parts = partsOf(decision)
  known.set(decision, parts)
  return parts
}

/** The answer to what could not be read, by the first rule it breaks. */
export const problemLine = (ref: string, [fault]: readonly InputIssue[]): AnswerLine => {
  const { rule, message } = fault ?? { rule: 'unreadable', message: 'This line cannot be read.' }
  return { line: canonicalJson({ message, problem: 'INVALID_INPUT', ref, rule }), outcome: { problem: rule } }
}

/**
 * The answer to one contact as a line of NDJSON without its line feed: canonical JSON (RFC 8785), so that its bytes can be
 * hashed as they are sent. Instants are epoch milliseconds.
 *
 * @param ref the caller's name for it
 */
export const answerLine = (ref: string, answer: ScreeningAnswer): AnswerLine => {
  if (!answer.ok) return problemLine(ref, answer.issues)
  const { middle, tail, outcome } = knownParts(answer.decision)
  // A contact is well formed: the normaliser leaves no half of a pair in it.
  const line = `{"contact":${JSON.stringify(answer.contact.value)}${middle}${JSON.stringify(ref)}${tail}`
  return { line, outcome }
}
