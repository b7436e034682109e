import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { STREAM_PATH } from '../screening/stream-path.ts'

/** Answers a request; `address` is that of whoever opened the connection. */
export type Answer = (request: Request, address?: string) => Response | Promise<Response>

/** How long a server waits for slow clients, milliseconds. */
export type Patience = {
  /** For all headers of a request. */
  readonly headers: number
  /** For a whole request that is answered once it has come. */
  readonly request: number
  /** For one that is answered while it comes, and for its answer to be taken. */
  readonly stream: number
  /** For a connection on which nothing moves while it is being answered, as of a reader that stops. */
  readonly idle: number
  /** For the next request on a connection; above what a reverse proxy waits (60 s). */
  readonly keepAlive: number
  /** For a request that may be on its way over a connection on which nothing is asked, once the server is to end. */
  readonly grace: number
}

const PATIENCE: Patience = {
  headers: 10_000,
  request: 30_000,
  // A minute more than a stream may take, so that its last line is read.
  stream: 3_660_000,
  idle: 30_000,
  keepAlive: 65_000,
  grace: 1_000,
}

// More would be waiting for memory, not for answers.
const MAX_CONNECTIONS = 10_000
const SWEEP = 50
const MAX_TAKING = 500
const SLOW_SWEEP = 5_000
const MAX_SWEEP = 1_000

/** A server that answers on a socket. */
export type Listening = {
  readonly port: number
  /** Has every answer from now on be the last of its connection, so that clients move on; new connections are still taken. */
  readonly announceEnd: () => void
  /**
   * Takes no new connection, waits for the answers under way and for requests that may be on their way, then resolves;
   * connections that are still open after `drain` milliseconds are cut.
   */
  readonly close: (drain?: number) => Promise<void>
}

/** What was asked last over a connection. */
type Exchange = { request: IncomingMessage; response: ServerResponse; at: number }

/** The connections that are open, each with what was asked last over it, if anything was. */
type Connections = {
  readonly note: (request: IncomingMessage, response: ServerResponse) => void
  /** Has every answer that is still to be begun say that it is the last of its connection. */
  readonly announceEnd: () => void
  /** Closes those over which nothing is under way; none as long as a request may be on its way over one of them. */
  readonly closeIdle: () => void
  /** How many were taken so far. */
  readonly taken: () => number
  readonly stop: () => void
}

const tellLast = (response: ServerResponse): void => {
  if (!response.headersSent) response.setHeader('connection', 'close')
}

const isStream = ({ url }: IncomingMessage): boolean => url?.split('?')[0] === STREAM_PATH

/**
 * Cuts requests that take too long to come, and streams that take too long to be answered. Node's own limit knows no
 * exception, and a timer for each request costs more than to look at all of them now and then.
 */
const watchConnections = (
  server: Server,
  most: Pick<Patience, 'request' | 'stream' | 'grace'>,
): Connections => {
  const connections = new Map<Socket, Exchange | undefined>()
  /** When a request may last have been sent that is not known of; undefined while the server is not to end. */
  let expecting: number | undefined
  const expectMore = (): void => void (expecting = performance.now())

  let taken = 0
  server.on('connection', (socket) => {
    taken += 1
    connections.set(socket, undefined)
    socket.once('close', () => connections.delete(socket))
    if (expecting !== undefined) expectMore()
  })
  const isOver = ({ request, response, at }: Exchange, now: number): boolean =>
    isStream(request)
      ? now - at >= most.stream && !response.writableFinished
      : now - at >= most.request && !request.complete
  const sweep = setInterval(
    () => {
      const now = performance.now()
      for (const [socket, exchange] of connections) if (exchange && isOver(exchange, now)) socket.destroy()
    },
    Math.min(most.request, most.stream, MAX_SWEEP),
  ).unref()
  return {
    note: (request, response) => {
      const { socket } = request
      if (expecting !== undefined) tellLast(response)
      const known = connections.get(socket)
      if (known) {
        known.request = request
        known.response = response
        known.at = performance.now()
      } else if (connections.has(socket))
        connections.set(socket, { request, response, at: performance.now() })
    },
    announceEnd: () => {
      if (expecting !== undefined) return
      expectMore()
      for (const exchange of connections.values()) {
        if (!exchange || exchange.response.writableFinished) continue
        tellLast(exchange.response)
        // One that has begun could not say so: its connection is asked again, maybe.
        exchange.response.once('close', expectMore)
      }
    },
    closeIdle: () => {
      if (expecting === undefined || performance.now() - expecting < most.grace) return
      server.closeIdleConnections()
      // Node takes one over which nothing ever came for busy.
      for (const [socket, exchange] of connections) if (!exchange && socket.bytesRead === 0) socket.destroy()
    },
    taken: () => taken,
    stop: () => clearInterval(sweep),
  }
}

const toListener = (answer: Answer, hostname: string) =>
  getRequestListener((request, { incoming }) => answer(request, incoming.socket.remoteAddress), { hostname })

/**
 * Resolves once a turn of the event loop has taken no connection: those that wait to be taken were told that they are connected,
 * have sent their requests, and would be reset. Who keeps connecting is not waited for.
 */
const takeWaiting = async ({ taken }: Connections): Promise<void> => {
  const latest = performance.now() + MAX_TAKING
  await nextTurn()
  for (let before = -1; before !== taken() && performance.now() < latest;) {
    before = taken()
    await nextTurn()
  }
}

const closeGently = async (
  server: Server,
  connections: Connections,
  drain: number | undefined,
): Promise<void> => {
  await takeWaiting(connections)
  // That of HTTP closes idle connections at once, over which the next request may be on its way.
  const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()))
  // After what has come meanwhile was read: a server that was held up has not seen it yet.
  const sweep = setInterval(() => setImmediate(connections.closeIdle), SWEEP)
  const cut = drain === undefined ? undefined : setTimeout(() => server.closeAllConnections(), drain)
  connections.closeIdle()
  await closed
  clearInterval(sweep)
  clearTimeout(cut)
  // Ends Node's watch over its connections, of which none is left.
  server.close()
}

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
    const { headers, idle, keepAlive, ...most } = { ...PATIENCE, ...patience }
    const options = {
      headersTimeout: headers,
      requestTimeout: 0,
      keepAliveTimeout: keepAlive,
      connectionsCheckingInterval: Math.min(headers, SLOW_SWEEP),
    }
    const server = createServer(options, toListener(answer, at.host))
    const connections = watchConnections(server, most)
    server.timeout = idle
    server.maxConnections = MAX_CONNECTIONS
    server.prependListener('request', connections.note)
    server.on('error', (error) => {
      if (!server.listening) connections.stop()
      reject(error)
    })
    server.listen(at.port, at.host, () => {
      const address = server.address()
      resolve({
        port: typeof address === 'object' && address ? address.port : at.port,
        announceEnd: connections.announceEnd,
        close: (drain) => {
          connections.announceEnd()
          return closeGently(server, connections, drain).finally(connections.stop)
        },
      })
    })
  })
