import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A message as it arrived. */
export type Received = {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** Id of the event that it tells of. */
  readonly event: string
}

/** A program that is told of events, on a socket of this machine. */
export type Receiver = {
  /** Where it listens; `/` and what a test adds to it. */
  readonly url: string
  readonly port: number
  readonly received: Received[]
  /** How it answers from now on: with a status, or as the function does. */
  readonly answer: (how: number | ((message: Received, response: ServerResponse) => void)) => void
}

const eventIn = (body: string): string => {
  try {
    return JSON.parse(body).data.event
  } catch {
    return ''
  }
}

/** Listens on a free port until the test ends; with a certificate, over TLS. */
export const startReceiver = async (tls?: {
  readonly key: string
  readonly cert: string
}): Promise<Receiver> => {
  const received: Received[] = []
  let answer: (message: Received, response: ServerResponse) => void = (_message, response) =>
    void response.writeHead(204).end()
  const listener: Parameters<typeof createServer>[1] = (request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      const message = { path: request.url ?? '', headers: request.headers, body, event: eventIn(body) }
      received.push(message)
      answer(message, response)
    })
  }
  const server = tls ? createTlsServer(tls, listener) : createServer(listener)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(
    () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  )
  const { port } = server.address() as AddressInfo
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}/`,
    port,
    received,
    answer: (how) => {
      answer = typeof how === 'number' ? (_message, response) => void response.writeHead(how).end() : how
    },
  }
}
