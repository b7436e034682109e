import type { JsonValue } from '@constat/core/canonical'
import {
  appendLeaves,
  EMPTY_RANGE,
  hashLeaf,
  hashNode,
  rootOf,
  toHex,
  type CompactRange,
  type Hash,
} from '@constat/tlog'
import type { ScreeningPayload } from '../statement/payload.ts'

/** What a statement says of the answers of a screening. */
export type AnswerSummary = ScreeningPayload['answers']

/** SHA-256 as the tree of answers needs it. */
export type TreeHashing = {
  /** The leaf hash of the UTF-8 form of a text: SHA-256(0x00 || text) (RFC 6962 §2.1). */
  readonly leaf: (text: string) => Hash
  readonly node: (left: Hash, right: Hash) => Hash
}

const utf8 = new TextEncoder()

/** What every platform has. */
export const PORTABLE_HASHING: TreeHashing = { leaf: (text) => hashLeaf(utf8.encode(text)), node: hashNode }

/** Where a tree of answers stands: all that is needed to go on. */
export type AnswerTree = {
  readonly range: CompactRange
  readonly verdicts: { readonly [word: string]: number }
  readonly reasons: { readonly [word: string]: number }
  readonly problems: { readonly [word: string]: number }
}

/** A tree without answers. */
export const NO_ANSWERS: AnswerTree = { range: EMPTY_RANGE, verdicts: {}, reasons: {}, problems: {} }

/** One answer: its line without the line feed, canonical JSON, and how it came out. */
export type AnswerLine = {
  readonly line: string
  readonly outcome:
    | { readonly verdict: string; readonly reason: string | undefined }
    | { readonly problem: string }
}

/**
 * What is hashed of an answer: the canonical JSON of `{"answer": …, "salt": …}`. Without the salt of the run nobody guesses a
 * contact from a root.
 */
export const saltedAnswer = (line: string, salt: string): string => `{"answer":${line},"salt":"${salt}"}`

const counted = (
  counts: { readonly [word: string]: number },
  words: ReadonlyMap<string, number>,
): { readonly [word: string]: number } => {
  const sum = { ...counts }
  for (const [word, count] of words) sum[word] = (sum[word] ?? 0) + count
  return sum
}

const count = (words: Map<string, number>, word: string): void =>
  void words.set(word, (words.get(word) ?? 0) + 1)

/** Appends answers in their order. */
export const appendAnswers = (
  tree: AnswerTree,
  answers: readonly AnswerLine[],
  salt: string,
  { leaf, node }: TreeHashing = PORTABLE_HASHING,
): AnswerTree => {
  const verdicts = new Map<string, number>()
  const reasons = new Map<string, number>()
  const problems = new Map<string, number>()
  const leaves: Hash[] = []
  for (const { line, outcome } of answers) {
    leaves.push(leaf(saltedAnswer(line, salt)))
    if ('problem' in outcome) count(problems, outcome.problem)
    else {
      count(verdicts, outcome.verdict)
      if (outcome.reason !== undefined) count(reasons, outcome.reason)
    }
  }
  return {
    range: appendLeaves(tree.range, leaves, undefined, node),
    verdicts: counted(tree.verdicts, verdicts),
    reasons: counted(tree.reasons, reasons),
    problems: counted(tree.problems, problems),
  }
}

/** What a statement says of these answers. */
export const summaryOf = ({ range, verdicts, reasons, problems }: AnswerTree): AnswerSummary => ({
  count: range.size,
  root: toHex(rootOf(range)),
  verdicts,
  reasons,
  problems,
})

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** How the answer of a line came out; undefined when the line is none. */
export const readAnswer = (line: string): AnswerLine | undefined => {
  let value: JsonValue
  try {
    value = JSON.parse(line)
  } catch {
    return undefined
  }
  if (!isRecord(value)) return undefined
  const { verdict, reasons, problem, rule } = value
  if (typeof problem === 'string')
    return typeof rule === 'string' ? { line, outcome: { problem: rule } } : undefined
  if (typeof verdict !== 'string' || !Array.isArray(reasons)) return undefined
  const [reason]: readonly unknown[] = reasons
  return { line, outcome: { verdict, reason: typeof reason === 'string' ? reason : undefined } }
}
