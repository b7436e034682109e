import { newId, type Clock } from '@constat/core/id'
import { seal, unseal } from '@constat/evidence'
import { webhookSecrets, type Bytes, type Handle, type TenantScope, type WebhookSecret } from '@constat/store'
import type { Deps } from '../platform/context.ts'

const PREFIX = 'whsec_'
const LENGTH = 32

const contextOf = (tenantId: string, webhookId: string, secretId: string): readonly string[] => [
  'webhook-secret',
  tenantId,
  webhookId,
  secretId,
]

/** A new secret: `text` is shown once, the rest is what is kept. */
export type NewWebhookSecret = {
  readonly text: string
  readonly stored: Omit<WebhookSecret, 'expiresAt'>
}

/** Makes `whsec_<base64 of 32 random bytes>` (Standard Webhooks) and encrypts it under the key-encryption key. */
export const newWebhookSecret = (
  { keys, clock, random }: Pick<Deps, 'keys' | 'random'> & { readonly clock: Clock },
  tenantId: string,
  webhookId: string,
): NewWebhookSecret => {
  const bytes = random(LENGTH)
  const secretId = newId('webhookSecret', clock, random)
  return {
    text: PREFIX + Buffer.from(bytes).toString('base64'),
    stored: {
      secretId,
      kekId: keys.kek.id,
      sealed: seal(keys.kek, contextOf(tenantId, webhookId, secretId), bytes, random),
      createdAt: clock(),
    },
  }
}

/**
 * The secrets that sign for a webhook now.
 *
 * @throws Error when one was sealed under another key than this server has.
 */
export const openWebhookSecrets = async (
  { keys, clock }: Pick<Deps, 'keys' | 'clock'>,
  db: Handle,
  { tenantId, logId }: TenantScope,
  webhookId: string,
): Promise<readonly Bytes[]> => {
  const stored = await webhookSecrets(db, { tenantId, logId }, webhookId, clock())
  return stored.map(({ secretId, sealed, kekId }) => {
    const bytes = unseal(keys.kek, contextOf(tenantId, webhookId, secretId), sealed)
    if (!bytes)
      throw new Error(`The secret ${secretId} of ${webhookId} does not open under the key ${kekId}.`)
    return bytes
  })
}
