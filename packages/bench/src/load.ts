import autocannon from 'autocannon'

/** One burst of load. */
export type Load = {
  readonly url: string
  readonly headers: Record<string, string>
  readonly bodies: readonly string[]
  readonly seconds: number
  readonly connections: number
}

/** What a burst measured. */
export type Measured = {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly failed: number
}

/** Sends the bodies in turn over kept connections for so many seconds. */
export const measure = async ({ url, headers, bodies, seconds, connections }: Load): Promise<Measured> => {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    requests: bodies.map((body) => ({ body })),
  })
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors + result.timeouts,
  }
}

/** The middle one of several bursts by throughput. */
export const median = (runs: readonly Measured[]): Measured => {
  const sorted = runs.toSorted((a, b) => a.perSecond - b.perSecond)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (!middle) throw new Error('No run to take the median of.')
  return middle
}
