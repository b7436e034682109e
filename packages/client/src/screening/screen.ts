import type { CallOptions, Connection } from '../connection.ts'
import { DIRECT, requireDirect } from '../direct.ts'
import { type ErrorCode, RequestFailed, RequestRefused, type Issue } from '../failure.ts'
import type { EligibilityInput } from '../generated/graphql.ts'
import { readRetryAfter } from '../retry.ts'
import { linesOf } from './lines.ts'

/** What is asked of every contact of a screening. */
export type ScreeningQuestion = Omit<EligibilityInput, 'contact'> & {
  /** Where an earlier screening of the same file and question stood, as the server gave it at most a day ago. */
  readonly point?: string | undefined
  /** The file that the contacts come from, for the receipt to name. */
  readonly source?: { readonly sha256: string; readonly bytes: number } | undefined
}

/** One contact to screen, under your own name for it. */
export type ScreeningItem = { readonly ref: string } & (
  | { readonly phone: string }
  | { readonly email: string }
)

/** The answer to one contact; instants are epoch milliseconds. */
export type ScreenedItem =
  | {
      readonly ref: string
      /** As it was read: E.164, or the address. */
      readonly contact: string
      readonly verdict: 'ALLOW' | 'DENY' | 'DEFER' | 'REVIEW'
      /** What carries the verdict first. */
      readonly reasons: readonly string[]
      readonly legalBasis: string | null
      readonly obligations: readonly string[]
      readonly nextPossibleAt?: number
      readonly problem?: undefined
    }
  | {
      readonly ref: string
      readonly problem: string
      readonly rule: string
      readonly message: string
      readonly verdict?: undefined
    }

/** How a screening ended. */
export type ScreeningEnd = {
  /** Answers given. */
  readonly n: number
  readonly verdicts: { readonly [verdict: string]: number }
  /** By the reason that carries the verdict. */
  readonly reasons: { readonly [code: string]: number }
  readonly problems: { readonly [rule: string]: number }
  /** Position of the latest event that any answer could see. */
  readonly position: string
  readonly at: string
  readonly evaluatedAt: string
  /** To be answered as now for a day, whatever is recorded meanwhile. */
  readonly point: string
  readonly receiptId: string
  /** To keep: `constat verify` reads it. */
  readonly receipt: unknown
}

/** What a screening may say beside its question. */
export type ScreeningOptions = Pick<CallOptions, 'signal'> & {
  /** Is told each answer as the server wrote it, without its line feed: what the receipt covers. */
  readonly onLine?: ((line: string) => void) | undefined
  /** Is told the point of the screening before its first answer: where to go on should it break off. */
  readonly onPoint?: ((point: string) => void) | undefined
}

type EndLine = Omit<ScreeningEnd, 'receiptId'> & {
  readonly end: true
  readonly error: { readonly code: string; readonly message: string } | null
  readonly receiptId: string | null
}

// So many characters are sent at once: a chunk a line would cost more than the line.
const CHUNK = 32_768

const addressOf = ({ url }: Connection, { point, source, facts, ...question }: ScreeningQuestion): URL => {
  const address = new URL('v1/eligibility/stream', url)
  const profile = question.profile?.toLowerCase()
  const parameters = {
    ...question,
    profile,
    facts: facts === undefined || facts === null ? undefined : JSON.stringify(facts),
    point,
    sourceSha256: source?.sha256,
    sourceBytes: source?.bytes,
  }
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== null) address.searchParams.set(name, String(value))
  return address
}

// How long a chunk waits to be filled, milliseconds.
const PATIENCE = 5

const startPatience = () => {
  const { promise: over, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => resolve(undefined), PATIENCE)
  return { over, stop: () => clearTimeout(timer) }
}

const toBody = (
  items: AsyncIterable<ScreeningItem> | Iterable<ScreeningItem>,
  onError: (error: unknown) => void,
): ReadableStream<Uint8Array> => {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]()
  const utf8 = new TextEncoder()
  let pending: Promise<IteratorResult<ScreeningItem>> | IteratorResult<ScreeningItem> | undefined
  const chunk = async (): Promise<{ readonly text: string; readonly done: boolean }> => {
    let text = ''
    const patience = startPatience()
    try {
      while (text.length < CHUNK) {
        pending ??= iterator.next()
        // What is there is sent when the next is slow to come: answers may be waited for before it does.
        const next = text === '' ? await pending : await Promise.race([pending, patience.over])
        if (next === undefined) break
        pending = undefined
        if (next.done) return { text, done: true }
        text += `${JSON.stringify(next.value)}\n`
      }
      return { text, done: false }
    } finally {
      patience.stop()
    }
  }
  return new ReadableStream(
    {
      pull: async (controller) => {
        try {
          const { text, done } = await chunk()
          if (text !== '') controller.enqueue(utf8.encode(text))
          if (done) controller.close()
        } catch (error) {
          onError(error)
          controller.error(error)
        }
      },
      cancel: async () => void (await iterator.return?.()),
    },
    { highWaterMark: 0 },
  )
}

const refusalOf = async (response: Response, now: number): Promise<RequestRefused> => {
  const text = await response.text()
  let error: { message?: string; extensions?: { code?: string; issues?: readonly Issue[] } } = {}
  try {
    ;({
      errors: [error],
    } = JSON.parse(text))
  } catch {
    error = {}
  }
  const { code = 'UNREADABLE', issues = [] } = error.extensions ?? {}
  return new RequestRefused(
    error.message ?? `The server answered ${response.status}.`,
    code,
    response.status,
    issues,
    readRetryAfter(response.headers.get('retry-after'), now),
  )
}

// What a request is answered that is refused for the same reason before its stream begins.
const STATUS: ReadonlyMap<string, number> = new Map<ErrorCode, number>([
  ['UNAUTHENTICATED', 401],
  ['STOPPING', 503],
  ['DEADLINE_EXCEEDED', 503],
  ['TOO_MANY_LINES', 503],
  ['STORAGE_UNAVAILABLE', 503],
  ['CLOCK_BEHIND', 503],
])

/**
 * Asks one question of any number of contacts in one request and gives the answers in their order, at one position; returns
 * how it ended. Contacts are taken as answers are: neither side holds more than a few thousand.
 *
 * @throws RequestRefused when the server refuses the request, sends it elsewhere, or ends the stream early with a code.
 * @throws RequestFailed when it cannot be reached, or the answer broke off: ask anew from the last answer on.
 */
export async function* screenItems(
  connection: Connection,
  items: AsyncIterable<ScreeningItem> | Iterable<ScreeningItem>,
  question: ScreeningQuestion,
  { signal, onLine, onPoint }: ScreeningOptions = {},
): AsyncGenerator<ScreenedItem, ScreeningEnd> {
  const { fetch: send = fetch, key, clock = Date.now } = connection
  const left = new AbortController()
  let cause: { readonly error: unknown } | undefined
  try {
    const init: RequestInit & { readonly duplex: 'half' } = {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${key}` },
      body: toBody(items, (error) => (cause = { error })),
      signal: signal ? AbortSignal.any([signal, left.signal]) : left.signal,
      duplex: 'half',
      ...DIRECT,
    }
    const response = await send(addressOf(connection, question), init)
    requireDirect(response)
    if (!response.ok || !response.body) throw await refusalOf(response, clock())
    const point = response.headers.get('constat-point')
    if (point !== null) onPoint?.(point)
    for await (const line of linesOf(response.body)) {
      const value: ScreenedItem | EndLine = JSON.parse(line)
      if (!('end' in value)) {
        onLine?.(line)
        yield value
        continue
      }
      const { end: _, error, receiptId, ...rest } = value
      if (error) throw new RequestRefused(error.message, error.code, STATUS.get(error.code) ?? 500, [])
      return { ...rest, receiptId: receiptId ?? '' }
    }
    throw new RequestFailed('UNREACHABLE', 'The answer broke off before its last line.')
  } catch (error) {
    if (cause) throw cause.error
    if (error instanceof RequestRefused || error instanceof RequestFailed) throw error
    if (signal?.aborted) throw signal.reason
    throw new RequestFailed('UNREACHABLE', 'The connection broke, or could not be made.', { cause: error })
  } finally {
    // Whoever stops taking answers ends the request.
    left.abort()
  }
}
