import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeAuthority, reply, type Authority } from './authority.ts'
import type { KeyType } from './openssl.ts'

/** A throw-away time-stamping authority that answers over HTTP on this machine. */
export type TestTsa = {
  /** Where to post `application/timestamp-query`. */
  readonly url: string
  /** PEM of its root, for a verifier to trust. */
  readonly root: string
  readonly authority: Authority
  /** How many requests it has answered. */
  readonly answered: () => number
  readonly close: () => Promise<void>
}

const bodyOf = async (request: IncomingMessage): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

/**
 * Starts a TSA of its own certificate authority on 127.0.0.1, which answers RFC 3161 requests (§3.4) by `openssl ts -reply`
 * at the present time. Fails where the openssl command is missing.
 *
 * @param options.key - The kind of all its keys; P-256 where absent.
 * @param options.digest - What it signs with, as openssl names it; `sha256` where absent.
 */
export const startTestTsa = async (
  options: { readonly key?: KeyType; readonly digest?: string } = {},
): Promise<TestTsa> => {
  const authority = makeAuthority(options)
  let answered = 0
  const server = createServer((request, response) => {
    const answer = async () => {
      if (request.method !== 'POST' || request.headers['content-type'] !== 'application/timestamp-query') {
        response.writeHead(415).end()
        return
      }
      const stamped = reply(authority, await bodyOf(request))
      answered += 1
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(stamped)
    }
    answer().catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    root: authority.root.certificate,
    authority,
    answered: () => answered,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}
