import { lookup } from 'node:dns/promises'
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isTlsFault, type WebhookOutcome } from '@constat/store'
import { isLoopbackAddress, isPublicAddress } from './address.ts'
import { hostOf } from './url.ts'

const DEADLINE = 10_000
const MAX_ANSWER_BYTES = 64 * 1024
const MAX_HEADER_BYTES = 16 * 1024

/** How the server reaches webhooks. */
export type WebhookReach = {
  /** All addresses of a name; the system's resolver when absent. */
  readonly resolve?: ((hostname: string) => Promise<readonly string[]>) | undefined
  /** Whether it may send to this machine itself, over http too: in development only. */
  readonly mayLoopBack?: boolean | undefined
  /** Milliseconds from the resolution of the name to the end of the answer; 10,000 when absent. */
  readonly deadline?: number | undefined
}

/** What is sent. */
export type Post = {
  /** POST when absent. */
  readonly method?: 'POST' | 'PUT' | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What came of it; nothing of the answer is kept but its status. */
export type Posted = { readonly outcome: WebhookOutcome; readonly status: number | null }

const resolveBySystem = async (hostname: string): Promise<readonly string[]> =>
  (await lookup(hostname, { all: true, verbatim: true })).map(({ address }) => address)

const none = (outcome: WebhookOutcome): Posted => ({ outcome, status: null })

const ofStatus = (status: number): Posted => {
  if (status >= 200 && status < 300) return { outcome: 'DELIVERED', status }
  // Standard Webhooks: 410 asks for nothing more.
  if (status === 410) return { outcome: 'GONE', status }
  return { outcome: status >= 300 && status < 400 ? 'REDIRECTED' : 'REFUSED', status }
}

const ofError = (error: unknown, deadline: AbortSignal): Posted => {
  if (deadline.aborted) return none('TIMED_OUT')
  return none(isTlsFault(error) ? 'TLS_FAILED' : 'UNREACHABLE')
}

/** Rejects as soon as the signal does, for what cannot be cancelled. */
const orAborted = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })

// The answer is read so that the other side may end it in peace, within bounds: what it says after its status counts for nothing.
const drain = (answer: IncomingMessage): Promise<void> =>
  new Promise((resolve) => {
    let length = 0
    answer.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > MAX_ANSWER_BYTES) answer.destroy()
    })
    answer.on('close', resolve)
    answer.on('error', () => resolve())
  })

const send = (
  url: URL,
  { method = 'POST', headers, body }: Post,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const pinned = addresses.map((address) => ({ address, family: isIP(address) }))
    // Whatever the name resolves to by now, the connection goes to an address that was looked at.
    const answerPinned: LookupFunction = (_hostname, { all }, done) => {
      const [first] = pinned
      if (all) done(null, pinned)
      else if (first) done(null, first.address, first.family)
    }
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method,
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' },
      // A connection of its own: one that is kept would outlive the look at its address.
      agent: false,
      lookup: answerPinned,
      maxHeaderSize: MAX_HEADER_BYTES,
      // Whatever the environment says.
      rejectUnauthorized: true,
      signal,
    })
    let status: number | undefined
    // Once there is a status, it is the answer, however the rest of it ends.
    request.on('error', (error) => (status === undefined ? reject(error) : resolve(status)))
    // An answer that only switches protocols closes the connection without another word.
    request.on('close', () => (status === undefined ? reject(new Error('no answer')) : resolve(status)))
    request.on('response', (answer) => {
      const answered = answer.statusCode ?? 0
      status = answered
      void drain(answer).then(() => resolve(answered))
    })
    request.end(body)
  })

/**
 * Posts to a webhook: https only, to public addresses only. The name is resolved, all its addresses are checked, and the
 * connection goes to one of those. Redirects are not followed; an answer is read up to 64 KiB.
 *
 * @returns undefined when `stopping` ended it: then nobody knows whether it arrived.
 */
export const postToWebhook = async (
  url: URL,
  post: Post,
  { resolve = resolveBySystem, mayLoopBack = false, deadline = DEADLINE }: WebhookReach,
  stopping: AbortSignal,
): Promise<Posted | undefined> => {
  const timeout = AbortSignal.timeout(deadline)
  const signal = AbortSignal.any([timeout, stopping])
  const host = hostOf(url)
  try {
    const addresses = isIP(host) ? [host] : await orAborted(resolve(host), signal)
    const isLoopback = mayLoopBack && addresses.every(isLoopbackAddress)
    const isAllowed = isLoopback || (url.protocol === 'https:' && addresses.every(isPublicAddress))
    if (addresses.length === 0 || !isAllowed) return none('ADDRESS_DENIED')
    return ofStatus(await send(url, post, addresses, signal))
  } catch (error) {
    return stopping.aborted ? undefined : ofError(error, timeout)
  }
}
