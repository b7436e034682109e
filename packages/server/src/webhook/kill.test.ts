import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { env } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { integer, sample } from 'fast-check'
import { expect, test } from 'vitest'
import { newFolder } from '../testing/folder.ts'
import { startReceiver } from '../testing/webhook-receiver.ts'
import { openWebhooksOverFolder } from '../testing/webhooks-over-folder.ts'
import { deliverDue } from './dispatcher.ts'

// `CONSTAT_KILL_ROUNDS=200 vitest run packages/server/src/webhook` for many.
const ROUNDS = Number(env['CONSTAT_KILL_ROUNDS'] ?? 4)
const SEED = 20_261_121
const WEBHOOKS = fileURLToPath(new URL('../testing/kill-webhooks.ts', import.meta.url))
const AT_ONCE = 16

/** Lets a server run for this long after the first acknowledgement, kills it, and gives the events that it acknowledged. */
const runUntilKilled = async (args: readonly string[], milliseconds: number): Promise<readonly string[]> => {
  const child = spawn(process.execPath, ['--conditions=@constat/source', WEBHOOKS, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const closed = once(child, 'close')
  const isDone = closed.then(() => true)
  while (!printed.includes('\n') && !(await Promise.race([isDone, wait(1, false)])));
  await wait(milliseconds)
  child.kill('SIGKILL')
  await closed
  // The last line may be cut short.
  return printed.split('\n').slice(0, -1)
}

test(
  'every acknowledged event is told after a kill at any moment, by the servers that come after, and each person’s in order',
  { timeout: 30_000 + ROUNDS * 10_000 },
  async () => {
    const folder = await newFolder()
    const receiver = await startReceiver()
    const acknowledged: string[] = []
    let servers = 0
    const delays = sample(integer({ min: 0, max: 250 }), { numRuns: ROUNDS, seed: SEED })
    for (const [round, delay] of delays.entries()) {
      // Every third round two servers share the work, and die apart.
      const names = round % 3 === 2 ? ['a', 'b'] : ['a']
      servers += names.length
      const printed = await Promise.all(
        names.map((name, at) =>
          runUntilKilled([folder, `${round}${name}`, receiver.url, String(round)], delay + at * 20),
        ),
      )
      for (const events of printed) {
        expect(events.length).toBeGreaterThan(0)
        acknowledged.push(...events)
      }
    }
    const rest = await openWebhooksOverFolder(folder, { url: '', name: 'rest', minutes: ROUNDS })
    await deliverDue(rest.deps)
    await rest.close()

    const first = new Map<string, number>()
    for (const [at, { event }] of receiver.received.entries()) if (!first.has(event)) first.set(event, at)
    expect(acknowledged.filter((event) => !first.has(event))).toEqual([])
    for (const event of acknowledged.filter((each) => each.endsWith('_withdrawn')))
      expect(first.get(event)).toBeGreaterThan(first.get(event.replace('_withdrawn', '')) ?? Infinity)
    // Again is told only what a server was telling when it died.
    expect(receiver.received.length - first.size).toBeLessThanOrEqual(servers * AT_ONCE)
  },
)
