import { createClient, RequestFailed, RequestRefused, type Client, type ScreeningItem } from '@constat/client'
import { readAnswer, readScrubReceipt, type AnswerLine, type ScreenedFile } from '@constat/evidence/screening'
import { CallFault } from '@constat/verifier'
import { refusePoint, refuseQuestion, type AskedOfAll } from './asked.ts'
import type { Counts, GivenReceipt, RunPoint, Screener } from './screener.ts'

type Saved = {
  readonly point: RunPoint
  /** The point as the server gave it. */
  readonly sealed: string
  readonly counts: Counts
  readonly receipts: readonly GivenReceipt[]
}

const isSaved = (value: unknown): value is Saved =>
  typeof value === 'object' && value !== null && 'sealed' in value && 'receipts' in value

/** Items that are handed in by and by. */
const createQueue = () => {
  const items: ScreeningItem[] = []
  let ended = false
  let wake: (() => void) | undefined
  async function* take(): AsyncGenerator<ScreeningItem, void> {
    for (let at = 0; ;) {
      const item = items[at]
      if (item) {
        at += 1
        yield item
        continue
      }
      items.length = 0
      at = 0
      if (ended) return
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  return {
    items: take(),
    push: (more: readonly ScreeningItem[]) => {
      for (const item of more) items.push(item)
      wake?.()
    },
    end: () => {
      ended = true
      wake?.()
    },
  }
}

const NO_COUNTS: Counts = { count: 0, verdicts: {}, reasons: {}, problems: {} }

const add = (counts: { readonly [word: string]: number }, words: readonly (string | undefined)[]) => {
  const sum = { ...counts }
  for (const word of words) if (word !== undefined) sum[word] = (sum[word] ?? 0) + 1
  return sum
}

const countAll = (counts: Counts, answers: readonly AnswerLine[]): Counts => ({
  count: counts.count + answers.length,
  verdicts: add(
    counts.verdicts,
    answers.map(({ outcome }) => ('verdict' in outcome ? outcome.verdict : undefined)),
  ),
  reasons: add(
    counts.reasons,
    answers.map(({ outcome }) => ('verdict' in outcome ? outcome.reason : undefined)),
  ),
  problems: add(
    counts.problems,
    answers.map(({ outcome }) => ('problem' in outcome ? outcome.problem : undefined)),
  ),
})

const faultOf = (error: unknown): unknown => {
  if (error instanceof RequestRefused && error.issues.some(({ path }) => path.join('.') === 'query.point'))
    return refusePoint(error.issues)
  if (error instanceof RequestRefused)
    return error.code === 'INVALID_INPUT' && error.issues.length > 0
      ? refuseQuestion(error.issues)
      : new CallFault(
          {
            fr: `Le serveur a refusé (${error.code}) : ${error.message}`,
            en: `The server refused (${error.code}): ${error.message}`,
          },
          { cause: error },
        )
  return error instanceof RequestFailed
    ? new CallFault(
        {
          fr: `${error.message} Relancez la même commande : elle reprend où elle en était.`,
          en: `${error.message} Run the same command again: it goes on where it was.`,
        },
        { cause: error },
      )
    : error
}

type Segment = {
  readonly queue: ReturnType<typeof createQueue>
  readonly run: ReturnType<Client['screen']>
  readonly lines: string[]
}

/**
 * Asks a server. Every so many records a request ends with its receipt, so that a run that was cut off goes on from there.
 *
 * @param source the file, for the receipts to name
 * @param from what an earlier {@link Screener} of this run saved
 */
export const screenRemotely = (
  { url, key }: { readonly url: string; readonly key: string },
  { question }: AskedOfAll,
  source: ScreenedFile,
  from: unknown,
): Screener => {
  const client = createClient({ url, key })
  if (from !== undefined && !isSaved(from)) throw refusePoint([])
  const saved = from
  let counts = saved?.counts ?? NO_COUNTS
  let point = saved?.point
  let sealed = saved?.sealed
  let receipts: readonly GivenReceipt[] = saved?.receipts ?? []
  let segment: Segment | undefined
  let turn: Promise<unknown> = Promise.resolve()

  const begin = (): Segment => {
    const queue = createQueue()
    const lines: string[] = []
    const { at, facts, profile, ...rest } = question
    const asked = {
      ...rest,
      // The instant of the first request, for all that follow.
      at: at === null ? point?.at : new Date(at).toISOString(),
      facts: JSON.parse(JSON.stringify(facts)),
      profile: profile === 'strict' ? ('STRICT' as const) : ('STANDARD' as const),
      point: sealed,
      source,
    }
    return { queue, lines, run: client.screen(queue.items, asked, { onLine: (line) => lines.push(line) }) }
  }
  const end = async ({ queue, run }: Segment): Promise<void> => {
    queue.end()
    const last = await run.next()
    if (!last.done) throw new Error('The server answers more than was asked.')
    const { position, evaluatedAt, at, n, receiptId, receipt } = last.value
    sealed = last.value.point
    const read = readScrubReceipt(Buffer.from(JSON.stringify(receipt)))
    if (!read) throw new Error('The server gave no receipt that this version reads.')
    point = { position, evaluatedAt, at }
    receipts = [...receipts, { id: receiptId, answers: n, receipt: read }]
  }
  const settle = async (): Promise<void> => {
    const open = segment ?? (point ? undefined : begin())
    segment = undefined
    if (!open) return
    try {
      await end(open)
    } catch (error) {
      throw faultOf(error)
    }
  }
  return {
    ask: async (records) => {
      segment ??= begin()
      const { queue, run, lines } = segment
      queue.push(
        records.map(({ line, kind, text }): ScreeningItem =>
          kind === 'phone' ? { ref: String(line), phone: text } : { ref: String(line), email: text },
        ),
      )
      // Those of the batch before come first, and are taken by who asked for them.
      const before = turn
      const take = async (): Promise<readonly string[]> => {
        await before
        for (let count = 0; count < records.length; count += 1)
          if ((await run.next()).done) throw new RequestFailed('UNREACHABLE', 'The server ended early.')
        return lines.splice(0, records.length)
      }
      const taken = take()
      turn = taken
      const answers = await taken.then(
        (mine) => mine.map(readAnswer),
        (error: unknown) => {
          throw faultOf(error)
        },
      )
      return (index) => {
        const { [index]: answer } = answers
        if (answer) return answer
        throw new RequestFailed('UNREACHABLE', 'The server gave an answer that this version does not read.')
      }
    },
    take: (answers) => void (counts = countAll(counts, answers)),
    settle,
    settleEvery: 100_000,
    batch: 4_096,
    saved: (): Saved | undefined =>
      point && sealed !== undefined ? { point, sealed, counts, receipts } : undefined,
    counts: () => counts,
    point: () => point ?? { position: '0', evaluatedAt: '', at: '' },
    finish: async () => {
      await settle()
      return receipts
    },
    close: async () => {
      if (!segment) return
      segment.queue.end()
      await segment.run.return({} as never).catch(() => undefined)
    },
  }
}
