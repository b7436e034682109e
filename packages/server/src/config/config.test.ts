import { expect, test } from 'vitest'
import { parseConfig } from './config.ts'

test('without settings it listens on this machine alone', () => {
  expect(parseConfig({ HOME: '/root' })).toEqual({
    ok: true,
    value: { host: '127.0.0.1', port: 4000, data: './data', origins: [], tsaMinutes: 60 },
  })
})

test('every fault is told at once, unknown names too', () => {
  const parsed = parseConfig({
    CONSTAT_PORT: 'http',
    CONSTAT_DATA: '',
    CONSTAT_PROT: '4000',
    CONSTAT_KILL_ROUNDS: '5',
  })
  expect(parsed.ok ? [] : parsed.issues.map(({ path }) => path.join())).toEqual([
    'CONSTAT_PROT',
    'CONSTAT_PORT',
    'CONSTAT_DATA',
  ])
})
