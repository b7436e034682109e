import { createHash } from 'node:crypto'
import type { InputIssue } from '@constat/core/problem'
import { CONTACT_KINDS } from '@constat/core/vocabulary'
import {
  appendAnswers,
  createNodeHashing,
  NO_ANSWERS,
  summaryOf,
  type AnswerLine,
  type AnswerTree,
} from '@constat/evidence/screening'
import { StorageUnavailable } from '@constat/store'
import { GraphQLError } from 'graphql'
import type { Deps, Principal } from '../platform/context.ts'
import { CLOCK_BEHIND } from '../platform/graphql-http.ts'
import { ERROR_CODES, issue, type ErrorCode } from '../platform/problem.ts'
import { ClockBehind } from '../signing-key/clock.ts'
import { answerLine, problemLine } from './answer-line.ts'
import type { StreamQuestion } from './question.ts'
import { createLineReader, type BodyLine, type LineReader } from './read-lines.ts'
import { fileOf, newSalt, signScrub } from './scrub-receipt.service.ts'
import type { ScreenedContact, Screening } from './screen.ts'

/** How much one stream may ask. */
export type StreamLimits = {
  /** Bytes of a line. */
  readonly line: number
  readonly lines: number
  /** Milliseconds. */
  readonly time: number
}

export const STREAM_LIMITS: StreamLimits = { line: 4_096, lines: 1_000_000, time: 3_600_000 }

const MAX_REF = 128
/** Lines of a stream for which a key pays what one look-up costs: they are read by the thousand. */
const LINES_A_UNIT = 10
const MEMBERS = ['ref', ...CONTACT_KINDS]

/** Why a stream ended before its last line. */
type StreamError = { readonly code: ErrorCode; readonly message: string }

/** One stream under way. */
export type StreamRun = {
  readonly deps: Deps
  readonly principal: Pick<Principal, 'tenant' | 'kind' | 'keyId'>
  readonly asked: StreamQuestion
  readonly screening: Screening
  /** Where it stands, for another stream to go on. */
  readonly point: string
  readonly body: AsyncIterable<Uint8Array>
  readonly limits: StreamLimits
  /** When it began, epoch milliseconds. */
  readonly begun: number
  readonly isStopping: () => boolean
  /** Whether the client has gone. */
  readonly hasLeft: () => boolean
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>
}

type ReadLine =
  | { readonly ref: string; readonly contact: ScreenedContact }
  | { readonly ref: string; readonly issues: readonly InputIssue[] }

const parse = (text: string): { readonly [member: string]: unknown } | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

// A text before a colon is a name: values are texts, and no line that is read has another value.
const NAMES = /"(?:[^"\\]|\\.)*"\s*:?/g

/** How many members a text of JSON names, each as often as it stands there. */
const countMembers = (text: string): number => {
  let count = 0
  for (const [found] of text.matchAll(NAMES)) if (found.endsWith(':')) count += 1
  return count
}

const isRef = (ref: unknown): ref is string =>
  typeof ref === 'string' && ref !== '' && ref.length <= MAX_REF && ref.isWellFormed()

const refuse = (ref: string, rule: string, message: string): ReadLine => ({
  ref,
  issues: [issue([], rule, message)],
})

const readLine = (line: BodyLine, most: number): ReadLine => {
  const name = String(line.number)
  if ('tooLong' in line) return refuse(name, 'line-length', `Send lines of at most ${most} bytes.`)
  const value = parse(line.text)
  if (!value)
    return refuse(name, 'json', 'Send one JSON object a line, as {"ref":"1","phone":"+33639980000"}.')
  const { ref = name } = value
  if (!isRef(ref)) return refuse(name, 'ref', `Name the line by a text of 1 to ${MAX_REF} characters.`)
  const unknown = Object.keys(value).find((member) => !MEMBERS.includes(member))
  if (unknown !== undefined)
    return refuse(ref, 'unknown-key', 'Send "ref" and "phone" or "email", nothing else.')
  if (countMembers(line.text) > Object.keys(value).length)
    return refuse(ref, 'duplicate-key', 'Give each member once: which of two is meant cannot be known.')
  const given = CONTACT_KINDS.flatMap((kind) => {
    const { [kind]: text } = value
    return text === undefined || text === null ? [] : [{ kind, text }]
  })
  const [contact, another] = given
  if (!contact || another)
    return refuse(ref, 'one-contact', 'Give either a phone number or an e-mail address.')
  const { kind, text } = contact
  return typeof text === 'string'
    ? { ref, contact: { kind, text } }
    : refuse(ref, 'type', 'Give the contact as a text.')
}

const errorOf = ({ log }: Deps, error: unknown): StreamError => {
  if (error instanceof StorageUnavailable)
    return {
      code: 'STORAGE_UNAVAILABLE',
      message: 'Storage does not answer: go on from the last answer in a moment.',
    }
  if (error instanceof ClockBehind) {
    log.error({ reason: error.message }, 'clock behind')
    return { code: 'CLOCK_BEHIND', message: CLOCK_BEHIND }
  }
  const coded = error instanceof GraphQLError && ERROR_CODES.find((code) => code === error.extensions['code'])
  if (coded) return { code: coded, message: error.message }
  log.error({ err: error }, 'unexpected error in a stream')
  return { code: 'INTERNAL_SERVER_ERROR', message: 'Unexpected error.' }
}

const isBlank = (line: BodyLine): boolean => 'text' in line && line.text.trim() === ''

/** Answers lines in their order, those that cannot be read in place. */
const answerLines = async (
  { screening, limits }: StreamRun,
  lines: readonly BodyLine[],
): Promise<readonly AnswerLine[]> => {
  const read = lines.map((line) => readLine(line, limits.line))
  const answerAt = await screening.answer(read.flatMap((each) => ('contact' in each ? [each.contact] : [])))
  let next = 0
  return read.map((each) =>
    'issues' in each ? problemLine(each.ref, each.issues) : answerLine(each.ref, answerAt(next++)),
  )
}

/** Waits until the key may ask for so many lines more: a stream is slowed down, never refused, for what it has begun. */
const payFor = async ({ deps, principal, wait }: StreamRun, lines: number): Promise<void> => {
  const cost = lines / LINES_A_UNIT
  for (;;) {
    const refusal = deps.quotas?.ofKey(principal.kind, principal.keyId, cost)
    if (!refusal) return
    await wait(Number(refusal.extensions['retryAfter']) * 1000)
  }
}

/** How many lines are asked at once, at most: a chunk of many short lines is answered in parts. */
const BATCH = 2_000

type Progress = { tree: AnswerTree; bytes: number }

const endingOf = (
  { deps, limits, isStopping, begun }: StreamRun,
  answered: number,
): StreamError | undefined => {
  if (isStopping())
    return { code: 'STOPPING', message: 'The server is about to end: go on from the last answer elsewhere.' }
  if (deps.clock() - begun > limits.time)
    return { code: 'DEADLINE_EXCEEDED', message: 'A stream may take no longer: go on from the last answer.' }
  return answered >= limits.lines
    ? { code: 'TOO_MANY_LINES', message: `A stream has at most ${limits.lines} lines: go on with another.` }
    : undefined
}

async function* answerBatches(
  run: StreamRun,
  lines: readonly BodyLine[],
  salt: string,
  progress: Progress,
): AsyncGenerator<string, StreamError | undefined> {
  const hashing = createNodeHashing()
  for (let at = 0; at < lines.length;) {
    const answered = progress.tree.range.size
    const error = endingOf(run, answered)
    if (error) return error
    const batch = lines.slice(at, at + Math.min(BATCH, run.limits.lines - answered))
    at += batch.length
    await payFor(run, batch.length)
    const answers = await answerLines(run, batch)
    progress.tree = appendAnswers(progress.tree, answers, salt, hashing)
    yield `${answers.map(({ line }) => line).join('\n')}\n`
  }
  return undefined
}

const endLine = (
  { screening: { position, evaluatedAt, at }, point }: StreamRun,
  { tree }: Progress,
  end: { readonly error: StreamError | null; readonly id: string | null; readonly receipt: unknown },
): string => {
  const { count, verdicts, reasons, problems } = summaryOf(tree)
  return `${JSON.stringify({
    end: true,
    error: end.error,
    n: count,
    verdicts,
    reasons,
    problems,
    position: String(position),
    at: new Date(at).toISOString(),
    evaluatedAt: new Date(evaluatedAt).toISOString(),
    point,
    receiptId: end.id,
    receipt: end.receipt,
  })}\n`
}

async function* answerBody(
  run: StreamRun,
  reader: LineReader,
  salt: string,
  progress: Progress,
  onChunk: (chunk: Uint8Array) => void,
): AsyncGenerator<string, StreamError | undefined> {
  for await (const chunk of run.body) {
    onChunk(chunk)
    const lines = reader.push(chunk).filter((line) => !isBlank(line))
    const error = yield* answerBatches(run, lines, salt, progress)
    if (error) return error
  }
  return yield* answerBatches(
    run,
    reader.end().filter((line) => !isBlank(line)),
    salt,
    progress,
  )
}

/**
 * Answers a body line by line, in its order and at one position; nothing more is read of it than answers are taken. The last
 * line says how the stream ended: with its receipt, or why there is none. Without that line the answer was cut off.
 */
export async function* streamAnswers(run: StreamRun): AsyncGenerator<string, void> {
  const { deps, principal, asked, screening } = run
  const salt = newSalt(deps)
  const sha256 = createHash('sha256')
  const progress: Progress = { tree: NO_ANSWERS, bytes: 0 }
  const none = { id: null, receipt: null }
  try {
    const reader = createLineReader(run.limits.line)
    const error = yield* answerBody(run, reader, salt, progress, (chunk) => {
      sha256.update(chunk)
      progress.bytes += chunk.length
    })
    if (error) {
      yield endLine(run, progress, { ...none, error })
      return
    }
    const { id, receipt } = await signScrub(deps, principal.tenant, {
      question: asked.question,
      screening,
      answers: progress.tree,
      salt,
      file: fileOf(sha256, progress.bytes),
      source: asked.source,
    })
    yield endLine(run, progress, { error: null, id, receipt })
  } catch (error) {
    // Whoever is gone hears no reason, and is no fault of the server.
    if (run.hasLeft()) return deps.log.info('a client left its stream')
    yield endLine(run, progress, { ...none, error: errorOf(deps, error) })
  }
}
