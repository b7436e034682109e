import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { reply } from '../testing/authority.ts'
import { body } from '../testing/timestamps.ts'
import { startTestTsa, type TestTsa } from '../testing/tsa.ts'
import { requestTimestamp, timestampRequest, verifyTimestamp } from './index.ts'

const nonce = Uint8Array.of(0xf1, 2, 3, 4, 5, 6, 7, 8)

let tsa: TestTsa

beforeAll(async () => {
  tsa = await startTestTsa()
})
afterAll(() => tsa.close())

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** A server that answers as no TSA should. */
const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener)
  closers.push(() => {
    server.close()
    server.closeAllConnections()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`
}

const REPLY = { 'content-type': 'application/timestamp-reply' }
const ask = (url: string, more: { signal?: AbortSignal; maxBytes?: number } = {}) =>
  requestTimestamp({ url, body, nonce, fetch, ...more })

describe('a TSA that is asked', () => {
  it('gives a token that answers, verifies and is new', async () => {
    const answered = tsa.answered()
    const answer = await ask(tsa.url)
    expect(tsa.answered()).toBe(answered + 1)
    expect(
      answer.ok && (await verifyTimestamp({ token: answer.token, body, roots: [tsa.root] })),
    ).toMatchObject({
      ok: true,
    })
  })

  it('gets a request of the right type', async () => {
    const seen: unknown[] = []
    const url = await serve((request, response) => {
      seen.push(request.method, request.headers['content-type'], request.headers.accept)
      response.writeHead(503).end()
    })
    expect(await ask(url)).toEqual({ ok: false, fault: 'http-status', status: 503 })
    expect(seen).toEqual(['POST', 'application/timestamp-query', 'application/timestamp-reply'])
  })

  it('is not followed elsewhere', async () => {
    const answered = tsa.answered()
    const url = await serve((_, response) => response.writeHead(307, { location: tsa.url }).end())
    expect(await ask(url)).toEqual({ ok: false, fault: 'redirected' })
    expect(tsa.answered()).toBe(answered)
  })

  it('is refused with a page in place of a token', async () => {
    const url = await serve((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    )
    expect(await ask(url)).toEqual({ ok: false, fault: 'response-type' })
  })

  it('is read no further than the limit', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, REPLY)
      const flood = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384)));
      }
      response.on('drain', flood)
      flood()
    })
    expect(await ask(url)).toEqual({ ok: false, fault: 'response-too-large' })
    expect(await ask(tsa.url, { maxBytes: 100 })).toEqual({ ok: false, fault: 'response-too-large' })
  })

  it('is refused when it answers another request', async () => {
    const others: [typeof body, typeof nonce, string][] = [
      [body, nonce.with(0, 0), 'nonce-mismatch'],
      [body.with(0, 0), nonce, 'imprint-mismatch'],
    ]
    for (const [otherBody, otherNonce, fault] of others) {
      const request = await timestampRequest({ body: otherBody, nonce: otherNonce })
      const stamped = reply(tsa.authority, request)
      const url = await serve((_, response) => response.writeHead(200, REPLY).end(stamped))
      expect(await ask(url)).toEqual({ ok: false, fault })
    }
  })

  it('may refuse, and may talk nonsense', async () => {
    const refused = reply(tsa.authority, new Uint8Array(4))
    const refusing = await serve((_, response) => response.writeHead(200, REPLY).end(refused))
    expect(await ask(refusing)).toMatchObject({ ok: false, fault: 'request-refused', status: 'rejection' })
    const babbling = await serve((_, response) => response.writeHead(200, REPLY).end('hello'))
    expect(await ask(babbling)).toEqual({ ok: false, fault: 'response-malformed' })
  })

  it('may not be there, or be given up', async () => {
    const url = await serve((request) => request.socket.destroy())
    expect(await ask(url)).toEqual({ ok: false, fault: 'unreachable' })
    expect(await ask('tsa.example')).toEqual({ ok: false, fault: 'unreachable' })
    const controller = new AbortController()
    const silent = await serve(() => {
      controller.abort()
    })
    expect(await ask(silent, { signal: controller.signal })).toEqual({ ok: false, fault: 'aborted' })
  })

  it('is not asked with a nonce that could be guessed', async () => {
    await expect(requestTimestamp({ url: tsa.url, body, nonce: new Uint8Array(4), fetch })).rejects.toThrow(
      RangeError,
    )
  })
})
