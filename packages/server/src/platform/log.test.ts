import { spawn } from 'node:child_process'
import { text as textOf } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createLog, scrub } from './log.ts'

test.each([
  ['call +33 6 39 98 12 34 now', 'call [number] now'],
  ['0639981234', '[number]'],
  ['06.39.98.12.34', '[number]'],
  ['Unexpected token c in "claire.durand@example.fr"', 'Unexpected token c in "[address]"'],
  [
    'constat_secret_AAAAAAAAAAAAAAAA_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBCCCCCC is revoked',
    'constat_secret_… is revoked',
  ],
  ['SQLITE_FULL on port 4000', 'SQLITE_FULL on port 4000'],
])('"%s" is logged as "%s"', (text, logged) => expect(scrub(text)).toBe(logged))

test('of an error its kind, its scrubbed message, its cause and where it arose are logged', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const cause = new RangeError('bad 0639981234')
  log.error({ err: new TypeError('no ada@example.fr', { cause }) }, 'unexpected error')
  log.error({ err: 'ada@example.fr' }, 'thrown')
  const [first, second] = lines.map((line) => JSON.parse(line))
  expect(first).toMatchObject({
    level: 'error',
    msg: 'unexpected error',
    err: {
      type: 'TypeError',
      message: 'no [address]',
      stack: expect.stringContaining('log.test.ts'),
      cause: { type: 'RangeError', message: 'bad [number]' },
    },
  })
  expect(second.err).toEqual({ type: 'string' })
  expect(lines.join('')).not.toMatch(/ada@|0639981234/)
})

/** What a process of its own writes to standard output that logs, then ends by itself, by a signal or not at all. */
const outputOf = async (script: string): Promise<readonly string[]> => {
  const child = spawn(
    process.execPath,
    [
      '--conditions=@constat/source',
      '--input-type=module',
      '--eval',
      `import { createLog } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)}
const log = createLog('info')
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
${script}`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const written = await textOf(child.stdout)
  return written.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).msg]))
}

test.each([
  ['that ends', `log.info('a'); log.info('b'); process.exit(1)`, ['a', 'b']],
  ['that fails', `log.info('a'); process.on('uncaughtException', () => process.exit(7)); null.x`, ['a']],
  [
    'that is killed right after a warning',
    `log.info('a'); log.warn('b'); process.kill(process.pid, 'SIGKILL')`,
    ['a', 'b'],
  ],
  [
    'that is killed a while later',
    `log.info('a'); await wait(1_000); process.kill(process.pid, 'SIGKILL')`,
    ['a'],
  ],
  [
    'that logs much, warnings among it',
    `for (let n = 0; n < 3_000; n += 1) { if (n % 100 === 0) await wait(0); log[n % 7 === 0 ? 'warn' : 'info'](String(n)) }`,
    Array.from({ length: 3_000 }, (_, n) => String(n)),
  ],
])('of a process %s no line is lost, and all are in order', async (_, script, lines) =>
  expect(await outputOf(script)).toEqual(lines),
)
