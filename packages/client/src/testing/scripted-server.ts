import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** One answer of the script; LOST cuts the connection, SILENT never answers. */
export type Scripted =
  | 'LOST'
  | 'SILENT'
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown }

/** A request as it came. */
export type Asked = {
  readonly headers: IncomingHttpHeaders
  readonly body: { readonly query: string; readonly variables: Record<string, unknown> }
  readonly text: string
}

/** A server that answers by a script, on a socket of this machine. */
export type ScriptedServer = { readonly url: string; readonly asked: Asked[] }

/** Listens until the test ends; the last answer of the script stands for all that follow. */
export const startScripted = async (
  script: readonly Scripted[] | ((asked: Asked) => Scripted),
): Promise<ScriptedServer> => {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    request.on('end', () => {
      const one = { headers: request.headers, body: JSON.parse(text), text }
      asked.push(one)
      const answer = typeof script === 'function' ? script(one) : (script[asked.length - 1] ?? script.at(-1))
      if (answer === 'LOST') request.socket.destroy()
      if (answer === undefined || typeof answer === 'string') return
      const { status = 200, headers = {}, body = '' } = answer
      response.writeHead(status, headers)
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(
    () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  )
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/graphql`, asked }
}
