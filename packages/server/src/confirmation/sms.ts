import { OUTSIDE_DEADLINE } from '../platform/deadline.ts'
import { postToWebhook, type WebhookReach } from '../webhook/post.ts'
import { isLoopbackHost } from '../webhook/url.ts'
import { atMost, type SendOutcome, type SendSms } from './sender.ts'

const AT_ONCE = 32

/** A value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** Where text messages are handed over. */
export type SmsGateway = {
  /** https, or http on this machine itself. */
  readonly url: string
  readonly method: 'POST' | 'PUT'
  /** Headers beside content type and length, such as the gateway's key. */
  readonly headers: Readonly<Record<string, string>>
  /** The JSON body, in whose strings `{{to}}` stands for the number (E.164) and `{{text}}` for the message. */
  readonly body: Json
  readonly resolve?: WebhookReach['resolve']
  /** Milliseconds until the gateway has answered; 4,000 when absent. */
  readonly deadline?: number | undefined
}

const PLACES = /\{\{(to|text)\}\}/g

// Filled in once, within strings: what is filled in is never looked at again, and cannot end the string it stands in.
const fill = (template: Json, values: { readonly to: string; readonly text: string }): Json => {
  if (typeof template === 'string')
    return template.replaceAll(PLACES, (_, name: string) => (name === 'to' ? values.to : values.text))
  if (Array.isArray(template)) return template.map((each: Json) => fill(each, values))
  if (typeof template === 'object' && template !== null)
    return Object.fromEntries(Object.entries(template).map(([name, each]) => [name, fill(each, values)]))
  return template
}

const OUTCOMES: { readonly [outcome: string]: SendOutcome } = {
  DELIVERED: 'SENT',
  TIMED_OUT: 'TIMED_OUT',
  UNREACHABLE: 'UNREACHABLE',
  TLS_FAILED: 'UNREACHABLE',
  ADDRESS_DENIED: 'UNREACHABLE',
}

/**
 * Hands text messages to an HTTP gateway, each once. As for webhooks: https to public addresses, no redirect followed, the
 * address looked at being the one connected to; a gateway that is configured as this machine itself is reached there.
 */
export const smsSender = ({
  url,
  method,
  headers,
  body,
  resolve,
  deadline = OUTSIDE_DEADLINE,
}: SmsGateway): SendSms => {
  const gateway = new URL(url)
  const { signal } = new AbortController()
  const reach = { resolve, deadline, mayLoopBack: isLoopbackHost(gateway) }
  return atMost(AT_ONCE, async (to, text) => {
    const post = {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(fill(body, { to, text })),
    }
    const posted = await postToWebhook(gateway, post, reach, signal)
    return (posted && OUTCOMES[posted.outcome]) ?? 'REFUSED'
  })
}
