import { env } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { integer, sample } from 'fast-check'
import { expect, it } from 'vitest'
import { openSqliteStore } from '../index.ts'
import { newDatabasePath } from '../testing/folder.ts'
import { startWriter } from '../testing/killed-writer.ts'
import { requireEvents } from '../testing/require-events.ts'

const ROUNDS = Number(env['CONSTAT_KILL_ROUNDS'] ?? 5)
const SEED = 20_261_121

it(
  'holds every acknowledged event whole after a kill at any moment, and positions without gaps',
  { timeout: 30_000 + ROUNDS * 10_000 },
  async () => {
    const path = newDatabasePath()
    const acknowledged: string[] = []
    const delays = sample(integer({ min: 0, max: 250 }), { numRuns: ROUNDS, seed: SEED })
    for (const [round, delay] of delays.entries()) {
      const writer = startWriter(path, String(round), round === 0)
      await writer.isWriting
      await wait(delay)
      const ids = await writer.kill()
      expect(ids.length).toBeGreaterThan(0)
      acknowledged.push(...ids)

      const store = await openSqliteStore({ path })
      await requireEvents(store, ids, acknowledged.length)
      await store.close()
      const database = new Database(path)
      expect(database.prepare('pragma integrity_check').pluck().get()).toBe('ok')
      database.close()
    }
  },
)
