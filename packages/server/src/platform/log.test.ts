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
