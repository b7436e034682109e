import {
  claimWebhooks,
  endTurn,
  insertWebhook,
  stepTurn,
  waitingDeliveries,
  type DeliveryResult,
  type Store,
  type WebhookAttempt,
  type WebhookLease,
  type Writer,
} from '../index.ts'
import { CUISINES, given, NOW, record } from './fixtures.ts'

/** A minute, milliseconds. */
export const MINUTE = 60_000
/** The webhook of most tests. */
export const HOOK = 'whk_1'

/** What the tests of webhooks do to a store: the steps of a turn, and what becomes of events. */
export const webhookSteps = (store: () => Store) => {
  let attempts = 0

  const write = <T>(work: (trx: Writer) => Promise<T>): Promise<T> => store().write(work)
  const add = (webhookId = HOOK, changes: object = {}, scope = CUISINES) =>
    write((trx) =>
      insertWebhook(trx, scope, {
        webhookId,
        url: `https://example.fr/${webhookId}`,
        description: null,
        kinds: null,
        createdAt: NOW,
        position: 0,
        ...changes,
      }),
    )
  const claim = (now: number, lease: string, limit = 10) =>
    write((trx) => claimWebhooks(trx, { now, until: now + MINUTE, lease, limit }))
  const claimOne = async (now: number, lease = 'one'): Promise<WebhookLease> => {
    const [held] = await claim(now, lease)
    if (!held) throw new Error('nothing to do')
    return held
  }
  const step = (lease: WebhookLease, now: number, results: readonly DeliveryResult[] = [], take = 64) =>
    write((trx) => stepTurn(trx, { lease, now, until: now + MINUTE, results, take }))
  const end = (lease: WebhookLease, now: number, dueAt: number | null = null) =>
    write((trx) => endTurn(trx, lease, { now, dueAt, keepFrom: now - 30 * 24 * 60 * MINUTE }))
  const waiting = async (webhookId = HOOK) =>
    (await waitingDeliveries(store().reader, CUISINES, webhookId)).map(({ eventId }) => eventId)
  const attempt = (at: number, changes: Partial<WebhookAttempt> = {}): WebhookAttempt => ({
    attemptId: `wha_${String(attempts++).padStart(4, '0')}`,
    messageId: 'evt_1',
    eventId: 'evt_1',
    outcome: 'REFUSED',
    status: 500,
    at,
    duration: 5,
    ...changes,
  })
  const delivered = (position: number, at: number): DeliveryResult => ({
    position,
    attempt: attempt(at, { outcome: 'DELIVERED', status: 200 }),
    next: { state: 'DELIVERED' },
  })
  const failed = (position: number, at: number, dueAt: number): DeliveryResult => ({
    position,
    attempt: attempt(at),
    next: { state: 'WAITING', dueAt },
  })
  const died = (position: number, at: number): DeliveryResult => ({
    position,
    attempt: attempt(at),
    next: { state: 'DEAD' },
  })
  const events = (...ids: readonly string[]) =>
    record(store(), CUISINES, { events: ids.map((id) => given(id)) })

  return { write, add, claim, claimOne, step, end, waiting, delivered, failed, died, attempt, events }
}
