import { serve } from '@hono/node-server'

/** Answers a request. */
export type Answer = (request: Request) => Response | Promise<Response>

/** A server that answers on a socket. */
export type Listening = {
  readonly port: number
  /** Takes no new connection, waits for the answers under way, then resolves. */
  readonly close: () => Promise<void>
}

/**
 * Answers requests on a socket.
 *
 * @throws Error with code EADDRINUSE when the port is taken; port 0 takes any free one.
 */
export const listen = (
  answer: Answer,
  at: { readonly host: string; readonly port: number },
): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch: answer, hostname: at.host, port: at.port }, ({ port }) =>
      resolve({
        port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            if ('closeIdleConnections' in server) server.closeIdleConnections()
          }),
      }),
    )
    server.on('error', reject)
  })
