import type { TimestampFault } from './faults.ts'
import { checkAgainstRequest, timestampRequest, type TimestampQuery } from './request.ts'
import { MAX_RESPONSE_BYTES, readTimestampResponse, type TimestampResponse } from './response.ts'

/** A query, the TSA to ask, and the means to reach it. */
export type TimestampCall = TimestampQuery & {
  readonly url: string
  readonly fetch: typeof globalThis.fetch
  /** Ends the call; there is no time limit but this one. */
  readonly signal?: AbortSignal
  /** What to read of a response at most; 65 kB where absent. */
  readonly maxBytes?: number
}

/** A token that answers the query, to be verified; or why there is none. */
export type TimestampAnswer =
  | { readonly ok: true; readonly token: Uint8Array<ArrayBuffer> }
  | Exclude<TimestampResponse, { readonly ok: true }>
  | { readonly ok: false; readonly fault: 'unreachable' | 'aborted' | 'redirected' | 'response-type' }
  | { readonly ok: false; readonly fault: 'http-status'; readonly status: number }
  | { readonly ok: false; readonly fault: TimestampFault | 'nonce-mismatch' }

const fault = <const Fault extends string>(name: Fault) => ({ ok: false, fault: name }) as const

const TYPE = /^application\/timestamp-reply\s*(;|$)/i

const concatenated = (chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(chunks.flatMap((chunk) => Array.from(chunk)))

// Reads no further than the limit, whatever Content-Length says.
const readBody = async ({ body }: Response, limit: number): Promise<Uint8Array<ArrayBuffer> | undefined> => {
  const reader = body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const chunk = await reader?.read()
    if (!chunk?.value) return concatenated(chunks)
    size += chunk.value.length
    if (size > limit) {
      await reader?.cancel()
      return undefined
    }
    chunks.push(chunk.value)
  }
}

const refusalOf = ({ status, type, headers }: Response) => {
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) return 'redirected'
  if (status !== 200) return 'http-status'
  return TYPE.test(headers.get('content-type') ?? '') ? undefined : 'response-type'
}

const receive = async (call: TimestampCall, query: Uint8Array<ArrayBuffer>): Promise<TimestampAnswer> => {
  const response = await call.fetch(call.url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: query,
    // A TSA elsewhere is not the TSA that was configured.
    redirect: 'manual',
    ...(call.signal ? { signal: call.signal } : {}),
  })
  const { status } = response
  const refused = refusalOf(response)
  if (refused) {
    await response.body?.cancel()
    return refused === 'http-status' ? { ...fault(refused), status } : fault(refused)
  }
  const body = await readBody(response, Math.min(call.maxBytes ?? MAX_RESPONSE_BYTES, MAX_RESPONSE_BYTES))
  if (!body) return fault('response-too-large')
  const read = readTimestampResponse(body)
  if (!read.ok) return read
  const matches = await checkAgainstRequest(read.token, call)
  return matches.ok ? read : matches
}

/**
 * Asks a TSA over HTTP for a time-stamp token (RFC 3161 §3.4) and checks that it answers the query: status, media type, size,
 * nonce, imprint and policy. Who stamped is for {@link verifyTimestamp} to say.
 *
 * @throws RangeError for a nonce or a policy of another form; nothing else is thrown.
 */
export const requestTimestamp = async (call: TimestampCall): Promise<TimestampAnswer> => {
  const query = await timestampRequest(call)
  try {
    return await receive(call, query)
  } catch {
    return fault(call.signal?.aborted ? 'aborted' : 'unreachable')
  }
}
