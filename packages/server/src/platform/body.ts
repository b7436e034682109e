import type { Context as HttpContext, MiddlewareHandler } from 'hono'

/** How much is taken of a body. */
export type BodyLimit = {
  /** The largest body that is read, bytes. */
  readonly max: number
  /** How much more is taken and thrown away, so that a client that is still sending reads its refusal; bytes. */
  readonly discarded: number
  readonly tooLarge: (c: HttpContext) => Response
  /**
   * Asked before anything is taken of a body that says it is too large, or not how large it is: the answer to whoever has
   * nothing to send.
   */
  readonly admit: (c: HttpContext) => Promise<Response | undefined>
  /** When the client ended, or was cut off, before its body did. */
  readonly incomplete: (c: HttpContext) => Response
}

type Reading = ReadableStreamDefaultReader<Uint8Array>

const discard = async (reader: Reading, most: number): Promise<void> => {
  for (let taken = 0; taken <= most;) {
    const { done, value } = await reader.read()
    if (done) return
    taken += value.length
  }
  await reader.cancel()
}

/** The body, or undefined when it is larger than `max`: then the rest of it is thrown away. */
const readUpTo = async (
  reader: Reading,
  { max, discarded }: BodyLimit,
): Promise<Uint8Array<ArrayBuffer> | undefined> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return new Uint8Array(Buffer.concat(chunks))
    length += value.length
    if (length > max) {
      await discard(reader, discarded)
      return undefined
    }
    chunks.push(value)
  }
}

const endWith = (response: Response): Response => {
  // What is still under way cannot be told from a next request.
  response.headers.set('connection', 'close')
  return response
}

/** Refuses bodies that are too large with an answer that the client gets to read, whether it says how long they are or not. */
export const limitBody =
  (limit: BodyLimit): MiddlewareHandler =>
  async (c, next) => {
    const said = c.req.header('content-length')
    const saysHowLong = said !== undefined && c.req.header('transfer-encoding') === undefined
    // Looked at only where it must be: the body as a stream costs more than the rest of a small request.
    if (saysHowLong && Number(said) <= limit.max) return next()
    const { body } = c.req.raw
    if (!body) return next()
    const refusal = await limit.admit(c)
    if (refusal) return endWith(refusal)
    const reader = body.getReader()
    const taken = saysHowLong
      ? discard(reader, limit.discarded).then(() => undefined)
      : readUpTo(reader, limit)
    // It fails when the client leaves before the end.
    const read = await taken.catch(() => null)
    if (read === null) return limit.incomplete(c)
    if (read === undefined) return endWith(limit.tooLarge(c))
    c.req.raw = new Request(c.req.raw, { method: c.req.raw.method, body: read })
    return next()
  }
