import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBuckets } from './token-bucket.ts'

const RATE = { burst: 10, perSecond: 2 }

const timed = (most = 100) => {
  let now = 0
  const buckets = createBuckets(() => now, most)
  return { ...buckets, pass: (milliseconds: number) => void (now += milliseconds) }
}

test('a bucket gives its burst, then as much as runs in, and says how long to wait', () => {
  const { take, pass } = timed()
  expect(Array.from({ length: 11 }, () => take('a', RATE, 1))).toEqual([...Array(10).fill(0), 500])
  pass(499)
  expect(take('a', RATE, 1)).toBe(1)
  pass(1)
  expect(take('a', RATE, 1)).toBe(0)
  expect(take('b', RATE, 10)).toBe(0)
})

test('what costs more than a bucket is given when it is full, and paid for after', () => {
  const { take, pass } = timed()
  expect(take('a', RATE, 30)).toBe(0)
  expect(take('a', RATE, 1)).toBe(10_500)
  pass(10_500)
  expect(take('a', RATE, 1)).toBe(0)
})

test('whatever is asked and when, no more is given than burst and time allow', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ tokens: fc.integer({ min: 1, max: 10 }), after: fc.nat(3_000) })),
      (asks) => {
        const { take, pass } = timed()
        let [given, elapsed] = [0, 0]
        for (const { tokens, after } of asks) {
          pass(after)
          elapsed += after
          if (take('a', RATE, tokens) === 0) given += tokens
          expect(given).toBeLessThanOrEqual(RATE.burst + (elapsed / 1000) * RATE.perSecond + 1e-6)
        }
      },
    ),
  )
})

test('memory is bounded: of too many names the one not used for longest is forgotten', () => {
  const { take, size } = timed(3)
  for (const name of ['a', 'b', 'c']) take(name, RATE, 10)
  take('a', RATE, 1)
  take('d', RATE, 10)
  expect(size()).toBe(3)
  expect([take('a', RATE, 1), take('b', RATE, 1)]).toEqual([500, 0])
})
