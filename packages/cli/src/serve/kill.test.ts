import { env } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient } from '@constat/client'
import { fsckLog } from '@constat/server'
import { findCheckpoint } from '@constat/store'
import { integer, sample } from 'fast-check'
import { expect, test } from 'vitest'
import { headOf, inspect, load, missing } from '../testing/load.ts'
import { endGently, install, publish, serve } from '../testing/serve.ts'

const ROUNDS = Number(env['CONSTAT_KILL_ROUNDS'] ?? 20)
const SEED = 20_261_121
/** More than one round can acknowledge. */
const OF_A_ROUND = 100_000

test(
  'a server killed at any moment under load over HTTP holds every event that it acknowledged, and its log has one history',
  { timeout: 60_000 + ROUNDS * 20_000 },
  async () => {
    const installed = await install()
    const acknowledged: string[] = []
    const heads = new Map<number, string>()
    const first = await serve(installed)
    const notice = await publish(first.client)
    await endGently(first)
    const delays = sample(integer({ min: 0, max: 250 }), { numRuns: ROUNDS, seed: SEED })
    for (const [round, delay] of delays.entries()) {
      const serving = await serve(installed)
      const shown = await headOf(serving)
      expect(heads.get(shown.size) ?? shown.root).toBe(shown.root)
      heads.set(shown.size, shown.root)
      // None of its requests is repeated: the server that it asks does not come back.
      const client = createClient({ url: `${serving.url}/graphql`, key: installed.secretKey, retries: 0 })
      const loaded = load(client, notice, round * OF_A_ROUND)
      while (loaded.acknowledged.length === 0) await wait(1)
      await wait(delay)
      serving.kill('SIGKILL')
      await serving.ended
      await loaded.over
      acknowledged.push(...loaded.acknowledged)
    }
    await inspect(installed, async (client, deps) => {
      expect(await missing(client, acknowledged)).toEqual([])
      expect(await fsckLog(deps, '1')).toEqual([])
      for (const [size, root] of heads) {
        const kept = await findCheckpoint(deps.store.reader, '1', size)
        expect(Buffer.from(kept?.root ?? []).toString('base64')).toBe(root)
      }
    })
    expect(acknowledged.length).toBeGreaterThan(ROUNDS)
  },
)
