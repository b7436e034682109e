import type { EventKind } from '../generated/graphql.ts'

const PREFIX = 'whsec_'
const TOLERANCE_SECONDS = 300
const MAX_SIGNATURES = 10

/** What a webhook is told of: an event, by its id. Ask for the event to know more. */
export type WebhookMessage = {
  /** The same whenever this event is told of: keep it to know what you have had. */
  readonly id: string
  /** `consent.` and the kind in small letters. */
  readonly type: string
  /** When the event was recorded. */
  readonly timestamp: string
  readonly event: string
  readonly kind: EventKind
  /** Number of the event in its tenant. A person's events come in this order. */
  readonly position: string
  /** Id of the event that this one acts on. */
  readonly supersedes: string | null
}

/** Why a message is not to be believed. */
export type WebhookFault =
  /** `webhook-id`, `webhook-timestamp` or `webhook-signature` is absent, or no such thing. */
  | 'HEADERS'
  /** Sent more than the tolerance before or after now: an old message played again, or a clock that is wrong. */
  | 'TIMESTAMP'
  /** No signature is by this secret over these bytes. */
  | 'SIGNATURE'
  /** Signed, but no message that this version knows. */
  | 'BODY'

/** The message, or why it is not to be believed: answer 400 then. */
export type VerifiedWebhook =
  | { readonly ok: true; readonly message: WebhookMessage }
  | { readonly ok: false; readonly fault: WebhookFault }

/** Headers as `fetch` has them, or as `node:http` does. */
export type WebhookHeaders =
  | Pick<Headers, 'get'>
  | { readonly [name: string]: string | readonly string[] | undefined }

/** How a message is verified. */
export type VerifyWebhookOptions = {
  /** Epoch milliseconds; the clock of this machine when absent. */
  readonly now?: number | undefined
  /** Seconds by which the message may be older or newer; 300 when absent. */
  readonly toleranceSeconds?: number | undefined
}

const fault = (which: WebhookFault): VerifiedWebhook => ({ ok: false, fault: which })

const isHeaders = (headers: WebhookHeaders): headers is Pick<Headers, 'get'> =>
  typeof headers['get'] === 'function'

const headerOf = (headers: WebhookHeaders, name: string): string | undefined => {
  const value = isHeaders(headers) ? headers.get(name) : headers[name]
  return typeof value === 'string' ? value : undefined
}

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

const keyOf = (secret: string): Promise<CryptoKey> => {
  const bytes = secret.startsWith(PREFIX) ? fromBase64(secret.slice(PREFIX.length)) : undefined
  if (!bytes || bytes.length === 0)
    throw new TypeError(`The secret of a webhook begins with ${PREFIX} and is base64.`)
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

const isText = (value: unknown): value is string => typeof value === 'string'

const readMessage = (id: string, text: string): WebhookMessage | undefined => {
  try {
    const { type, timestamp, data } = JSON.parse(text)
    const { event, kind, position, supersedes } = data
    const isOne =
      [type, timestamp, event, kind, position].every(isText) &&
      /^\d+$/.test(position) &&
      (supersedes === null || isText(supersedes))
    return isOne ? { id, type, timestamp, event, kind, position, supersedes } : undefined
  } catch {
    return undefined
  }
}

/**
 * Verifies a message of a webhook (Standard Webhooks, symmetric `v1`): HMAC-SHA-256 of `id.timestamp.body` under the secret, compared
 * in constant time by WebCrypto, and a time near to now. Runs wherever WebCrypto does.
 *
 * @param body exactly as it came: parsed and printed again, it is another.
 * @param secret `whsec_…`; several while one replaces another.
 * @throws TypeError when a secret is none.
 */
export const verifyWebhook = async (
  headers: WebhookHeaders,
  body: string | Uint8Array,
  secret: string | readonly string[],
  { now = Date.now(), toleranceSeconds = TOLERANCE_SECONDS }: VerifyWebhookOptions = {},
): Promise<VerifiedWebhook> => {
  const keys = await Promise.all([secret].flat().map(keyOf))
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headerOf(headers, name),
  )
  if (!id || !signatures || !timestamp || !/^\d{1,12}$/.test(timestamp)) return fault('HEADERS')
  if (!(Math.abs(now / 1000 - Number(timestamp)) <= toleranceSeconds)) return fault('TIMESTAMP')
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const prefix = new TextEncoder().encode(`${id}.${timestamp}.`)
  const signed = new Uint8Array(prefix.length + bytes.length)
  signed.set(prefix)
  signed.set(bytes, prefix.length)
  const given = signatures
    .split(' ', MAX_SIGNATURES)
    .flatMap((each) => (each.startsWith('v1,') ? [fromBase64(each.slice(3))] : []))
    .filter((each) => each !== undefined)
  const verdicts = await Promise.all(
    keys.flatMap((key) => given.map((signature) => crypto.subtle.verify('HMAC', key, signature, signed))),
  )
  if (!verdicts.includes(true)) return fault('SIGNATURE')
  const message = readMessage(id, typeof body === 'string' ? body : new TextDecoder().decode(body))
  return message ? { ok: true, message } : fault('BODY')
}
