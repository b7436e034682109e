import { owner } from '../scope.ts'
import type { Handle, TenantScope, Writer } from '../store.ts'

/** What became of an attempt. Only DELIVERED, a status from 200 to 299, is a success. */
export const WEBHOOK_OUTCOMES = [
  'DELIVERED',
  'REFUSED',
  'GONE',
  'REDIRECTED',
  'TIMED_OUT',
  'UNREACHABLE',
  'ADDRESS_DENIED',
  'TLS_FAILED',
] as const
export type WebhookOutcome = (typeof WEBHOOK_OUTCOMES)[number]

/** One attempt to tell a webhook of something; it keeps nothing of the answer but its status. */
export type WebhookAttempt = {
  readonly attemptId: string
  /** What it sent as `webhook-id`. */
  readonly messageId: string
  /** The event that it told of; null for an example. */
  readonly eventId: string | null
  readonly outcome: WebhookOutcome
  /** HTTP status of the answer; null when there was none. */
  readonly status: number | null
  readonly at: number
  /** Milliseconds. */
  readonly duration: number
}

/** A page of attempts, newest first. */
export type WebhookAttemptsPage = {
  readonly attempts: readonly WebhookAttempt[]
  readonly hasNextPage: boolean
}

/** Adds attempts to the log of a webhook. */
export const insertWebhookAttempts = async (
  trx: Writer,
  scope: TenantScope,
  webhookId: string,
  attempts: readonly WebhookAttempt[],
): Promise<void> => {
  if (attempts.length === 0) return
  await trx
    .insertInto('webhook_attempt')
    .values(
      attempts.map((attempt) => ({
        ...owner(scope),
        webhook_id: webhookId,
        attempt_id: attempt.attemptId,
        message_id: attempt.messageId,
        event_id: attempt.eventId,
        outcome: attempt.outcome,
        status: attempt.status,
        at: attempt.at,
        duration: attempt.duration,
      })),
    )
    .execute()
}

/** The attempts of a webhook, newest first, `first` of them from before the attempt `after`. */
export const webhookAttemptsPage = async (
  db: Handle,
  scope: TenantScope,
  webhookId: string,
  { first, after }: { readonly first: number; readonly after?: string | undefined },
): Promise<WebhookAttemptsPage> => {
  const rows = await db
    .selectFrom('webhook_attempt')
    .select([
      'attempt_id as attemptId',
      'message_id as messageId',
      'event_id as eventId',
      'outcome',
      'status',
      'at',
      'duration',
    ])
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId }))
    .$if(after !== undefined, (query) => query.where('attempt_id', '<', after ?? ''))
    .orderBy('attempt_id', 'desc')
    .limit(first + 1)
    .execute()
  return {
    attempts: rows.slice(0, first).map((row) => ({ ...row, outcome: row.outcome as WebhookOutcome })),
    hasNextPage: rows.length > first,
  }
}
