import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { RequestRefused } from '@constat/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Observer } from '../platform/observer.ts'
import { createQuotas } from '../platform/quotas.ts'
import { STREAM_LIMITS } from './stream-ending.ts'
import { linesIn, phoneOf, QUESTION, startStreaming, type Streaming } from '../testing/streaming.ts'

const ignore = (): void => undefined
const NOBODY: Observer = {
  onAnswered: ignore,
  onDecided: ignore,
  onWebhookAttempt: ignore,
  onQuotaExceeded: ignore,
  onError: ignore,
  onUnavailable: ignore,
}

let streaming: Streaming
beforeAll(async () => {
  streaming = await startStreaming()
})
afterAll(() => streaming.close())

const stopped = (): AbortSignal => AbortSignal.abort()

test('a stream ends where its lines or its server end, and says so', async () => {
  const body = Array.from({ length: 5 }, (_, index) => `{"ref":"${index}","phone":"${phoneOf(index)}"}`).join(
    '\n',
  )
  const few = await streaming.open({ streams: { ...STREAM_LIMITS, lines: 3 } })
  const lines = await linesIn(await streaming.post(few.url, body))
  expect(lines.length).toBe(4)
  expect(lines.at(-1)).toMatchObject({ end: true, n: 3, error: { code: 'TOO_MANY_LINES' }, receipt: null })

  const stopping = await streaming.open({ stopping: stopped() })
  expect(await linesIn(await streaming.post(stopping.url, body))).toMatchObject([
    { end: true, n: 0, error: { code: 'STOPPING' }, receipt: null },
  ])
  await expect(stopping.client.screen([{ ref: '1', phone: phoneOf(1) }], QUESTION).next()).rejects.toThrow(
    RequestRefused,
  )
})

test('a key has four streams at once, and one that its client leaves makes room', async () => {
  const { url } = await streaming.open()
  // They never end: they wait for lines.
  const held = () => streaming.hold(url, `{"ref":"1","phone":"${phoneOf(1)}"}\n`)
  const streams = [held(), held(), held(), held()]
  for (const { response } of streams) {
    const reader = (await response).body?.getReader()
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toContain('"verdict":"DENY"')
  }
  const fifth = await streaming.post(url, '')
  expect([fifth.status, fifth.headers.get('retry-after')]).toEqual([429, '5'])
  streams[0]?.left.abort()
  let status = 429
  while (status === 429) ({ status } = await streaming.post(url, ''))
  expect(status).toBe(200)
  for (const { left } of streams) left.abort()
})

test('a client that leaves within its stream is no fault of the server', async () => {
  const { url } = await streaming.open()
  const logged = streaming.server.logged().length
  const { left, response } = streaming.hold(url, '{"ref":"1",')
  expect((await response).status).toBe(200)
  left.abort()
  const said = () => streaming.server.logged().slice(logged)
  while (!said().includes('stream"')) await wait(5)
  expect(said()).toContain('a client left its stream')
  expect(said()).not.toContain('"level":50')
})

test('a reader that takes no answers holds back what is read of the lines', async () => {
  const { port } = await streaming.open()
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.pause()
  socket.write(
    `POST /v1/eligibility/stream?channel=LIVE_CALL&advertiser=cuisines HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${streaming.server.secretKey}\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n`,
  )
  const line = `{"ref":"${'r'.repeat(100)}","phone":"${phoneOf(7)}"}\n`
  const chunk = line.repeat(500)
  const framed = `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`
  let sent = 0
  const MOST = 100_000_000
  // Until the server takes no more; a server that reads on would take all of it.
  while (sent < MOST) {
    const flushed = socket.write(framed)
    sent += framed.length
    if (flushed) continue
    const drained = once(socket, 'drain').then(() => true)
    const full = await Promise.race([drained, quiet(socket)])
    if (!full) break
  }
  expect(sent).toBeLessThan(MOST)
  socket.destroy()
})

/** Resolves with false once a socket has written nothing for a second. */
const quiet = async (socket: { readonly bytesWritten: number }): Promise<false> => {
  for (let before = -1; before !== socket.bytesWritten;) {
    before = socket.bytesWritten
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  return false
}

test('a stream that asks for more than its share is slowed, not refused', async () => {
  const rate = { burst: 200, perSecond: 80 }
  const plenty = { burst: 1e6, perSecond: 1e6 }
  const rates = { SITE: rate, SECRET: rate, PARTNER: rate, contact: plenty, failure: rate }
  // Time goes by when one was refused.
  const refusals: string[] = []
  const quotas = createQuotas(rates, () => refusals.length * 10_000, {
    ...NOBODY,
    onQuotaExceeded: (of) => void refusals.push(of),
  })
  const { client } = await streaming.open({}, quotas)
  const leads = Array.from({ length: 3_000 }, (_, index) => ({ ref: String(index), phone: phoneOf(index) }))
  let answered = 0
  for await (const _ of client.screen(leads, QUESTION)) answered += 1
  expect(answered).toBe(3_000)
  expect(refusals).toContain('key')
})
