import { setTimeout as wait } from 'node:timers/promises'
import { createClient, type Client } from '@constat/client'
import { createHttp, type HttpOptions } from '../platform/http.ts'
import { listen, type Listening } from '../platform/listen.ts'
import type { Quotas } from '../platform/quotas.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from './server-under-test.ts'

/** What the streams of the tests ask of every contact. */
export const QUESTION = { channel: 'LIVE_CALL', advertiser: 'cuisines' } as const

/** The contact of a number. */
export const phoneOf = (index: number): string => `+3363998${String(index).padStart(4, '0')}`

/** A server on a socket. */
type Opened = {
  readonly url: string
  readonly port: number
  readonly client: Client
  readonly clientOf: (key: string) => Client
}

/** A server of which contacts 0 and 2 may be called and contact 1 objected, with what asks it by streams. */
export type Streaming = {
  readonly server: ServerUnderTest
  /** Another server on a socket, with these options, over the same database. */
  readonly open: (options?: HttpOptions, quotas?: Quotas) => Promise<Opened>
  /** Sends lines whole. */
  readonly post: (
    url: string,
    body: BodyInit,
    headers?: Record<string, string>,
    query?: string,
  ) => Promise<Response>
  /** Sends this, and then nothing more until the client leaves. */
  readonly hold: (
    url: string,
    text: string,
  ) => { readonly left: AbortController; readonly response: Promise<Response> }
  /** Sends this again and again, every so many milliseconds, as long as it is listened to. */
  readonly repeat: (url: string, text: string, pause: number) => Promise<Response>
  readonly close: () => Promise<void>
}

/** Starts a server with some contacts to stream. */
export const startStreaming = async (): Promise<Streaming> => {
  const server = await startServer()
  const listening: Listening[] = []
  const { sha256: notice } = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice
  for (const index of [0, 1, 2])
    await server.client.recordConsent({
      notice,
      contact: { phone: phoneOf(index) },
      choices: [{ question: 'appel', answer: 'GRANTED' }],
    })
  await server.client.recordObjection({ contact: { phone: phoneOf(1) }, scope: 'ALL', source: 'LETTER' })

  const send = (url: string, init: RequestInit, headers: Record<string, string> = {}, query = '') =>
    fetch(`${url}/v1/eligibility/stream?channel=LIVE_CALL&advertiser=cuisines${query}`, {
      ...init,
      method: 'POST',
      headers: {
        authorization: `Bearer ${server.secretKey}`,
        'content-type': 'application/x-ndjson',
        ...headers,
      },
    })
  return {
    server,
    open: async (options = {}, quotas) => {
      const app = createHttp({ ...server.deps, quotas }, options)
      const at = await listen((request) => app.fetch(request), { host: '127.0.0.1', port: 0 })
      listening.push(at)
      const url = `http://127.0.0.1:${at.port}`
      const clientOf = (key: string) => createClient({ url: `${url}/graphql`, key, retries: 0 })
      return { url, port: at.port, client: clientOf(server.secretKey), clientOf }
    },
    post: (url, body, headers, query) => send(url, { body }, headers, query),
    hold: (url, text) => {
      const left = new AbortController()
      const init: RequestInit & { duplex: 'half' } = {
        body: new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from(text)) }),
        duplex: 'half',
        signal: left.signal,
      }
      return { left, response: send(url, init) }
    },
    repeat: (url, text, pause) => {
      const init: RequestInit & { duplex: 'half' } = {
        body: new ReadableStream({
          pull: async (controller) => {
            await wait(pause)
            controller.enqueue(Buffer.from(text))
          },
        }),
        duplex: 'half',
      }
      return send(url, init)
    },
    close: async () => {
      for (const each of listening) await each.close(0)
      await server.close()
    },
  }
}

/** The lines of an answer. */
export const linesIn = async (response: Response) =>
  (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
