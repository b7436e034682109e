import { newId } from '@constat/core/id'
import type { WebhookAttempt } from '@constat/store'
import type { Deps } from '../platform/context.ts'
import { signMessage, type WebhookMessage } from './message.ts'
import { postToWebhook, type Posted } from './post.ts'

/** One attempt to deliver a message. */
export type NewAttempt = {
  readonly url: string
  readonly message: WebhookMessage
  /** Null for an example. */
  readonly eventId: string | null
  readonly secrets: readonly Uint8Array[]
}

/**
 * Delivers a message, or says why not.
 *
 * @returns undefined when `stopping` ended it.
 */
export const attemptDelivery = async (
  { clock, random, observer, webhooks = {} }: Pick<Deps, 'clock' | 'random' | 'observer' | 'webhooks'>,
  { url, message, eventId, secrets }: NewAttempt,
  stopping: AbortSignal,
): Promise<{ readonly attempt: WebhookAttempt; readonly posted: Posted } | undefined> => {
  const at = clock()
  const attemptId = newId('webhookAttempt', clock, random)
  // Monotonic: a clock that jumps gives no negative duration.
  const started = performance.now()
  const posted = await postToWebhook(new URL(url), signMessage(message, secrets, at), webhooks, stopping)
  if (!posted) return undefined
  const elapsed = performance.now() - started
  observer?.onWebhookAttempt(posted.outcome, elapsed / 1000)
  const duration = Math.round(elapsed)
  return { posted, attempt: { attemptId, messageId: message.id, eventId, ...posted, at, duration } }
}
