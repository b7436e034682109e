import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import {
  appendAnswers,
  createNodeHashing,
  NO_ANSWERS,
  summaryOf,
  type AnswerLine,
  type AnswerTree,
} from '@constat/evidence/screening'
import { requireLive } from '../access/access.service.ts'
import type { Deps, Principal } from '../platform/context.ts'
import { maskError } from '../platform/graphql-http.ts'
import { errorCodeOf } from '../platform/note-error.ts'
import { codedError, type ErrorCode } from '../platform/problem.ts'
import { answerLine, problemLine } from './answer-line.ts'
import type { StreamQuestion } from './question.ts'
import { createLineReader, type BodyLine, type LineReader } from './read-lines.ts'
import { fileOf, newSalt, signScrub } from './scrub-receipt.service.ts'
import type { Screening } from './screen.ts'
import type { StreamEnding, StreamLimits } from './stream-ending.ts'
import { isBlank, readLine } from './stream-line.ts'
import { STREAM_PATH } from './stream-path.ts'
import { takeAll } from './take-all.ts'

/** Lines of a stream for which a key pays what one look-up costs: they are read by the thousand. */
const LINES_A_UNIT = 10

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
  readonly body: ReadableStream<Uint8Array>
  readonly limits: StreamLimits
  readonly ending: StreamEnding
  /** Aborted when the client has gone. */
  readonly left: AbortSignal
}

const errorOf = (deps: Deps, error: unknown): StreamError => {
  const { message, extensions } = maskError(deps, error)
  const code = errorCodeOf(extensions['code'])
  return {
    code,
    message:
      code === 'STORAGE_UNAVAILABLE'
        ? 'Storage does not answer: go on from the last answer in a moment.'
        : message,
  }
}

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

/**
 * Waits until the key may ask for so many lines more: a stream is slowed down, never refused, for what it has begun.
 *
 * @throws the reason for which the stream has to end meanwhile
 */
const payFor = async ({ deps, principal, ending, left }: StreamRun, lines: number): Promise<void> => {
  const cost = lines / LINES_A_UNIT
  for (;;) {
    const refusal = deps.quotas?.ofKey(principal.kind, principal.keyId, cost)
    if (!refusal) return
    const signal = AbortSignal.any([left, ending.signal])
    await wait(Number(refusal.extensions['retryAfter']) * 1000, undefined, { signal }).catch(
      (error: unknown) => {
        ending.signal.throwIfAborted()
        throw error
      },
    )
  }
}

/** How many lines are asked at once, at most: many short lines that came together are answered in parts. */
const BATCH = 2_000

/** Bytes that are taken at once, as many as a socket is read for: to answer each line that came by itself costs a query each. */
const TAKEN = 65_536

type Progress = {
  tree: AnswerTree
  bytes: number
  /** Lines that were paid for. */
  counted: number
}

/** Lets the stream go on to where so many lines are counted; throws the reason why not. */
const admit = async (run: StreamRun, progress: Progress, counted: number): Promise<void> => {
  run.ending.signal.throwIfAborted()
  if (counted === progress.counted) return
  await payFor(run, counted - progress.counted)
  progress.counted = counted
  // After the wait, in which it may have been revoked.
  await requireLive(run.deps, run.principal)
}

/** Answers lines of which so many are `counted` with what came after them, blank or not ended yet. */
async function* answerBatches(
  run: StreamRun,
  { lines, counted }: { readonly lines: readonly BodyLine[]; readonly counted: number },
  salt: string,
  progress: Progress,
): AsyncGenerator<string, void> {
  const { lines: most } = run.limits
  const hashing = createNodeHashing()
  const allowed = lines.filter((line) => line.counted <= most)
  for (let at = 0; at < allowed.length; at += BATCH) {
    const batch = allowed.slice(at, at + BATCH)
    await admit(run, progress, batch.at(-1)?.counted ?? 0)
    const answers = await answerLines(run, batch)
    progress.tree = appendAnswers(progress.tree, answers, salt, hashing)
    yield `${answers.map(({ line }) => line).join('\n')}\n`
  }
  await admit(run, progress, Math.min(counted, most))
  if (counted > most)
    throw codedError(
      'TOO_MANY_LINES',
      `A stream has at most ${most} lines, blank ones too: go on with another.`,
    )
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
): AsyncGenerator<string, void> {
  const { body, ending } = run
  const chunks = body.getReader()
  const leave = (): void => void chunks.cancel().catch(() => undefined)
  // What is being waited for then comes as the end of the body.
  ending.signal.addEventListener('abort', leave, { once: true })
  if (ending.signal.aborted) leave()
  const answer = (came: readonly BodyLine[]): AsyncGenerator<string, void> => {
    const lines = came.filter((line) => !isBlank(line))
    if (lines.length > 0) ending.onLine()
    return answerBatches(run, { lines, counted: reader.counted() }, salt, progress)
  }
  try {
    ending.awaitLine()
    for await (const taken of takeAll(chunks, TAKEN)) {
      const before = progress.tree
      taken.forEach(onChunk)
      yield* answer(taken.flatMap(reader.push))
      if (progress.tree !== before) ending.awaitLine()
    }
    yield* answer(reader.end())
  } finally {
    ending.signal.removeEventListener('abort', leave)
    leave()
  }
}

/**
 * Answers a body line by line, in its order and at one position; nothing more is read of it than answers are taken. The last
 * line says how the stream ended: with its receipt, or why there is none. Without that line the answer was cut off.
 */
export async function* streamAnswers(run: StreamRun): AsyncGenerator<string, void> {
  const { deps, principal, asked, screening } = run
  const salt = newSalt(deps)
  const sha256 = createHash('sha256')
  const progress: Progress = { tree: NO_ANSWERS, bytes: 0, counted: 0 }
  try {
    const reader = createLineReader(run.limits.line)
    yield* answerBody(run, reader, salt, progress, (chunk) => {
      sha256.update(chunk)
      progress.bytes += chunk.length
    })
    await requireLive(deps, principal)
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
    if (run.left.aborted) return deps.log.info('a client left its stream')
    const told = errorOf(deps, error)
    const { keyId, tenant } = principal
    // Its request was reported when its answer began.
    deps.log.info(
      { code: told.code, route: STREAM_PATH, tenantId: tenant.tenantId, keyId },
      'a stream ended early',
    )
    deps.observer?.onError(STREAM_PATH, told.code)
    yield endLine(run, progress, { id: null, receipt: null, error: told })
  }
}
