import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** What stands between a client and PostgreSQL. */
export type Middleman = {
  /** The address of the database by way of it. */
  readonly url: string
  /** Drops, from now on, what its connections of now send, and says nothing; later ones too where it `stays` so. */
  readonly fallSilent: (stays?: 'STAYS') => void
}

/** Opens what passes everything on, until it is told otherwise or the test ends. */
export const middleman = async (address: string): Promise<Middleman> => {
  const { hostname, port } = new URL(address)
  const sockets = new Set<Socket>()
  let isSilent = false
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from)
      if (isSilent) from.resume()
      else from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const url = new URL(address)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    fallSilent: (stays) => {
      isSilent = stays !== undefined
      for (const socket of sockets) socket.unpipe().resume()
    },
  }
}
