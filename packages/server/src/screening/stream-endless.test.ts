import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Observer } from '../platform/observer.ts'
import { createQuotas } from '../platform/quotas.ts'
import { linesIn, phoneOf, startStreaming, type Streaming } from '../testing/streaming.ts'
import { createLineReader } from './read-lines.ts'
import { STREAM_LIMITS } from './stream-ending.ts'

let streaming: Streaming
beforeAll(async () => {
  streaming = await startStreaming()
})
afterAll(() => streaming.close())

const ASKED = `{"ref":"1","phone":"${phoneOf(0)}"}\n`
const ended = (code: string, n: number) => ({ end: true, n, error: { code }, receipt: null })

/** Begins a stream of this text, or of one question alone, which its client never ends. */
const begun = (url: string, text: string): Promise<Response> =>
  text === '' ? streaming.hold(url, ASKED).response : streaming.repeat(url, text, 5)

// Each is sent for ever: what ends it is the server.
test.each([
  ['lines', ASKED],
  ['blank lines', '\n'],
  ['spaces', ' '],
])('a stream of %s ends when its time is over, and says so', async (_name, text) => {
  const { url } = await streaming.open({ streams: { ...STREAM_LIMITS, time: 300 } })
  const lines = await linesIn(await streaming.repeat(url, text, 5))
  expect(lines.at(-1)).toMatchObject(ended('DEADLINE_EXCEEDED', lines.length - 1))
})

test.each([
  ['that sends nothing more', '', 1],
  ['of blank lines', '\n', 0],
  ['without a line feed', ' ', 0],
])('a stream %s is not waited for long, and is told so', async (_name, text, n) => {
  const { url } = await streaming.open({ streams: { ...STREAM_LIMITS, idle: 500 } })
  const lines = await linesIn(await begun(url, text))
  expect(lines.at(-1)).toMatchObject(ended('DEADLINE_EXCEEDED', n))
})

test.each([
  ['blank lines', '\n'.repeat(100), 0],
  ['one line without end', ' '.repeat(40_960), 0],
  ['lines of which most are blank', `${'\n'.repeat(99)}${ASKED}`, 10],
])('%s count toward the lines of a stream', async (_name, text, n) => {
  const { url } = await streaming.open({ streams: { ...STREAM_LIMITS, lines: 1_000 } })
  const lines = await linesIn(await streaming.repeat(url, text, 0))
  expect(lines.at(-1)).toMatchObject(ended('TOO_MANY_LINES', n))
})

test.each([
  ['blank lines', '\n'.repeat(100)],
  ['a line without end', ' '.repeat(409_600)],
])('%s cost a key what as many questions cost', async (_name, text) => {
  const ignore = (): void => undefined
  const refusals: string[] = []
  const observer: Observer = {
    onAnswered: ignore,
    onDecided: ignore,
    onWebhookAttempt: ignore,
    onQuotaExceeded: (of) => void refusals.push(of),
    onError: ignore,
    onUnavailable: ignore,
  }
  const rate = { burst: 20, perSecond: 20 }
  const rates = { SITE: rate, SECRET: rate, PARTNER: rate, contact: rate, failure: rate }
  // Time stands still: what was spent is not filled up.
  const { url } = await streaming.open(
    { streams: { ...STREAM_LIMITS, time: 500 } },
    createQuotas(rates, () => 0, observer),
  )
  const lines = await linesIn(await streaming.repeat(url, text, 0))
  expect(refusals).toContain('key')
  // It is not held up by the wait for its share either.
  expect(lines).toMatchObject([ended('DEADLINE_EXCEEDED', 0)])
})

test.each([
  ['that sends nothing more', ''],
  ['of blank lines', '\n'],
  ['without a line feed', ' '],
])('a stream %s is ended at once, with its last line, by a server that ends', async (_name, text) => {
  const stopping = new AbortController()
  const { url } = await streaming.open({ stopping: stopping.signal })
  const response = await begun(url, text)
  stopping.abort()
  const lines = await linesIn(response)
  expect(lines.at(-1)).toMatchObject(ended('STOPPING', lines.length - 1))
})

test('of a line that is too long each part counts, ended or not', () => {
  const reader = createLineReader(4)
  const counts = ['ab', 'cd', 'e', 'fgh', 'i\n', '\n\n', 'abcd\nabcd\n', ''].map((text) => {
    const lines = reader.push(Buffer.from(text))
    return [reader.counted(), ...lines.map(({ number, counted }) => `${number}:${counted}`)]
  })
  expect(counts).toEqual([[0], [0], [1], [1], [3, '1:3'], [5, '2:4', '3:5'], [7, '4:6', '5:7'], [7]])
})
