import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
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

/** A server that answers on a socket. */
export type Listening = {
  readonly port: number
  /**
   * Takes no new connection, waits for the answers under way, then resolves; connections that still answer after `drain`
   * milliseconds are cut.
   */
  readonly close: (drain?: number) => Promise<void>
}

// Node's own limit knows no exception.
const limitRequest = (request: IncomingMessage, most: number): void => {
  if (request.url?.split('?')[0] === STREAM_PATH) return
  const cut = setTimeout(() => request.destroy(), most)
  for (const over of ['end', 'close'] as const) request.once(over, () => clearTimeout(cut))
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
    const answering = new Set<ServerResponse>()
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
      limitRequest(incoming, request)
      if (closing) response.setHeader('connection', 'close')
      answering.add(response)
      response.once('close', () => answering.delete(response))
    })
    server.on('error', reject)
    server.listen(at.port, at.host, () => {
      const address = server.address()
      resolve({
        port: typeof address === 'object' && address ? address.port : at.port,
        close: (drain) => {
          closing = true
          for (const response of answering)
            if (!response.headersSent) response.setHeader('connection', 'close')
          return closeGently(server, drain)
        },
      })
    })
  })
