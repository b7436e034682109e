import { request } from 'undici'

const REQUESTS = 3_000
const WARM_UP = 500

const percentile = (sorted: readonly number[], share: number): string =>
  (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2)

/** How long one caller waits for each answer when nobody else asks, milliseconds. */
export const measureAlone = async (
  url: string,
  key: string,
  bodies: readonly string[],
): Promise<{ readonly p50: string; readonly p99: string }> => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
  const waits: number[] = []
  for (let index = 0; index < WARM_UP + REQUESTS; index++) {
    const started = performance.now()
    const { body } = await request(url, {
      method: 'POST',
      headers,
      body: bodies[index % bodies.length] ?? '',
    })
    await body.text()
    if (index >= WARM_UP) waits.push(performance.now() - started)
  }
  const sorted = waits.toSorted((a, b) => a - b)
  return { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) }
}
