import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { env } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { integer, sample } from 'fast-check'
import { leavesFrom } from '@constat/store'
import { appendLeaves, EMPTY_RANGE, hashLeaf, rootOf, type CompactRange } from '@constat/tlog'
import { createPostgres, sharedCluster } from '@constat/store/testing/postgres'
import { expect, onTestFinished, test } from 'vitest'
import { newFolder } from '../testing/folder.ts'
import { openLogUnderTest, type LogUnderTest } from '../testing/log-under-test.ts'
import { fsckLog } from './fsck.ts'
import { openLog } from './open-log.ts'
import { takeTurn } from './sequencer.ts'

// A whole server is killed by the test of `constat serve`. `CONSTAT_KILL_ROUNDS=200 vitest run packages/server/src/log` for many.
const ROUNDS = {
  SQLite: Number(env['CONSTAT_KILL_ROUNDS'] ?? 20),
  PostgreSQL: Number(env['CONSTAT_KILL_ROUNDS'] ?? 4),
}
const SEED = 20_261_121
const SEQUENCER = fileURLToPath(new URL('../testing/kill-sequencer.ts', import.meta.url))

/** Lets a sequencer run for this long after it first says that, kills it, and gives what it printed. */
const growUntilKilled = async (
  folder: string,
  name: string,
  url: string | undefined,
  awaited: 'stated' | 'head',
  milliseconds: number,
): Promise<readonly string[]> => {
  const child = spawn(
    process.execPath,
    ['--conditions=@constat/source', SEQUENCER, folder, name, ...(url === undefined ? [] : [url])],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const closed = once(child, 'close')
  const isDone = closed.then(() => true)
  while (!printed.includes(awaited) && !(await Promise.race([isDone, wait(1, false)])));
  await wait(milliseconds)
  child.kill('SIGKILL')
  await closed
  // The last line may be cut short.
  return printed.split('\n').slice(0, -1)
}

/** Every head that was ever served, by size; the same size is never served with two roots. */
const noteHeads = (heads: Map<string, string>, lines: readonly string[]): void => {
  for (const line of lines) {
    const [kind, size = '', root = ''] = line.split(' ')
    if (kind !== 'head') continue
    expect(heads.get(size) ?? root, `size ${size}`).toBe(root)
    heads.set(size, root)
  }
}

/** Checks that each statement stands at one index, and that every head served is that of the tree at its size. */
const requireWhole = async (
  { deps }: LogUnderTest,
  acknowledged: readonly string[],
  heads: ReadonlyMap<string, string>,
): Promise<void> => {
  const leaves = await leavesFrom(deps.store.reader, '1', 0, 10_000_000)
  const stated = leaves.map(({ jti }) => jti)
  expect(new Set(stated).size).toBe(stated.length)
  const known = new Set(stated)
  expect(acknowledged.filter((jti) => !known.has(jti))).toEqual([])
  let range: CompactRange = EMPTY_RANGE
  let met = 0
  for (let size = 0; size <= leaves.length; size += 1) {
    const root = heads.get(String(size))
    if (root !== undefined) {
      expect(Buffer.from(rootOf(range)).toString('base64')).toBe(root)
      met += 1
    }
    const leaf = leaves[size]
    if (leaf) range = appendLeaves(range, [hashLeaf(leaf.entry)])
  }
  expect(met).toBe(heads.size)
  expect((await deps.checkpoints.newest('1'))?.size).toBe(leaves.length)
  expect(await fsckLog(deps, '1')).toEqual([])
}

/** An address of a database that goes with the test; SQLite's is in the folder. */
const addressOf = async (engine: 'SQLite' | 'PostgreSQL'): Promise<string | undefined> => {
  if (engine === 'SQLite') return undefined
  // It is the sequencers that are killed, not PostgreSQL, which need not flush.
  const { url, drop } = await createPostgres(await sharedCluster())
  onTestFinished(drop)
  return url
}

test.each(['SQLite', 'PostgreSQL'] as const)(
  'every acknowledged statement comes into the log on %s after a kill at any moment, and no size ever has two heads',
  { timeout: 30_000 + ROUNDS.SQLite * 10_000 },
  async (engine) => {
    const folder = await newFolder()
    const url = await addressOf(engine)
    const rounds = ROUNDS[engine]
    const acknowledged: string[] = []
    const heads = new Map<string, string>()
    const delays = sample(integer({ min: 0, max: 250 }), { numRuns: rounds, seed: SEED })
    for (const [round, delay] of delays.entries()) {
      // Every third round two sequencers run at once, and die apart; every second has at least stated, the others served.
      const awaited = round % 2 === 0 ? 'stated' : 'head'
      const names = round % 3 === 2 ? ['a', 'b'] : ['a']
      const printed = await Promise.all(
        names.map((name, at) => growUntilKilled(folder, `${round}${name}`, url, awaited, delay + at * 20)),
      )
      for (const lines of printed) {
        expect(lines.filter((line) => line.startsWith('fault'))).toEqual([])
        const stated = lines.filter((line) => line.startsWith('stated'))
        if (awaited === 'stated') expect(stated.length).toBeGreaterThan(0)
        acknowledged.push(...stated.map((line) => line.slice('stated '.length)))
        noteHeads(heads, lines)
      }
      const log = await openLogUnderTest(folder, 'one', url)
      await takeTurn(log.deps, await openLog(log.deps))
      await requireWhole(log, acknowledged, heads)
      await log.close()
    }
    expect(heads.size).toBeGreaterThanOrEqual(Math.floor(rounds / 2))
    expect(acknowledged.length).toBeGreaterThanOrEqual(Math.ceil(rounds / 2))
  },
)
