import { expect, test } from 'vitest'
import { createPlaces, MOST_STREAMS } from './places.ts'

const take = (places: ReturnType<typeof createPlaces>, tenantId: string, keyId: string) => {
  const place = places(tenantId, keyId)
  return 'full' in place ? place.full : 'taken'
}

test('a tenant with many keys leaves the others their places', () => {
  const places = createPlaces()
  const asked = Array.from({ length: 32 }, (_, n) => take(places, 'greedy', `key_${n % 8}`))
  expect(asked.filter((each) => each === 'taken')).toHaveLength(MOST_STREAMS.tenant)
  expect(take(places, 'greedy', 'key_8')).toBe('tenant')
  expect(take(places, 'other', 'key_9')).toBe('taken')
})

test('what is full is told: the key, the tenant or the server', () => {
  const places = createPlaces()
  const ofOne = Array.from({ length: MOST_STREAMS.key + 1 }, () => take(places, 'one', 'key_1'))
  expect(ofOne.at(-1)).toBe('key')
  for (let n = 0; n < MOST_STREAMS.server - MOST_STREAMS.key; n += 1)
    expect(take(places, `tenant_${n}`, `of_${n}`)).toBe('taken')
  expect(take(places, 'late', 'key_2')).toBe('server')
})

test('a place that is left is free once, however often it is left', () => {
  const places = createPlaces()
  const place = places('one', 'key_1')
  for (let n = 1; n < MOST_STREAMS.key; n += 1) places('one', 'key_1')
  if ('leave' in place) {
    place.leave()
    place.leave()
  }
  expect([take(places, 'one', 'key_1'), take(places, 'one', 'key_1')]).toEqual(['taken', 'key'])
})
