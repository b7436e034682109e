import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { takeAll } from './take-all.ts'

/** A stream of texts, its chunks as they are taken. */
const taking = (most = 1_000) => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(undefined, undefined, {
    highWaterMark: 1_000,
  })
  const writer = writable.getWriter()
  const taken = takeAll(readable.getReader(), most)
  return {
    send: (...texts: readonly string[]) => Promise.all(texts.map((text) => writer.write(Buffer.from(text)))),
    end: () => writer.close(),
    fail: (reason: Error) => writer.abort(reason),
    take: async () => {
      const { value } = await taken.next()
      return value?.map((chunk) => Buffer.from(chunk).toString())
    },
  }
}

test('what has come is taken at once, in its order', async () => {
  const { send, end, take } = taking()
  await send('a', 'b', 'c')
  expect(await take()).toEqual(['a', 'b', 'c'])
  await send('d')
  await send('e')
  await end()
  expect(await take()).toEqual(['d', 'e'])
  expect(await take()).toBeUndefined()
})

test('what comes alone is taken without waiting for more', async () => {
  const { send, take } = taking()
  const first = take()
  await send('a')
  expect(await first).toEqual(['a'])
  const second = take()
  await wait(5)
  await send('b')
  expect(await second).toEqual(['b'])
})

test('no more is taken at once than allowed, and a chunk', async () => {
  const { send, take } = taking(3)
  await send('aa', 'bb', 'cc', 'dd', 'e')
  expect(await take()).toEqual(['aa', 'bb'])
  expect(await take()).toEqual(['cc', 'dd'])
  expect(await take()).toEqual(['e'])
})

test('who sends again and again within a turn is not waited for', async () => {
  // A chunk comes whenever one is asked for, and not at once.
  const readable = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      await new Promise(setImmediate)
      controller.enqueue(Buffer.from('a'))
    },
  })
  const { value } = await takeAll(readable.getReader(), 1_000).next()
  expect(value?.length).toBeLessThan(10)
})

test('a stream that breaks off while nothing is taken fails once it is asked for more', async () => {
  const { send, fail, take } = taking()
  await send('a')
  expect(await take()).toEqual(['a'])
  await fail(new Error('broken off')).catch(() => undefined)
  await wait(5)
  await expect(take()).rejects.toThrow('broken off')
})
