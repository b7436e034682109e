import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { STREAM_PATH } from '../screening/stream-path.ts'

/** Answers a request; `address` is that of whoever opened the connection. */
export type Answer = (request: Request, address?: string) => Response | Promise<Response>

/** How long a server waits for slow clients, milliseconds. */
export type Patience = {
  /** For all headers of a request. */
  readonly headers: number
  /** For a whole request; one that is answered while it comes takes as long as its answer. */
  readonly request: number
  /** For a connection on which nothing moves while it is being answered, as of a reader that stops. */
  readonly idle: number
  /** For the next request on a connection; above what a reverse proxy waits (60 s). */
  readonly keepAlive: number
}

const PATIENCE: Patience = { headers: 10_000, request: 30_000, idle: 30_000, keepAlive: 65_000 }

// More would be waiting for memory, not for answers.
const MAX_CONNECTIONS = 10_000
const SWEEP = 50
const SLOW_SWEEP = 5_000
const MAX_SWEEP = 1_000

/** A server that answers on a socket. */
export type Listening = {
  readonly port: number
  /**
   * Takes no new connection, waits for the answers under way, then resolves; connections that still answer after `drain`
   * milliseconds are cut.
   */
  readonly close: (drain?: number) => Promise<void>
}

/** What was asked last over a connection. */
type Exchange = { request: IncomingMessage; response: ServerResponse; at: number }

/** The connections that are open, each with what was asked last over it. */
type Exchanges = {
  readonly note: (request: IncomingMessage, response: ServerResponse) => void
  /** Has every answer that is still to be begun say that it is the last of its connection. */
  readonly announceEnd: () => void
  readonly stop: () => void
}

const tellLast = (response: ServerResponse): void => {
  if (!response.headersSent) response.setHeader('connection', 'close')
}

/**
 * Cuts requests that take longer than `most` milliseconds to come. Node's own limit knows no exception, and a timer for each
 * request costs more than to look at all of them now and then.
 */
const watchExchanges = (most: number): Exchanges => {
  const exchanges = new Map<Socket, Exchange>()
  const sweep = setInterval(
    () => {
      const latest = performance.now() - most
      for (const { request, at } of exchanges.values())
        if (at <= latest && !request.complete && request.url?.split('?')[0] !== STREAM_PATH) request.destroy()
    },
    Math.min(most, MAX_SWEEP),
  ).unref()
  return {
    note: (request, response) => {
      const { socket } = request
      const known = exchanges.get(socket)
      if (known) {
        known.request = request
        known.response = response
        known.at = performance.now()
        return
      }
      exchanges.set(socket, { request, response, at: performance.now() })
      socket.once('close', () => exchanges.delete(socket))
    },
    announceEnd: () => {
      for (const { response } of exchanges.values()) tellLast(response)
    },
    stop: () => clearInterval(sweep),
  }
}

const toListener = (answer: Answer, hostname: string) =>
  getRequestListener((request, { incoming }) => answer(request, incoming.socket.remoteAddress), { hostname })

const closeGently = (server: Server, drain: number | undefined): Promise<void> =>
  new Promise((closed) => {
    // A connection that is kept alive falls idle between two answers.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP)
    const cut = drain === undefined ? undefined : setTimeout(() => server.closeAllConnections(), drain)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(cut)
      closed()
    })
    server.closeIdleConnections()
  })

/**
 * Answers requests on a socket.
 *
 * @throws Error with code EADDRINUSE when the port is taken; port 0 takes any free one.
 */
export const listen = (
  answer: Answer,
  at: { readonly host: string; readonly port: number },
  patience: Partial<Patience> = {},
): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const { headers, request, idle, keepAlive } = { ...PATIENCE, ...patience }
    const exchanges = watchExchanges(request)
    let closing = false
    const options = {
      headersTimeout: headers,
      requestTimeout: 0,
      keepAliveTimeout: keepAlive,
      connectionsCheckingInterval: Math.min(headers, SLOW_SWEEP),
    }
    const server = createServer(options, toListener(answer, at.host))
    server.timeout = idle
    server.maxConnections = MAX_CONNECTIONS
    server.prependListener('request', (incoming, response) => {
      exchanges.note(incoming, response)
      if (closing) tellLast(response)
    })
    server.on('error', (error) => {
      if (!server.listening) exchanges.stop()
      reject(error)
    })
    server.listen(at.port, at.host, () => {
      const address = server.address()
      resolve({
        port: typeof address === 'object' && address ? address.port : at.port,
        close: (drain) => {
          closing = true
          exchanges.announceEnd()
          return closeGently(server, drain).finally(exchanges.stop)
        },
      })
    })
  })
