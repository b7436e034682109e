import { createHmac } from 'node:crypto'
import type { EventKind } from '@constat/core/vocabulary'
import type { WaitingDelivery } from '@constat/store'
import type { Post } from './post.ts'

/** What a webhook is told, before it is signed. */
export type WebhookMessage = {
  /** The same in each attempt to tell it, so that who receives it twice knows. */
  readonly id: string
  readonly body: string
}

/** Of an event: who wants to know more asks for it by its id. It holds nothing of the person. */
type EventOfMessage = Pick<WaitingDelivery, 'eventId' | 'kind' | 'position' | 'recordedAt' | 'supersedes'>

/** The message about an event; the same bytes each time. */
export const messageOf = (event: EventOfMessage, id: string = event.eventId): WebhookMessage => ({
  id,
  body: JSON.stringify({
    type: `consent.${event.kind.toLowerCase()}`,
    timestamp: new Date(event.recordedAt).toISOString(),
    data: {
      event: event.eventId,
      kind: event.kind,
      position: String(event.position),
      supersedes: event.supersedes,
    },
  }),
})

/** The message that shows what one about an event of this kind looks like; its event does not exist. */
export const exampleOf = (kind: EventKind, id: string, now: number): WebhookMessage =>
  messageOf({ eventId: id, kind, position: 0, recordedAt: now, supersedes: null })

/**
 * Signs a message (Standard Webhooks, symmetric `v1`): one signature by each secret, so that either opens it while secrets are
 * being exchanged.
 *
 * @param now epoch milliseconds of this attempt.
 */
export const signMessage = (
  { id, body }: WebhookMessage,
  secrets: readonly Uint8Array[],
  now: number,
): Post => {
  const timestamp = String(Math.floor(now / 1000))
  const signatures = secrets.map((secret) => {
    const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
    return `v1,${signature}`
  })
  return {
    headers: {
      'content-type': 'application/json',
      'user-agent': 'constat-webhook',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signatures.join(' '),
    },
    body,
  }
}
