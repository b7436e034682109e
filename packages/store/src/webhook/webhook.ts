import type { EventKind } from '@constat/core/vocabulary'
import { owner } from '../scope.ts'
import type { Handle, TenantScope, Writer } from '../store.ts'
import type { WebhookDisabledReason } from '../tables.ts'

/** Where a tenant is told of its events. */
export type Webhook = {
  readonly webhookId: string
  readonly url: string
  readonly description: string | null
  /** The kinds of event that it is told of; null for all. */
  readonly kinds: readonly EventKind[] | null
  readonly state: 'ENABLED' | 'DISABLED'
  readonly disabledReason: WebhookDisabledReason | null
  readonly disabledAt: number | null
  readonly createdAt: number
  /** Position of the last event that was taken over for delivery. */
  readonly position: number
  /** When an attempt last succeeded; epoch milliseconds, as all times here. */
  readonly deliveredAt: number | null
}

/** What of a webhook its owner chooses. */
export type WebhookSettings = Pick<Webhook, 'url' | 'description' | 'kinds'>

const COLUMNS = [
  'webhook_id as webhookId',
  'url',
  'description',
  'kinds',
  'state',
  'disabled_reason as disabledReason',
  'disabled_at as disabledAt',
  'created_at as createdAt',
  'position',
  'delivered_at as deliveredAt',
] as const

type Row = Omit<Webhook, 'kinds'> & { readonly kinds: string | null }

const toWebhook = (row: Row): Webhook => ({
  ...row,
  kinds: row.kinds === null ? null : JSON.parse(row.kinds),
})

const toColumns = ({ url, description, kinds }: WebhookSettings) => ({
  url,
  description,
  kinds: kinds && JSON.stringify(kinds),
})

/** The webhook of this identifier. */
export const findWebhook = async (
  db: Handle,
  scope: TenantScope,
  webhookId: string,
): Promise<Webhook | undefined> => {
  const row = await db
    .selectFrom('webhook')
    .select(COLUMNS)
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId }))
    .executeTakeFirst()
  return row && toWebhook(row)
}

/** All webhooks of a tenant, oldest first. */
export const listWebhooks = async (db: Handle, scope: TenantScope): Promise<readonly Webhook[]> => {
  const rows = await db
    .selectFrom('webhook')
    .select(COLUMNS)
    .where((eb) => eb.and(owner(scope)))
    .orderBy('webhook_id')
    .execute()
  return rows.map(toWebhook)
}

/** Adds an enabled webhook, which is told of what comes after `position`. */
export const insertWebhook = async (
  trx: Writer,
  scope: TenantScope,
  webhook: WebhookSettings & Pick<Webhook, 'webhookId' | 'createdAt' | 'position'>,
): Promise<void> => {
  await trx
    .insertInto('webhook')
    .values({
      ...owner(scope),
      webhook_id: webhook.webhookId,
      ...toColumns(webhook),
      state: 'ENABLED',
      disabled_reason: null,
      disabled_at: null,
      created_at: webhook.createdAt,
      position: webhook.position,
      due_at: null,
      lease: null,
      delivered_at: null,
    })
    .execute()
}

/** Replaces what the owner of a webhook chooses. */
export const updateWebhook = async (
  trx: Writer,
  scope: TenantScope,
  webhookId: string,
  settings: WebhookSettings,
): Promise<void> => {
  await trx
    .updateTable('webhook')
    .set(toColumns(settings))
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId }))
    .execute()
}

/** Stops an enabled webhook; what waits for it stays, and events go on to be counted from its position. */
export const disableWebhook = async (
  trx: Writer,
  scope: TenantScope,
  webhookId: string,
  reason: WebhookDisabledReason,
  now: number,
): Promise<void> => {
  await trx
    .updateTable('webhook')
    .set({ state: 'DISABLED', disabled_reason: reason, disabled_at: now })
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId, state: 'ENABLED' }))
    .execute()
}

/** Lets a webhook go on from where it stopped; what waits is tried at once, with all its retries before it. */
export const enableWebhook = async (
  trx: Writer,
  scope: TenantScope,
  webhookId: string,
  now: number,
): Promise<void> => {
  const { numUpdatedRows } = await trx
    .updateTable('webhook')
    .set({ state: 'ENABLED', disabled_reason: null, disabled_at: null, due_at: now })
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId, state: 'DISABLED' }))
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await trx
    .updateTable('webhook_delivery')
    .set({ attempts: 0, first_at: null, due_at: now })
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId, state: 'WAITING' }))
    .execute()
}

/** Removes a webhook with its secrets, what waits for it and its attempts. */
export const deleteWebhook = async (trx: Writer, scope: TenantScope, webhookId: string): Promise<void> => {
  await trx
    .deleteFrom('webhook')
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId }))
    .execute()
}
