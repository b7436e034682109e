import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { canonicalJson } from '@constat/core/canonical'
import {
  appendAnswers,
  createNodeHashing,
  NO_ANSWERS,
  readAnswer,
  summaryOf,
  verifyScrubReceipt,
  type AnswerLine,
  type AnswerTree,
  type ScrubReceipt,
  type ScrubReceiptFault,
  type VerifiedScrubReceipt,
} from '@constat/evidence/screening'
import type { Trust } from '@constat/evidence/verify'

/** Why a screening is not what its receipt says. */
export type ScrubCode =
  | ScrubReceiptFault
  | 'file-differs'
  | 'answers-differ'
  | 'answers-missing'
  | 'answers-beyond'
  | 'answer-malformed'

/** What is held against the receipts. */
export type ScrubEvidence = {
  /** Path of the file that was screened. */
  readonly file: string | undefined
  /** Path of the answers. */
  readonly answers: string | undefined
  /** A contact, normalised: what was answered of it. */
  readonly contact: string | undefined
}

/** What was found of the receipts of a screening. */
export type ScrubReport = {
  readonly verdict: 'VERIFIED' | 'REFUSED'
  readonly code: ScrubCode | null
  readonly receipts: readonly VerifiedScrubReceipt[]
  /** READ: the very file that the server read; NAMED: the one that the caller said his lines came from. */
  readonly file: 'READ' | 'NAMED' | null
  readonly answers: 'EQUAL' | null
  /** Answers that are of the contact. */
  readonly found: readonly string[]
}

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

const compareFile = async (
  receipts: readonly VerifiedScrubReceipt[],
  path: string,
): Promise<ScrubReport['file']> => {
  const sha256 = await sha256Of(path)
  const [only, another] = receipts
  if (only && !another && only.file.sha256 === sha256) return 'READ'
  return receipts.every(({ source }) => source?.sha256 === sha256) ? 'NAMED' : null
}

const BATCH = 2_000
const MOST_FOUND = 1_000

const isOf = (line: string, contact: string): boolean => {
  const { contact: of }: { readonly contact?: unknown } = JSON.parse(line)
  return of === contact
}

/** Holds answers against receipts that cover them one after the other. */
const compareAnswers = async (
  receipts: readonly VerifiedScrubReceipt[],
  path: string,
  contact: string | undefined,
): Promise<{ readonly code: ScrubCode | null; readonly found: readonly string[] }> => {
  const hashing = createNodeHashing()
  const found: string[] = []
  const rest = [...receipts]
  let tree: AnswerTree = NO_ANSWERS
  let batch: AnswerLine[] = []
  const flush = (): boolean => {
    const [receipt] = rest
    if (!receipt) return batch.length === 0
    tree = appendAnswers(tree, batch, receipt.salt, hashing)
    batch = []
    if (tree.range.size < receipt.payload.answers.count) return true
    const [said, is] = [receipt.payload.answers, summaryOf(tree)]
    rest.shift()
    tree = NO_ANSWERS
    return canonicalJson(said) === canonicalJson(is)
  }
  // A receipt over nothing is at its end before it begins.
  const skipEmpty = (): boolean => {
    while (rest[0]?.payload.answers.count === 0) if (!flush()) return false
    return true
  }
  if (!skipEmpty()) return { code: 'answers-differ', found }
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const answer = readAnswer(line)
    if (!answer) return { code: 'answer-malformed', found }
    if (rest.length === 0) return { code: 'answers-beyond', found }
    if (contact !== undefined && found.length < MOST_FOUND && isOf(line, contact)) found.push(line)
    batch.push(answer)
    const isLast = tree.range.size + batch.length === rest[0]?.payload.answers.count
    if ((isLast || batch.length === BATCH) && !(flush() && skipEmpty()))
      return { code: 'answers-differ', found }
  }
  return { code: rest.length > 0 ? 'answers-missing' : null, found }
}

/**
 * Verifies the receipts of a screening offline, and what is held against them: the file byte for byte, the answers line for line.
 *
 * @param now milliseconds since the Unix epoch
 * @throws what the system says of a file that cannot be read
 */
export const examineScrub = async (
  receipts: readonly ScrubReceipt[],
  trust: Trust,
  { file, answers, contact }: ScrubEvidence,
  now: number,
): Promise<ScrubReport> => {
  const verified: VerifiedScrubReceipt[] = []
  const report = (code: ScrubCode | null, more: Partial<ScrubReport> = {}): ScrubReport => ({
    verdict: code === null ? 'VERIFIED' : 'REFUSED',
    code,
    receipts: verified,
    file: null,
    answers: null,
    found: [],
    ...more,
  })
  for (const receipt of receipts) {
    const result = await verifyScrubReceipt(receipt, trust, now)
    if (!result.ok) return report(result.code)
    verified.push(result.value)
  }
  const ofFile = file === undefined ? null : await compareFile(verified, file)
  if (file !== undefined && ofFile === null) return report('file-differs')
  if (answers === undefined) return report(null, { file: ofFile })
  const { code, found } = await compareAnswers(verified, answers, contact)
  return report(code, { file: ofFile, answers: code === null ? 'EQUAL' : null, found })
}
