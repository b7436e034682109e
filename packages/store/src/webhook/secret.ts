import { owner } from '../scope.ts'
import type { Bytes, Handle, TenantScope, Writer } from '../store.ts'

/** A secret that signs what a webhook is sent, encrypted under the key that `kekId` names. */
export type WebhookSecret = {
  readonly secretId: string
  readonly kekId: string
  readonly sealed: Bytes
  readonly createdAt: number
  /** Until when it still signs beside a newer one; null for the newest. */
  readonly expiresAt: number | null
}

/** The secrets that sign at this instant, newest first. */
export const webhookSecrets = (
  db: Handle,
  scope: TenantScope,
  webhookId: string,
  now: number,
): Promise<readonly WebhookSecret[]> =>
  db
    .selectFrom('webhook_secret')
    .select([
      'secret_id as secretId',
      'kek_id as kekId',
      'sealed',
      'created_at as createdAt',
      'expires_at as expiresAt',
    ])
    .where((eb) => eb.and({ ...owner(scope), webhook_id: webhookId }))
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy((eb) => eb.fn.coalesce('expires_at', eb.val(Number.MAX_SAFE_INTEGER)), 'desc')
    .execute()

/** Adds the newest secret; the one before signs beside it until `graceUntil`. Those whose time is over are removed. */
export const insertWebhookSecret = async (
  trx: Writer,
  scope: TenantScope,
  webhookId: string,
  secret: Omit<WebhookSecret, 'expiresAt'>,
  graceUntil: number,
): Promise<void> => {
  const ofWebhook = { ...owner(scope), webhook_id: webhookId }
  await trx
    .updateTable('webhook_secret')
    .set({ expires_at: graceUntil })
    .where((eb) => eb.and(ofWebhook))
    .where('expires_at', 'is', null)
    .execute()
  await trx
    .deleteFrom('webhook_secret')
    .where((eb) => eb.and(ofWebhook))
    .where('expires_at', '<=', secret.createdAt)
    .execute()
  await trx
    .insertInto('webhook_secret')
    .values({
      ...ofWebhook,
      secret_id: secret.secretId,
      kek_id: secret.kekId,
      sealed: secret.sealed,
      created_at: secret.createdAt,
      expires_at: null,
    })
    .execute()
}
