import { Pool } from 'undici'

/** How a burst of requests went, each body sent once. */
export type Burst = {
  readonly perSecond: number
  /** Milliseconds from sending to the whole answer. */
  readonly waits: Float64Array
  readonly failed: number
}

/** What was answered to one body; `at` is when, by `performance.now`. */
export type Answered = { readonly status: number; readonly text: string; readonly at: number }

/**
 * Sends each body once, so many at a time over kept connections, until all are sent or the time is over. The next is
 * sent when one is answered: what is measured is the most that comes through.
 */
export const sendAll = async (
  url: string,
  headers: Record<string, string>,
  next: () => string | undefined,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
  onAnswer: (answered: Answered) => boolean,
): Promise<Burst> => {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, { connections })
  const waits: number[] = []
  let failed = 0
  const started = performance.now()
  const end = started + seconds * 1000
  const send = async (): Promise<void> => {
    for (let body = next(); body !== undefined && performance.now() < end; body = next()) {
      const before = performance.now()
      const { statusCode, body: answer } = await pool.request({
        path: pathname,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      })
      const text = await answer.text()
      const at = performance.now()
      waits.push(at - before)
      if (!onAnswer({ status: statusCode, text, at })) failed += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, send))
  const elapsed = (performance.now() - started) / 1000
  await pool.close()
  return { perSecond: waits.length / elapsed, waits: Float64Array.from(waits), failed }
}
