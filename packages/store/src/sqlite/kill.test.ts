import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { env } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { integer, sample } from 'fast-check'
import { expect, it } from 'vitest'
import { choicesOf, findEvent, findSealed, openSqliteStore, statementsOf } from '../index.ts'
import { CUISINES } from '../testing/fixtures.ts'
import { newDatabasePath } from '../testing/folder.ts'

const ROUNDS = Number(env['CONSTAT_KILL_ROUNDS'] ?? 5)
const SEED = 20_261_121
const WRITER = fileURLToPath(new URL('../testing/kill-writer.ts', import.meta.url))

/** Lets a process write for this long after its first acknowledgement, kills it, and gives what it acknowledged. */
const writeUntilKilled = async (
  path: string,
  round: number,
  milliseconds: number,
): Promise<readonly string[]> => {
  const child = spawn(process.execPath, ['--conditions=@constat/source', WRITER, path, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const closed = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), closed])
  await wait(milliseconds)
  child.kill('SIGKILL')
  await closed
  // The last line may be cut short.
  return printed.split('\n').slice(0, -1)
}

it(
  'holds every acknowledged event whole after a kill at any moment, and positions without gaps',
  { timeout: 30_000 + ROUNDS * 10_000 },
  async () => {
    const path = newDatabasePath()
    const acknowledged: string[] = []
    const delays = sample(integer({ min: 0, max: 250 }), { numRuns: ROUNDS, seed: SEED })
    for (const [round, delay] of delays.entries()) {
      const ids = await writeUntilKilled(path, round, delay)
      expect(ids.length).toBeGreaterThan(0)
      acknowledged.push(...ids)

      const store = await openSqliteStore({ path })
      for (const id of ids) {
        expect(await findEvent(store.reader, CUISINES, id), id).toBeDefined()
        expect(await statementsOf(store.reader, CUISINES, [id])).toHaveLength(1)
        expect(await choicesOf(store.reader, CUISINES, [id])).toHaveLength(1)
        expect(await findSealed(store.reader, CUISINES, id)).toBeDefined()
      }
      await store.close()

      const database = new Database(path)
      const value = (sql: string): unknown => database.prepare(sql).pluck().get()
      expect(value('pragma integrity_check')).toBe('ok')
      const events = value('select count(*) from consent_event')
      expect(events).toBeGreaterThanOrEqual(acknowledged.length)
      expect(value('select max(position) from consent_event')).toBe(events)
      expect(value('select position from position_counter order by position desc')).toBe(events)
      // No part of an event without the event.
      for (const table of ['statement', 'disclosure', 'dek', 'choice', 'challenge_use', 'manage_token'])
        expect(value(`select count(*) from ${table}`), table).toBe(events)
      database.close()
    }
  },
)
