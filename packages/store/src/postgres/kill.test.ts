import { env } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { integer, sample, tuple } from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPostgresStore } from '../index.ts'
import { startCluster, type Cluster } from '../testing/cluster.ts'
import { startWriter } from '../testing/killed-writer.ts'
import { createPostgres } from '../testing/postgres.ts'
import { requireEvents } from '../testing/require-events.ts'

const ROUNDS = Number(env['CONSTAT_KILL_ROUNDS'] ?? 3)
const SEED = 20_261_121

// Its own, since what it commits reaches the disk.
let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster({ flushed: true })
})
afterAll(() => cluster.stop())

it(
  'holds every acknowledged event whole, and positions without gaps, after kills of server processes and crashes of PostgreSQL at any moment',
  { timeout: 60_000 + ROUNDS * 15_000 },
  async () => {
    const { url } = await createPostgres(cluster.url('postgres'), 'migrated')
    const acknowledged: string[] = []
    const moments = sample(tuple(integer({ min: 0, max: 250 }), integer({ min: 0, max: 250 })), {
      numRuns: ROUNDS,
      seed: SEED,
    })
    for (const [round, [untilCrash, untilKill]] of moments.entries()) {
      // Two processes at once, which go on when PostgreSQL is back and are killed then.
      const first = startWriter(url, `${round}a`, round === 0)
      if (round === 0) await first.isWriting
      const writers = [first, startWriter(url, `${round}b`, false)]
      await Promise.all(writers.map(({ isWriting }) => isWriting))
      await wait(untilCrash)
      if (round % 2 === 0) await cluster.crash()
      await wait(untilKill)
      const printed = await Promise.all(writers.map(({ kill }) => kill()))
      for (const ids of printed) expect(ids.length).toBeGreaterThan(0)
      acknowledged.push(...printed.flat())

      const store = await openPostgresStore({ url })
      await requireEvents(store, printed.flat(), acknowledged.length)
      await store.close()
    }
  },
)
