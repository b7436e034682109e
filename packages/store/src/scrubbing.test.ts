import { expect, it } from 'vitest'
import { keepScrubbing } from './scrubbing.ts'

it('an attempt that fails unexpectedly is told to who asked and made again by itself, and ends no process', async () => {
  const owed: boolean[] = []
  const done = Promise.withResolvers<void>()
  let attempts = 0
  const { scrub, stop } = keepScrubbing(
    async () => {
      attempts += 1
      if (attempts < 3) throw new Error('refused')
      return true
    },
    { first: 1, longest: 1 },
    (isOwed) => {
      owed.push(isOwed)
      if (!isOwed) done.resolve()
    },
  )
  await expect(scrub()).rejects.toThrow('refused')
  await done.promise
  expect(owed).toEqual([true, true, false])
  await stop()
})
