import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHttp } from '../platform/http.ts'
import { phoneOf, startStreaming, type Streaming } from '../testing/streaming.ts'

let streaming: Streaming
beforeAll(async () => {
  streaming = await startStreaming()
})
afterAll(() => streaming.close())

const lineOf = (index: number): Uint8Array =>
  Buffer.from(`{"ref":"${index}","phone":"${phoneOf(index % 10_000)}"}\n`)

/** Streams a body, without a socket that would cut it anew; gives what is answered at each look. */
const answersTo = async (body: ReadableStream<Uint8Array>) => {
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: {
      authorization: `Bearer ${streaming.server.secretKey}`,
      'content-type': 'application/x-ndjson',
    },
    body,
    duplex: 'half',
  }
  const path = '/v1/eligibility/stream?channel=LIVE_CALL&advertiser=cuisines'
  const reader = (await createHttp(streaming.server.deps).request(path, init)).body?.getReader()
  return {
    next: async () => {
      const text = Buffer.from((await reader?.read())?.value ?? []).toString()
      return text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    },
    leave: () => reader?.cancel(),
  }
}

test('lines that came one by one are answered together', async () => {
  const { next } = await answersTo(
    new ReadableStream({
      start: (controller) => {
        for (let index = 0; index < 1_000; index += 1) controller.enqueue(lineOf(index))
        controller.close()
      },
    }),
  )
  expect((await next()).map(({ ref }) => ref)).toEqual(
    Array.from({ length: 1_000 }, (_, index) => String(index)),
  )
  expect(await next()).toMatchObject([{ end: true, n: 1_000, error: null }])
})

test('a line in many pieces is answered as soon as it has ended', async () => {
  let send: (bytes: Uint8Array) => void = () => undefined
  const { next, leave } = await answersTo(
    new ReadableStream({ start: (controller) => void (send = (bytes) => controller.enqueue(bytes)) }),
  )
  for (const index of [0, 1]) {
    const answered = next()
    for (const byte of lineOf(index)) {
      send(Uint8Array.of(byte))
      await new Promise(setImmediate)
    }
    expect(await answered).toMatchObject([{ ref: String(index) }])
  }
  await leave()
})

test('of lines that come one by one without end no more is read than answers are taken', async () => {
  let read = 0
  const { next, leave } = await answersTo(
    new ReadableStream({ pull: (controller) => controller.enqueue(lineOf(read++)) }),
  )
  const first = await next()
  await wait(50)
  // What is taken at once, a chunk that is waited for and one that the stream holds ready.
  expect(read).toBeLessThan(first.length + 3)
  expect(first.length * lineOf(0).length).toBeLessThan(100_000)
  await leave()
})
