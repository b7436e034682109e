import { Pool } from 'undici'

/** How a burst of requests went, each sent once. */
export type Burst = {
  readonly perSecond: number
  /** Milliseconds from sending to the whole answer. */
  readonly waits: Float64Array
  readonly failed: number
}

/** How long is asked by how many at once, and how often at most. */
export type Load = {
  readonly connections: number
  readonly seconds: number
  readonly requests?: number
}

/** One request: a POST of its body, or a GET where it has none. */
export type Ask = { readonly path: string; readonly body?: string }

/** What was answered to one request; `at` is when, by `performance.now`. */
export type Answered = { readonly status: number; readonly text: string; readonly at: number }

/**
 * Sends each request once, so many at a time over kept connections, until all are sent or the time is over. The next is
 * sent when one is answered: what is measured is the most that comes through.
 *
 * @param origin of the server
 * @param onAnswer tells whether the answer is as it should be
 */
export const sendAll = async (
  origin: string,
  headers: Record<string, string>,
  next: () => Ask | undefined,
  { connections, seconds, requests = Infinity }: Load,
  onAnswer: (answered: Answered) => boolean,
): Promise<Burst> => {
  const pool = new Pool(origin, { connections })
  const waits: number[] = []
  let failed = 0
  let asked = 0
  const started = performance.now()
  const end = started + seconds * 1000
  const posted = { 'content-type': 'application/json', ...headers }
  const send = async (): Promise<void> => {
    while (asked < requests && performance.now() < end) {
      const ask = next()
      if (ask === undefined) return
      asked += 1
      const { path, body } = ask
      const before = performance.now()
      const answer = await pool.request(
        body === undefined
          ? { path, method: 'GET', headers }
          : { path, method: 'POST', headers: posted, body },
      )
      const text = await answer.body.text()
      const at = performance.now()
      waits.push(at - before)
      if (!onAnswer({ status: answer.statusCode, text, at })) failed += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, send))
  const elapsed = (performance.now() - started) / 1000
  await pool.close()
  return { perSecond: waits.length / elapsed, waits: Float64Array.from(waits), failed }
}
