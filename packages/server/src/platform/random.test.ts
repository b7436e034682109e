import { expect, it } from 'vitest'
import { pooledRandom } from './random.ts'

it('hands out as many bytes as asked, none of them twice', () => {
  const random = pooledRandom()
  const lengths = [0, 1, 16, 32, 4095, 4096, 4097, 16]
  expect(lengths.map((length) => random(length).length)).toEqual(lengths)
  const texts = Array.from({ length: 2000 }, () => Buffer.from(random(16)).toString('hex'))
  expect(new Set(texts).size).toBe(texts.length)
  expect(texts).not.toContain('0'.repeat(32))
})
